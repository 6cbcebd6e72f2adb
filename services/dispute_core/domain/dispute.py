"""A dispute: a professional disagreement, kept as the events that moved it.

This file holds what a dispute *is*: its state, and how events assign it. What people
may do with one stands in `acts`, a module for each act; what can happen to it in
`dispute_events`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import BaseAggregate

from dispute_core.domain import dispute_events as events
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.duties import DutyState, moved
from dispute_core.domain.state import ActionState, StagePassed
from dispute_core.domain.values import (
    ImmediateRisk,
    Party,
    ProposedLimit,
    Resolution,
    StageEntered,
)
from dispute_core.domain.vocabulary import Side, Status, WaitingOn


class Dispute(BaseAggregate[UUID]):
    """A disagreement between two sides about a person at risk."""

    TOPIC: ClassVar[str] = "dispute"

    Event = events.Event
    Raised = events.Raised
    Discussed = events.Discussed
    Responded = events.Responded
    LimitSet = events.LimitSet
    Escalated = events.Escalated
    Resolved = events.Resolved
    CheckedBack = events.CheckedBack
    Closed = events.Closed
    Withdrawn = events.Withdrawn
    Reopened = events.Reopened
    PartiesChanged = events.PartiesChanged
    RecordAdded = events.RecordAdded
    MeetingCalled = events.MeetingCalled
    Corrected = events.Corrected
    DeadlineBreached = events.DeadlineBreached
    DeadlinePassed = events.DeadlinePassed
    DeadlineRecomputed = events.DeadlineRecomputed
    StatementAnswered = events.StatementAnswered
    RecordSubmitted = events.RecordSubmitted
    DutyFulfilled = events.DutyFulfilled
    DutyDeclined = events.DutyDeclined
    DutyWaived = events.DutyWaived
    DutyDelegated = events.DutyDelegated
    NoticeUndelivered = events.NoticeUndelivered

    raised: events.Raised
    calendar: str
    status: Status
    waiting_on: WaitingOn
    raised_at: datetime
    category: str
    raised_by: Party
    responding: list[Party]
    immediate_risk: ImmediateRisk
    stages: list[StagePassed]
    opened: int
    """Which of the stages was entered when it was last raised or taken up again."""
    deadlines: list[Deadline]
    limits: dict[tuple[str, str], ProposedLimit]
    discussions: list[events.Discussed]
    responses: list[events.Responded]
    resolution: Resolution | None
    actions: list[ActionState]
    duties: list[DutyState]
    check_backs: list[events.CheckedBack]
    records: list[events.RecordAdded]
    meetings: list[events.MeetingCalled]
    corrections: list[events.Corrected]
    answers: list[events.StatementAnswered]
    submissions: list[events.RecordSubmitted]
    withdrawal: events.Withdrawn | None
    board_sees: bool
    recorded: dict[int, datetime]
    """When the log recorded each version; only the log knows."""

    def __init__(self) -> None:
        """Nothing: `Raised` begins a dispute. The library would invent arguments."""

    def begin(self, event: events.Raised) -> None:
        """Take the state that a dispute has when it is raised."""
        self.raised, self.calendar = event, event.calendar
        self.waiting_on = "responding"
        self.raised_at, self.category = event.timestamp, event.category
        self.raised_by, self.responding = event.raised_by, list(event.responding)
        self.immediate_risk = event.immediate_risk
        self.stages, self.deadlines, self.limits = [], [], {}
        self.discussions, self.responses, self.check_backs = [], [], []
        self.actions, self.duties, self.meetings = [], [], []
        self.records, self.corrections = [], []
        self.answers, self.submissions = [], []
        self.board_sees, self.recorded = False, {}
        self.open_anew(event.stage, event)

    @property
    def stage(self) -> StageEntered:
        return self.stages[-1].entered

    @property
    def stage_started_at(self) -> datetime:
        return self.stages[-1].started_at

    @property
    def settled(self) -> bool:
        """Whether the disagreement is over, whatever remains to be checked."""
        return self.status != "open"

    @property
    def ended_unresolved(self) -> bool:
        ending = self.resolution
        return ending is not None and ending.outcome == "ended_unresolved"

    @property
    def opened_at(self) -> datetime:
        """When it was raised, or taken up again; what is done now follows that."""
        return self.stages[self.opened].started_at

    @property
    def newest_at(self) -> datetime:
        """The latest of the times that a further step must not precede."""
        ends = [self.stage_started_at]
        if self.withdrawal is not None:
            ends.append(self.withdrawal.timestamp)
        if self.resolution is not None:
            ends.append(self.resolution.resolved_at)
        return max(ends)

    def stage_at(self, at: datetime) -> StagePassed:
        """The stage in which an instant falls; the first, if it falls before all."""
        begun = [passed for passed in self.stages if passed.started_at <= at]
        return begun[-1] if begun else self.stages[0]

    def enter_stage(self, stage: StageEntered, event: events.Event) -> None:
        self.stages.append(
            StagePassed(
                entered=stage,
                started_at=event.timestamp,
                version=event.originator_version,
            )
        )
        self.board_sees = self.board_sees or stage.board_sees

    def leave_stage(self, at: datetime, by: str) -> None:
        self.stages[-1].ended_at, self.stages[-1].ended_by = at, by

    def open_anew(self, stage: StageEntered, event: events.Event) -> None:
        """Be open at a stage, with whatever ended it before set aside."""
        self.status = "open"
        self.resolution, self.withdrawal = None, None
        self.opened = len(self.stages)
        for duty in self.duties:
            if duty.outstanding:
                duty.end("overtaken", event.originator_version)
        self.enter_stage(stage, event)

    def sides_of(self, agency: str) -> tuple[Side, ...]:
        """The sides on which an agency stands now; both, in a single-agency dispute."""
        sides: list[Side] = []
        if self.raised_by.agency == agency:
            sides.append("raising")
        if any(party.agency == agency for party in self.responding):
            sides.append("responding")
        return tuple(sides)

    def deadline(self, duty: str, generation: int) -> Deadline:
        return next(
            deadline
            for deadline in self.deadlines
            if (deadline.set.duty, deadline.set.generation) == (duty, generation)
        )

    def corrected(self, version: int, field: str) -> events.Corrected | None:
        """The newest correction of a field of an event; views show it first."""
        for correction in reversed(self.corrections):
            if (correction.event_version, correction.field) == (version, field):
                return correction
        return None

    def open_deadlines(self) -> list[Deadline]:
        return [deadline for deadline in self.deadlines if deadline.open]

    def next_due_at(self) -> datetime | None:
        """The earliest instant at which a duty still owed falls due, or fell due."""
        return min(
            (d.set.due_at for d in self.deadlines if d.open and d.set.due_at),
            default=None,
        )

    def generation(self, duty: str) -> int:
        """The number that the next deadline for a duty gets."""
        return 1 + sum(deadline.set.duty == duty for deadline in self.deadlines)

    def outstanding(self) -> bool:
        """Whether an agreed action, a check-back or another "must" is still owed."""
        return any(action.outstanding for action in self.actions) or any(
            duty.holds_open for duty in self.duties
        )

    def duty(self, duty_id: str) -> DutyState | None:
        return next((one for one in self.duties if one.due.id == duty_id), None)

    def move_duties(self, event: events.Event) -> None:
        """End and open what the event says; a settled dispute waits while some is owed.

        What was closed is no longer as soon as a check-back did not hold.
        """
        moved(self.duties, event.duties_ended, event.duties_opened, event)
        if self.status in ("resolved", "ended", "closed"):
            owed = self.outstanding()
            self.waiting_on = "both" if owed else "none"
            if owed:
                self.status = "ended" if self.ended_unresolved else "resolved"

    def move_deadlines(self, event: events.Event) -> None:
        version, replaced = event.originator_version, {}
        for ended in event.deadlines_ended:
            deadline = self.deadline(ended.duty, ended.generation)
            deadline.end(ended.status, version, event.timestamp)
            if ended.status == "superseded":
                replaced[ended.duty] = deadline
        for started in event.deadlines_started:
            old = replaced.get(started.duty)
            runs_on = old is not None and not old.set.waits_for
            origin = old.origin if old and runs_on else version
            new = Deadline(set=started, set_version=version, origin=origin)
            new.corrects = old if isinstance(event, events.Corrected) else None
            self.deadlines.append(new)

    def stamp(self, version: int, recorded_at: Sequence[datetime]) -> None:
        """Note when the log recorded the events up to a version, the newest last."""
        first = version - len(recorded_at) + 1
        self.recorded.update(enumerate(recorded_at, start=first))
