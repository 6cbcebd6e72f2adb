"""What statistics know of a dispute: facts alone, taken from its folded events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from dispute_core.domain.vocabulary import (
    CheckBackKind,
    CheckBackResult,
    Force,
    Holder,
    LimitKind,
    Status,
)

State = Literal["in_time", "late", "missed", "running"]
"""Settled in time, settled late, passed and never settled, or not passed yet."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage that a dispute entered; `number` 1 is the lowest."""

    id: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Skip:
    """That a stage was passed over, at the start or later, and on which ground."""

    at: Literal["start", "later"]
    ground: str
    to_stage: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A dated duty and what became of it.

    `reported` is that the log holds a breach of it; it stays one where the step turned
    out to have been taken in time and was only entered late, and then is not missed.
    """

    duty: str
    stage: str
    holder: Holder
    agencies: tuple[str, ...]
    force: Force
    started_at: datetime
    due_at: datetime
    settled_at: datetime | None
    state: State
    reported: bool
    agreed_date: bool
    settled_by_resolution: bool

    @property
    def missed(self) -> bool:
        """Whether it was settled late or not at all after its time."""
        return self.state in ("late", "missed")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One check-back and its result."""

    kind: CheckBackKind
    result: CheckBackResult


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A limit that was agreed, set by risk or extended, and binds."""

    kind: LimitKind
    duty: str


@dataclass(frozen=True, kw_only=True)
class DisputeFacts:
    """Everything that is counted of one dispute; no word that a person wrote."""

    id: UUID
    reference: str
    partnership: str
    policy: str
    raised_at: datetime
    raised_by: str
    responding: tuple[str, ...]
    category: str
    level_of_need: str | None
    immediate_risk: bool
    status: Status
    stages: tuple[Stage, ...]
    outcome: str | None
    withdrawn_on: str | None
    ended_at: datetime | None
    limits: tuple[Limit, ...]
    skips: tuple[Skip, ...]
    extensions: tuple[Extension, ...]
    checks: tuple[Checked, ...]
    checks_due: int
    reopened: tuple[str, ...]
    records: tuple[str, ...]
    """The kinds of what was put on record for every party; never an agency's own."""
    side_outcomes: tuple[str, ...]
    """What it led to beside its own end, by kind; likewise."""
    themes: tuple[str, ...]
    """Codes that people chose for what it was about (004-20)."""

    @property
    def highest(self) -> Stage:
        return max(self.stages, key=lambda stage: stage.number)

    @property
    def settled_at_stage(self) -> Stage | None:
        """The stage at which it was settled, by agreement or decision."""
        settled = self.status in ("resolved", "closed")
        if not settled or self.outcome == "ended_unresolved":
            return None
        return self.stages[-1]

    @property
    def settled_at_the_lowest_stage(self) -> bool:
        stage = self.settled_at_stage
        return stage is not None and stage.number == 1

    @property
    def course(self) -> str:
        """How it stands, as one of `COURSES`."""
        if self.status in ("open", "withdrawn"):
            return self.status
        if self.outcome == "ended_unresolved":
            return "ended_unresolved"
        if self.settled_at_the_lowest_stage:
            return "settled_at_the_lowest_stage"
        return "settled_at_a_further_stage"


COURSES = (
    "open",
    "withdrawn",
    "ended_unresolved",
    "settled_at_the_lowest_stage",
    "settled_at_a_further_stage",
)
