"""What only some kinds of record have, and who may see which kind."""

from dataclasses import dataclass
from datetime import date

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.holding import owes
from dispute_core.domain.beside.safeguards import SafeguardCall
from dispute_core.domain.beside.written_records import Written, lacking
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyEnded
from dispute_core.domain.errors import Invalid
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import RecordKind, Visibility

NOTHING_WRITTEN = Written()
KEPT_BY_ITS_AGENCY: frozenset[RecordKind] = frozenset({"support", "barrier"})
"""Whoever supports the person who challenges, or stands in the way (000-14, 004-3)."""


@dataclass(frozen=True, kw_only=True)
class ForItsKind:
    """What a record says beside its text; each part belongs to one kind of record."""

    calls_for: SafeguardCall | None = None
    agreed_by: tuple[Person, ...] = ()
    until: date | None = None
    written: Written = NOTHING_WRITTEN


NOTHING_MORE = ForItsKind()


def seen_by(
    kind: RecordKind, wanted: Visibility | None, about: str | None
) -> Visibility:
    """Who sees a record: as wished, or else as is usual for its kind."""
    if kind in KEPT_BY_ITS_AGENCY:
        if wanted == "parties":
            message = (
                "Who supports somebody, and what stands in their way, is seen by their "
                "own agency and its auditor only."
            )
            raise Invalid(message, pointer="/visible_to")
        return "own_agency"
    if kind == "requested_safeguard" and wanted == "own_agency":
        message = "A safeguard is asked of the other side, which must see it."
        raise Invalid(message, pointer="/visible_to")
    if kind == "preparation" and about is None:
        return wanted or "own_agency"
    return wanted or "parties"


def expect_of_its_kind(
    kind: RecordKind, text: str | None, more: ForItsKind, given: Given
) -> None:
    """Refuse what belongs to another kind of record, and a record of nothing."""
    misplaced = {
        "/calls_for": more.calls_for and kind != "requested_safeguard",
        "/agreed_by": more.agreed_by and kind != "interim_arrangement",
        "/until": more.until and kind != "interim_arrangement",
        "/written": more.written.parts and kind != "written_record",
    }
    for pointer, wrong in misplaced.items():
        if wrong:
            message = "A record of this kind does not say this."
            raise Invalid(message, pointer=pointer)
    if kind == "written_record":
        if not more.written.parts:
            message = (
                "Give in written at least one of the three parts: the issue raised, "
                "the action taken, the outcome for the person."
            )
            raise Invalid(message, pointer="/written")
    elif text is None:
        raise Invalid("Say in text what is put on record.", pointer="/text")
    if more.until is not None and more.until < given.at.date():
        message = "The arrangement would end before it was agreed."
        raise Invalid(message, pointer="/until")


def written_up(
    dispute: Dispute, given: Given, written: Written
) -> tuple[DutyEnded, ...]:
    """The duties to write in three parts that an agency has done by this (003-17)."""
    if not written.parts:
        return ()
    agency = given.by.agency
    sides = (given.by.side,) if given.by.side else ()
    return tuple(
        DutyEnded(id=duty.due.id, how="done")
        for duty in dispute.duties
        if duty.outstanding
        and duty.due.asks == "three_parts"
        and owes(duty, agency, sides)
        and not lacking(dispute.records, agency, since=duty.version, more=written.parts)
    )
