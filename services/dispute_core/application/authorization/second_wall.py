"""For whom, and for what, the database is to read: what its own wall is told.

The database decides by itself what somebody who stands so may have (migration 0011);
nothing here rests on a decision of the first wall.
"""

from typing import Literal, NamedTuple

from dispute_core.application.authorization.decision import RULE_OF
from dispute_core.application.authorization.relations import Kind, kind_of
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.domain.directory.partnership import Partnership

Extent = Literal[
    "lists",
    "case",
    "counts",
    "rehearsal",
    "record",
    "entry",
    "emergency",
    "status",
    "mails",
]
"""What an operation reads.

`counts` and `rehearsal`: facts without a word, of every dispute of the partnership; an
administrator rehearses for any. `record`: also what was sent to the caller's office by
a link. `entry`: also the paper cases that a board office entered. `emergency`: what is
about to be opened.
"""

_EXTENT: dict[str, Extent] = {
    "getMonitoringCopy": "counts",
    "listMonitoringCopies": "counts",
    "getStatistics": "counts",
    "publishStatistics": "counts",
    "rehearsePolicy": "rehearsal",
    "getRecord": "record",
    "raiseDispute": "entry",
    "getStatus": "status",
    "reportBounce": "mails",
}


class ReadsAs(NamedTuple):
    """Who reads, as the policies of the database understand it."""

    partnership: str
    kind: Kind
    agencies: tuple[str, ...] = ()
    office: str = ""
    extent: Extent = "lists"


def reads_as(caller: Caller, partnership: Partnership | None) -> ReadsAs:
    """What the database is told of a caller who asks for an operation."""
    return ReadsAs(
        partnership=caller.partnership,
        kind=kind_of(caller),
        agencies=_agencies(caller, partnership),
        office=caller.office or "",
        extent=_extent(caller, partnership),
    )


def _agencies(caller: Caller, partnership: Partnership | None) -> tuple[str, ...]:
    if caller.role == "practitioner" and partnership is not None:
        return agencies_of(caller, partnership)
    return () if caller.agency is None else (caller.agency,)


def _extent(caller: Caller, partnership: Partnership | None) -> Extent:
    operation = caller.operation
    if operation == "breakGlass":
        offices = partnership.offices if partnership else {}
        office = offices.get(caller.office or "")
        named = office is not None and office.kind == "emergency-access"
        return "emergency" if named else "case"
    if operation in _EXTENT:
        return _EXTENT[operation]
    return "case" if RULE_OF[operation].on == "dispute" else "lists"
