"""The parts of a directory file, and what they are to the domain.

The log keeps them in the file's words: a word that is added has a default, so that
what was written without it still reads.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from dispute_core.domain.directory.offices import (
    Digest,
    Holder,
    Kept,
    Language,
    Office,
    OfficeKind,
    Panel,
)
from dispute_core.domain.directory.partnership import Agency, Partnership, PolicyInForce
from dispute_core.policies.format.parts import Line, Part, Reference, Text
from dispute_core.policies.format.people import (
    LEVELS,
    NATIONS,
    LevelWord,
    NationWord,
)
from dispute_core.policies.retention_part import RetentionPart, Slug

Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")]
Mailbox = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]

KeptWord = Literal["yes", "no", "not seen"]
KEPT: dict[KeptWord, Kept] = {"yes": "yes", "no": "no", "not seen": "not_seen"}

InDigest = Annotated[
    Digest | None,
    Field(description="`daily`: what can wait comes in one mail a working day."),
]
LeadTime = Annotated[
    str,
    StringConstraints(pattern=r"^(1 working day|([2-9]|1[0-9]|20) working days)$"),
    Field(description="As in 2 working days; 20 at most."),
]


class AgencyPart(Part):
    """An organisation that may be a party."""

    agency: Slug
    name: Line
    kind: Slug
    statutory: bool = False
    on_system: bool = True
    proxy_for: tuple[Slug, ...] = ()
    lacks_levels: Annotated[
        tuple[LevelWord, ...], Field(description="There the next level up acts.")
    ] = ()
    mailbox: Mailbox | None = None
    secure_mail: Annotated[
        bool, Field(description="Whether the record itself may be mailed, encrypted.")
    ] = False
    own_policy: Annotated[
        KeptWord, Field(description="Whether it has an escalation policy of its own.")
    ] = "not seen"
    own_policy_seen_on: date | None = None
    own_log: Annotated[
        KeptWord, Field(description="Whether it logs each use and its resolution.")
    ] = "not seen"
    welsh_name: Line | None = None
    address: Text | None = None
    telephone: Line | None = None
    digest: InDigest = None


class HolderPart(Part):
    """Somebody who holds an office; `holder` is the id of an earlier export."""

    holder: UUID | None = None
    name: Line | None = None
    mailbox: Mailbox | None = None
    since: date
    until: date | None = None


class OfficePart(Part):
    """A post of the partnership, or of one agency, that notices are addressed to."""

    office: Slug
    name: Line
    mailbox: Mailbox | None = None
    kind: OfficeKind = "other"
    agency: Slug | None = None
    secure_mail: bool = False
    welsh_name: Line | None = None
    also_called: Annotated[
        tuple[Line, ...],
        Field(max_length=10, description="What the document calls it."),
    ] = ()
    digest: InDigest = None
    holders: Annotated[
        tuple[HolderPart, ...] | None,
        Field(description="Leave it out to leave them as they are."),
    ] = None


class PanelPart(Part):
    """A panel or meeting, and whether its terms say what happens on disagreement."""

    panel: Slug
    name: Line
    agency: Annotated[Slug | None, Field(description="Which agency runs it.")] = None
    says_what_happens: KeptWord = "not seen"
    seen_on: date | None = None
    rule: Annotated[Text | None, Field(description="In its own words.")] = None


class RemindersPart(Part):
    """When the service reminds of what is owed: its own rule, never the document's."""

    before: LeadTime


class InForcePart(Part):
    """A policy, and the date from which the partnership works under it."""

    policy: Reference
    since: date


class PartnershipPart(Part):
    """A board or partnership, its agencies, offices, panels and policies."""

    partnership: Slug
    name: Line
    prefix: Annotated[Prefix, Field(description="How its references begin.")]
    nation: NationWord
    language: Annotated[
        tuple[Language, ...],
        Field(min_length=1, max_length=2, description="Of its notices: en, cy."),
    ] = ("en",)
    welsh_name: Line | None = None
    training: Annotated[
        bool,
        Field(description="To practise in, with invented people; said once for all."),
    ] = False
    reminders: RemindersPart | None = None
    agencies: Annotated[tuple[AgencyPart, ...], Field(min_length=1)]
    offices: tuple[OfficePart, ...] = ()
    panels: tuple[PanelPart, ...] = ()
    retention: tuple[RetentionPart, ...] = ()
    policies: Annotated[tuple[InForcePart, ...], Field(min_length=1)]


class DirectoryFile(Part):
    """All partnerships of one file."""

    partnerships: Annotated[tuple[PartnershipPart, ...], Field(min_length=1)]


def partnership_of(part: PartnershipPart) -> Partnership:
    """The partnership that a file says, without those who hold its offices."""
    return Partnership(
        code=part.partnership,
        name=part.name,
        prefix=part.prefix,
        nation=NATIONS[part.nation],
        languages=part.language,
        welsh_name=part.welsh_name,
        training=part.training,
        agencies={agency.agency: _agency(agency) for agency in part.agencies},
        offices={office.office: _office(office) for office in part.offices},
        panels={panel.panel: _panel(panel) for panel in part.panels},
        remind_before=_days(part.reminders),
        retention=tuple(one.rule_of() for one in part.retention),
        policies=tuple(
            PolicyInForce(ref=entry.policy, from_date=entry.since)
            for entry in part.policies
        ),
    )


def holder_of(part: HolderPart, office: str, identifier: str) -> Holder:
    """Somebody whom a file names, under an id of the file's or a new one."""
    return Holder(
        id=identifier,
        office=office,
        from_date=part.since,
        to_date=part.until,
        name=part.name,
        mailbox=part.mailbox,
    )


def _days(part: RemindersPart | None) -> int | None:
    return int(part.before.partition(" ")[0]) if part else None


def _agency(part: AgencyPart) -> Agency:
    return Agency(
        code=part.agency,
        name=part.name,
        kind=part.kind,
        statutory=part.statutory,
        on_system=part.on_system,
        proxy_for=frozenset(part.proxy_for),
        lacks_levels=frozenset(LEVELS[level] for level in part.lacks_levels),
        mailbox=part.mailbox,
        secure_mail=part.secure_mail,
        own_policy=KEPT[part.own_policy],
        own_policy_seen_on=part.own_policy_seen_on,
        own_log=KEPT[part.own_log],
        welsh_name=part.welsh_name,
        address=part.address,
        telephone=part.telephone,
        digest=part.digest,
    )


def _office(part: OfficePart) -> Office:
    return Office(
        code=part.office,
        name=part.name,
        mailbox=part.mailbox,
        kind=part.kind,
        agency=part.agency,
        secure_mail=part.secure_mail,
        welsh_name=part.welsh_name,
        also_called=part.also_called,
        digest=part.digest,
    )


def _panel(part: PanelPart) -> Panel:
    return Panel(
        code=part.panel,
        name=part.name,
        agency=part.agency,
        says=KEPT[part.says_what_happens],
        seen_on=part.seen_on,
        rule=part.rule,
    )
