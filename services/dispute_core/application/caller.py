"""Who is asking, and what they may see: hidden and absent are one answer."""

from dataclasses import dataclass
from typing import Literal

from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import Side

Role = Literal["practitioner", "board", "auditor", "monitor", "admin"]


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The subject of a verified token."""

    client: str
    subject: str
    partnership: str
    role: Role
    agency: str | None = None
    office: str | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a caller stands to one dispute; `agency` is the one they act for."""

    sides: tuple[Side, ...]
    agency: str | None
    sees: bool
    audits: bool = False


NOBODY = Standing(sides=(), agency=None, sees=False)


def standing(dispute: Dispute, caller: Caller, partnership: Partnership) -> Standing:
    """The one place that decides who sees a dispute (design section 7, "who sees").

    Parties, and agencies acting for them; the board from the moment at which the
    policy tells it; auditors of the partnership, or of one agency what that agency is
    a party to. Monitors and admins see none.
    """
    if caller.partnership != dispute.raised.partnership:
        return NOBODY
    if caller.role == "practitioner" and caller.agency is not None:
        for agency in (caller.agency, *_stands_in_for(caller.agency, partnership)):
            sides = dispute.sides_of(agency)
            if sides:
                return Standing(sides=sides, agency=agency, sees=True)
        return NOBODY
    if caller.role == "board" and dispute.board_sees:
        return Standing(sides=("board",), agency=None, sees=True)
    if caller.role == "auditor" and _in_mandate(dispute, caller):
        return Standing(sides=(), agency=caller.agency, sees=True, audits=True)
    return NOBODY


def agencies_of(caller: Caller, partnership: Partnership) -> tuple[str, ...]:
    """The agencies whose disputes a practitioner sees: own, and those acted for."""
    if caller.role != "practitioner" or caller.agency is None:
        return ()
    return (caller.agency, *_stands_in_for(caller.agency, partnership))


def monitors(caller: Caller) -> bool:
    """Whether a caller may count every use of the procedure, without seeing one."""
    whole = caller.role == "auditor" and caller.agency is None
    return caller.role == "board" or whole


def _in_mandate(dispute: Dispute, caller: Caller) -> bool:
    return caller.agency is None or bool(dispute.sides_of(caller.agency))


def _stands_in_for(agency: str, partnership: Partnership) -> tuple[str, ...]:
    known = partnership.agencies.get(agency)
    return tuple(sorted(known.proxy_for)) if known else ()
