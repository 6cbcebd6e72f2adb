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
    places: tuple[str, ...]
    """The offices and agencies whose mailboxes these are."""
    daily: bool
    """Whether they have all chosen one mail a working day."""


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
    if not allowed:
        return NoMailbox()
    whole = len(allowed) == len(found) and _for_each_party(rules, dispute, partnership)
    return reached_at(allowed, whole=whole)


def _rules(
    to: Recipient, dispute: Dispute, partnership: Partnership
) -> Sequence[Addressee]:
    if to.kind == AGENCY:
        return [Addressee(agency=to.code)]
    if to.kind == OFFICE:
        return [Addressee(office=to.code)]
    if to.kind == BOARD:
        return [Addressee()]
    return meant_by(to.code, partnership, _parties(dispute))


def _parties(dispute: Dispute) -> list[str]:
    return [dispute.raised_by.agency, *(one.agency for one in dispute.responding)]


def _for_each_party(
    rules: Sequence[Addressee], dispute: Dispute, partnership: Partnership
) -> bool:
    """Whether words that mean offices of agencies have found one for every party."""
    offices = (partnership.offices.get(rule.office or "") for rule in rules)
    owners = {one.agency for one in offices if one is not None and one.agency}
    return not owners or owners.issuperset(_parties(dispute))


def _may_hear(one: Addressed, to: Recipient, dispute: Dispute) -> bool:
    """The board's office hears of no dispute before the document has it told.

    So what an agency without a mailbox should have had is left to a person.
    """
    instead_of_agency = to.kind == AGENCY or (to.kind == NAMED and one.fell_back)
    is_boards = one.agency is None
    return dispute.board_sees or not (instead_of_agency and is_boards)


def reached_at(found: Sequence[Addressed], *, whole: bool = True) -> Reached:
    """All of them as one recipient.

    It is the office that was reached only where all that were meant were.
    """
    first = found[0]
    by: ReachedBy = "board"
    if whole and all(one.office and not one.fell_back for one in found):
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
        places=tuple(sorted({_place(one) for one in found})),
        daily=all(one.digest == "daily" for one in found),
    )


def _place(one: Addressed) -> str:
    return f"office:{one.office}" if one.office else f"agency:{one.agency}"


def _listed(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))
