"""Deadlines: what is recorded of them when they are set, and how they end.

A deadline is (dispute, duty, generation).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dispute_core.domain.anchors import Start
from dispute_core.domain.policy.times import Span
from dispute_core.domain.vocabulary import (
    BREACHING,
    Anchor,
    ArmKind,
    Band,
    BreachCause,
    DeadlineStatus,
    Force,
    Holder,
    IfPassed,
    Nation,
    OutcomeReached,
    Settling,
)
from dispute_core.domain.working_time import Skipped

AGREED: frozenset[OutcomeReached] = frozenset({"agreed", "partly_agreed", "decided"})
"""The outcomes that a resolution brings; what follows from one outlasts it."""


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One of the limits of which the earliest wins; `due_at` None means "not set"."""

    kind: ArmKind
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """When the board first asks after a duty: its own interval, no word of the text."""

    every: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class CountedBy:
    """The calendar by which days were counted, and the day as of which: day 0."""

    nation: Nation
    calendar: str
    day_zero: date


@dataclass(frozen=True, kw_only=True)
class DeadlineSet:
    """A deadline as it was set: everything needed to explain it, years later.

    Without `due_at` it is a duty with the document's word for its urgency, and never
    breaches. Instants are UTC; `due_on` and `days` are local dates (Europe/London).
    """

    duty: str
    generation: int
    stage: str
    text: str
    holder: Holder
    band: Band | None
    agency: str | None
    clause: str
    force: Force
    started_at: datetime
    due_at: datetime | None
    due_on: date | None
    urgency: str | None
    arms: tuple[Arm, ...]
    days: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    settled_by: tuple[Settling, ...]
    reason: str
    start: Start | None = None
    span: Span | None = None
    won: ArmKind | None = None
    only_on: tuple[OutcomeReached, ...] = ()
    prompt: Prompt | None = None
    counted_by: CountedBy | None = None

    @property
    def waits_for(self) -> tuple[Anchor, ...]:
        return self.start.waits_for if self.start else ()

    @property
    def if_passed(self) -> IfPassed:
        """What it is to pass it: the force of the document's verb decides."""
        if self.force in BREACHING:
            return "breach"
        return "late" if self.force == "aim" else "indication"


def told_more(state: dict[str, Any]) -> None:
    """What the first form of a deadline did not say of its start and its span."""
    state.update(start=None, span=None, won=None, only_on=[], prompt=None)
    state.update(counted_by=None)


@dataclass(frozen=True, kw_only=True)
class DeadlineEnded:
    """How an event ended a deadline."""

    duty: str
    generation: int
    status: DeadlineStatus


@dataclass(frozen=True, kw_only=True)
class SettledAnew:
    """A settled duty as it should have been set: its time ran from a wrong instant.

    `version` is that of the event which settled it, and still does.
    """

    replaces: int
    set: DeadlineSet
    version: int
    occurred_at: datetime


@dataclass(frozen=True, kw_only=True)
class Settled:
    """By which event a duty was settled; in time is when it *happened*, not arrived."""

    version: int
    occurred_at: datetime
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class Breach:
    """That a deadline passed, and how we came to know."""

    version: int
    detected_at: datetime
    lateness_seconds: int
    cause: BreachCause


@dataclass(kw_only=True)
class Deadline:
    """A deadline and what has become of it."""

    set: DeadlineSet
    set_version: int
    origin: int
    """The version of the event from whose time it runs, however often set anew."""
    status: DeadlineStatus = "running"
    settled: Settled | None = None
    breach: Breach | None = None
    ended: bool = False
    corrects: "Deadline | None" = None
    """The generation that ran from a wrong instant, where this one sets it right."""

    @property
    def id(self) -> str:
        return f"{self.set.duty}:{self.set.generation}"

    @property
    def open(self) -> bool:
        """Whether the duty is still owed: running, or passed and not yet settled."""
        return not self.ended

    def passed(self, now: datetime) -> bool:
        """Whether it runs still although its instant has come."""
        return (
            self.status == "running"
            and self.set.due_at is not None
            and self.set.due_at <= now
        )

    def settle(self, version: int, at: datetime) -> None:
        """Note which event settled the duty, and whether that *happened* in time.

        A breach of a generation that ran from a wrong instant stands, but whether the
        duty was settled in time is told by the right one.
        """
        in_time = self.set.due_at is None or at < self.set.due_at
        self.settled = Settled(version=version, occurred_at=at, in_time=in_time)
        wrong = self.corrects
        while wrong is not None:
            wrong.settled = None if wrong.status == "superseded" else self.settled
            wrong = wrong.corrects

    def end(self, how: DeadlineStatus, version: int, at: datetime) -> None:
        """Owe the duty no longer; one that passed before keeps saying so."""
        self.ended = True
        if self.status == "running":
            self.status = how
        if how == "met":
            self.settle(version, at)

    def settled_anew(self, anew: SettledAnew, version: int) -> "Deadline":
        """The generation that takes the place of this one, settled as this one was."""
        if self.status == "met":
            self.status = "superseded"
        right = Deadline(
            set=anew.set, set_version=version, origin=self.origin, corrects=self
        )
        right.end("met", anew.version, anew.occurred_at)
        return right

    @property
    def follows_agreement(self) -> bool:
        """Whether it is owed, and is so only because people have agreed."""
        return self.open and not AGREED.isdisjoint(self.set.only_on)

    @property
    def holds_open(self) -> bool:
        """Whether the dispute cannot honestly be closed without it."""
        return self.follows_agreement and self.set.force == "must"

    @property
    def breaches(self) -> bool:
        """Whether passing it is a breach, or only late."""
        return self.set.force in BREACHING


def begun(
    started: Iterable[DeadlineSet],
    replaced: Mapping[str, Deadline],
    version: int,
    *,
    correcting: bool,
) -> Iterator[Deadline]:
    """The deadlines that an event starts; one that ran on keeps where it began."""
    for one in started:
        old = replaced.get(one.duty)
        runs_on = old is not None and not old.set.waits_for
        origin = old.origin if old and runs_on else version
        new = Deadline(set=one, set_version=version, origin=origin)
        new.corrects = old if correcting else None
        yield new


def breach_key(dispute_id: object, duty: str, generation: int, kind: str) -> str:
    """The key by which a breach can happen once only, for ever."""
    return f"{dispute_id}/{duty}/{generation}/{kind}"
