"""What is owed around the talking: records, notices, check-backs and the like."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from dispute_core.domain.values import By, Person
from dispute_core.domain.vocabulary import (
    DutyAnswer,
    DutyAsks,
    DutyEnd,
    DutyKind,
    Force,
    Holder,
)

CHECK_BACKS: frozenset[DutyKind] = frozenset(
    {"understanding", "completion", "outcome_for_person", "review"}
)


@dataclass(frozen=True, kw_only=True)
class DutyDue:
    """Something that is owed, in the document's words, as the event that opens it says.

    `agency` is None where any agency of the side may do it. `asks` says what the
    answer must bring, `overdue` that its time had passed when it was opened, `about`
    what it follows from: an action, a notice, an earlier duty.
    """

    id: str
    kind: DutyKind
    text: str
    stage: str
    holder: Holder
    clause: str
    force: Force
    agency: str | None = None
    to: str | None = None
    urgency: str | None = None
    only_if: str | None = None
    asks: DutyAsks | None = None
    overdue: bool = False
    about: str | None = None


@dataclass(frozen=True, kw_only=True)
class DutyEnded:
    """How an event leaves a duty; `due` where what was done did not hold."""

    id: str
    how: DutyEnd


@dataclass(frozen=True, kw_only=True)
class Fulfilment:
    """What was said of a duty when it was done, or done in part."""

    version: int
    at: datetime
    by: By
    answer: DutyAnswer | None = None
    held_by: str | None = None
    review_on: date | None = None
    reference: str | None = None
    note: str | None = None
    acknowledged_by: tuple[Person, ...] = ()
    circulated_to: tuple[Person, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """That the mail of a notice reached the offices that a duty has told, and when."""

    version: int
    at: datetime
    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class Excused:
    """Why a duty was declined or waived, and by whom."""

    version: int
    at: datetime
    by: By
    how: DutyEnd
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """To whom a duty was handed on; who owes it stays the same."""

    version: int
    at: datetime
    by: By
    to: Person
    office: str | None
    until: date | None
    reason: str | None


@dataclass(kw_only=True)
class DutyState:
    """A duty, and what has become of it."""

    due: DutyDue
    version: int
    opened_at: datetime
    how: DutyEnd = "due"
    ended_version: int | None = None
    fulfilments: list[Fulfilment] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    excused: Excused | None = None
    delegations: list[Delegation] = field(default_factory=list)

    @property
    def outstanding(self) -> bool:
        return self.how == "due"

    @property
    def holds_open(self) -> bool:
        """Whether the dispute cannot honestly be closed without it."""
        checks = self.due.kind in CHECK_BACKS
        return self.outstanding and (checks or self.due.force == "must")

    def end(self, how: DutyEnd, version: int) -> None:
        self.how = how
        self.ended_version = None if how == "due" else version


class Happening(Protocol):
    """When and in which version of its stream something happened."""

    @property
    def originator_version(self) -> int: ...

    @property
    def timestamp(self) -> datetime: ...


def moved(
    duties: list[DutyState],
    ended: Iterable[DutyEnded],
    opened: Iterable[DutyDue],
    event: Happening,
) -> None:
    """End some of the duties, and put those behind them that an event opens."""
    ends = {one.id: one.how for one in ended}
    for duty in duties:
        if duty.due.id in ends:
            duty.end(ends[duty.due.id], event.originator_version)
    duties += [
        DutyState(due=due, version=event.originator_version, opened_at=event.timestamp)
        for due in opened
    ]


def told_of(due: dict[str, object]) -> None:
    """Give a check-back of the first form what a duty says since."""
    due.update(agency=None, to=None, urgency=None, only_if=None, asks=None)
    due.update(overdue=False, about=None)
