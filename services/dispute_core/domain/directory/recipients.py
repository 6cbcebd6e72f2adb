"""To whose mailbox a notice goes on a day; where it is not the one meant, it says so.

An office that nobody holds is written to at its agency's mailbox, and what has no
mailbox at the board's office: a notice is late in the wrong hands, never lost in none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dispute_core.domain.directory.offices import (
    Digest,
    Language,
    Office,
    OfficeKind,
)
from dispute_core.domain.directory.partnership import Partnership

BOARD: tuple[OfficeKind, ...] = (
    "board-office",
    "board-manager",
    "facilitator",
    "executive",
)
"""Where what is for nobody else goes: the first that has a mailbox."""

Because = Literal["no_such_office", "no_such_agency", "no_holder", "no_mailbox"]


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a rule means: an office by its code, or by its kind; else the agency itself.

    A kind means the offices of the agency that is named, where it has any of the kind,
    else those of the partnership. Nothing at all means the board's office.
    """

    office: str | None = None
    kind: OfficeKind | None = None
    agency: str | None = None


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """A mailbox, and whose it is; `mailbox` is None where a person must be found.

    `holder` is set where it is the holder's own. `because` says why this is not the
    mailbox of those whom the rule means, and `meant` who they are.
    """

    mailbox: str | None
    name: str
    languages: tuple[Language, ...]
    secure: bool = False
    welsh_name: str | None = None
    office: str | None = None
    agency: str | None = None
    holder: str | None = None
    because: Because | None = None
    meant: tuple[str, ...] = ()
    digest: Digest | None = None
    """What those have chosen whose mailbox it is, or who hold the office."""

    @property
    def fell_back(self) -> bool:
        return self.because is not None


def recipients(
    partnership: Partnership, rule: Addressee, on: date
) -> tuple[Addressed, ...]:
    """Each mailbox that a rule leads to on a date, once; there is always one at least.

    Mailboxes of holders are known only where their names have been opened.
    """
    if rule.office is None and rule.kind is None:
        return (_to_agency(partnership, rule.agency),)
    offices = _meant(partnership, rule)
    if not offices:
        known = rule.agency if rule.agency in partnership.agencies else None
        meant = (rule.office or rule.kind or "",)
        instead = _to_agency(partnership, known)
        return (replace(instead, because="no_such_office", meant=meant),)
    found: dict[str | None, Addressed] = {}
    for office in offices:
        for one in _to_office(partnership, office, on):
            before = found.get(one.mailbox)
            found[one.mailbox] = (
                replace(before, meant=(*before.meant, *one.meant)) if before else one
            )
    return tuple(found.values())


def _meant(partnership: Partnership, rule: Addressee) -> list[Office]:
    if rule.office is not None:
        office = partnership.offices.get(rule.office)
        return [office] if office else []
    of_kind = [one for one in partnership.offices.values() if one.kind == rule.kind]
    own = [one for one in of_kind if one.agency == rule.agency]
    return own or [one for one in of_kind if one.agency is None]


def _to_office(
    partnership: Partnership, office: Office, on: date
) -> Iterator[Addressed]:
    own = _at(partnership, office)
    present = partnership.holders_of(office.code, on)
    personal = [one for one in present if one.mailbox is not None]
    if office.mailbox is not None and (present or _is_a_mailbox(partnership, office)):
        yield own
    elif office.mailbox is None and personal:
        for one in personal:
            yield replace(own, mailbox=one.mailbox, secure=False, holder=one.id)
    else:
        why: Because = "no_mailbox" if present else "no_holder"
        instead = _to_agency(partnership, office.agency)
        if instead.mailbox is None or (instead.fell_back and office.mailbox):
            instead = own
        yield replace(instead, because=why, meant=(office.name,))


def _is_a_mailbox(partnership: Partnership, office: Office) -> bool:
    """Whether a board gave out the mailbox of an office and never who holds it.

    The documents print such mailboxes; an agency's office is only as good as whoever
    holds it.
    """
    named = any(one.office == office.code for one in partnership.holders)
    return office.agency is None and not named


def _to_agency(partnership: Partnership, code: str | None) -> Addressed:
    """The agency's mailbox, else the board's office, which an unknown one leads to."""
    if code is None:
        return _to_board(partnership)
    agency = partnership.agencies.get(code)
    if agency is None:
        unknown: Because = "no_such_agency"
        return replace(_to_board(partnership), because=unknown, meant=(code,))
    if agency.mailbox is None:
        board = _to_board(partnership)
        return replace(board, because="no_mailbox", meant=(agency.name,))
    return Addressed(
        mailbox=agency.mailbox,
        name=agency.name,
        languages=partnership.languages,
        secure=agency.secure_mail,
        welsh_name=agency.welsh_name,
        agency=agency.code,
        digest=agency.digest,
    )


def _to_board(partnership: Partnership) -> Addressed:
    own = [one for one in partnership.offices.values() if one.agency is None]
    for kind in BOARD:
        for office in own:
            if office.kind == kind and office.mailbox is not None:
                return _at(partnership, office)
    return Addressed(
        mailbox=None,
        name=partnership.name,
        languages=partnership.languages,
        welsh_name=partnership.welsh_name,
        because="no_mailbox",
        meant=(partnership.name,),
    )


def _at(partnership: Partnership, office: Office) -> Addressed:
    return Addressed(
        mailbox=office.mailbox,
        name=office.name,
        languages=partnership.languages,
        secure=office.secure_mail,
        welsh_name=office.welsh_name,
        office=office.code,
        agency=office.agency,
        digest=office.digest,
    )
