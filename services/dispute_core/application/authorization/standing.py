"""How a caller stands to one dispute: what the table of rights is asked with."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from dispute_core.application.authorization.fields import Fields
from dispute_core.application.authorization.relations import Relation, kind_of
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import Side


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How somebody stands to a dispute that they see; `agency` is whom they act for."""

    sides: tuple[Side, ...]
    agency: str | None
    fields: Fields
    statutory: bool = False
    """Whether that agency is one; some documents give such agencies a right."""


class Stands(NamedTuple):
    """Every relation of a caller to a dispute, and what follows for a command."""

    relations: tuple[Relation, ...]
    sides: tuple[Side, ...] = ()
    agency: str | None = None


ELSEWHERE = Stands(("elsewhere",))


def stands_to(
    dispute: Dispute, caller: Caller, partnership: Partnership, at: datetime
) -> Stands:
    """How somebody stands to a dispute at an instant, by the facts alone."""
    kind = kind_of(caller)
    if kind in ("monitor", "admin", "auditor_lapsed"):
        return Stands((kind,))
    if caller.partnership != dispute.raised.partnership:
        return ELSEWHERE
    match kind:
        case "agency":
            stands = _of_agency(dispute, caller, partnership)
        case "board":
            stands = _of_board(dispute, caller)
        case "auditor":
            return Stands(("auditor",))
        case _:
            return _of_auditor(dispute, caller)
    if caller.office is None:
        return stands
    more = _in_emergency(dispute, caller.office, partnership, at)
    reads_only = "emergency" in more and "board_untold" in stands.relations
    return Stands(
        (*stands.relations, *more), () if reads_only else stands.sides, stands.agency
    )


def _of_agency(dispute: Dispute, caller: Caller, partnership: Partnership) -> Stands:
    """The first of the agencies that one acts for, one's own before all others."""
    acts_for = agencies_of(caller, partnership)
    for agency in acts_for:
        sides = dispute.sides_of(agency)
        if sides:
            return Stands(_as_party(dispute, agency, sides), sides, agency)
    left = any(agency in dispute.former_parties for agency in acts_for)
    return Stands(("removed" if left else "stranger",))


def _as_party(
    dispute: Dispute, agency: str, sides: tuple[Side, ...]
) -> tuple[Relation, ...]:
    if "raising" in sides:
        return ("raising", "responding") if "responding" in sides else ("raising",)
    first = any(party.agency == agency for party in dispute.raised.responding)
    return ("responding" if first else "joined",)


def _of_board(dispute: Dispute, caller: Caller) -> Stands:
    if dispute.board_sees:
        return Stands(("board_told",), sides=("board",))
    if record_versions_sent_to(dispute, caller.office):
        return Stands(("board_untold", "board_sent"), sides=("board",))
    return Stands(("board_untold",))


def _of_auditor(dispute: Dispute, caller: Caller) -> Stands:
    if caller.agency is not None and dispute.sides_of(caller.agency):
        return Stands(("auditor_of_it",), agency=caller.agency)
    return Stands(("auditor_of_other",))


def record_versions_sent_to(dispute: Dispute, office: str | None) -> list[int]:
    """The versions of the Record that were sent to an office by a link."""
    return [
        one.record_version
        for one in dispute.submissions
        if one.how == "link" and one.to_office == office
    ]


def _in_emergency(
    dispute: Dispute, code: str, partnership: Partnership, at: datetime
) -> tuple[Relation, ...]:
    """For an office that may open what is hidden; and does, until its time is over."""
    office = partnership.offices.get(code)
    if office is None or office.kind != "emergency-access":
        return ()
    opened = any(
        one.office == code and at < one.until for one in dispute.beside.emergencies
    )
    return ("emergency", "emergency_office") if opened else ("emergency_office",)
