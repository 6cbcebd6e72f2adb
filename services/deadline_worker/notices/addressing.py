"""Where a recipient is reached at the moment of sending, and whose mailbox it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.directory.recipients import Addressed, Addressee, recipients
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.happened import ReachedBy
from dispute_core.domain.notices.naming import meant_by
from dispute_core.domain.notices.notice import AGENCY, BOARD, NAMED, OFFICE, Recipient


@dataclass(frozen=True, kw_only=True)
class Reached:
    """The mailboxes of one recipient, and whose they are."""

    mailboxes: tuple[str, ...]
    by: ReachedBy
    name: str
    welsh_name: str
    languages: tuple[str, ...]
    secure: bool
    meant: tuple[str, ...]
    """Whom it was meant for, where this is another's mailbox; the mail says so."""


@dataclass(frozen=True, kw_only=True)
class NobodyMeant:
    """The document's words name nobody whom the directory knows."""


@dataclass(frozen=True, kw_only=True)
class NoMailbox:
    """Somebody is meant, and there is no mailbox that may hear of it."""


def reach(
    to: Recipient, dispute: Dispute, partnership: Partnership, on: date
) -> Reached | NobodyMeant | NoMailbox:
    """Look a recipient up as the directory is today."""
    rules = _rules(to, dispute, partnership)
    if not rules:
        return NobodyMeant()
    found = [one for rule in rules for one in recipients(partnership, rule, on)]
    allowed = [one for one in found if one.mailbox and _may_hear(one, to, dispute)]
    return _together(allowed) if allowed else NoMailbox()


def _rules(
    to: Recipient, dispute: Dispute, partnership: Partnership
) -> Sequence[Addressee]:
    if to.kind == AGENCY:
        return [Addressee(agency=to.code)]
    if to.kind == OFFICE:
        return [Addressee(office=to.code)]
    if to.kind == BOARD:
        return [Addressee()]
    parties = [dispute.raised_by.agency, *(one.agency for one in dispute.responding)]
    return meant_by(to.code, partnership, parties)


def _may_hear(one: Addressed, to: Recipient, dispute: Dispute) -> bool:
    """The board's office hears of no dispute before the document has it told.

    So what an agency without a mailbox should have had is left to a person.
    """
    instead_of_agency = to.kind == AGENCY or (to.kind == NAMED and one.fell_back)
    is_boards = one.agency is None
    return dispute.board_sees or not (instead_of_agency and is_boards)


def _together(found: Sequence[Addressed]) -> Reached:
    first = found[0]
    by: ReachedBy = "board"
    if first.office is not None and not first.fell_back:
        by = "office"
    elif first.agency is not None:
        by = "agency"
    return Reached(
        mailboxes=tuple(dict.fromkeys(one.mailbox for one in found if one.mailbox)),
        by=by,
        name=_listed(one.name for one in found),
        welsh_name=_listed(one.welsh_name or one.name for one in found),
        languages=first.languages,
        secure=all(one.secure for one in found),
        meant=tuple(name for one in found if one.fell_back for name in one.meant),
    )


def _listed(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))
