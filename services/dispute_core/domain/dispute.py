"""A dispute: a professional disagreement, kept as the events that moved it.

This file holds how events assign what a dispute *is*, which stands in `dispute_state`.
What people may do with one stands in `acts`, a module for each act; what can happen to
it in `dispute_events`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from eventsourcing.domain import BaseAggregate

from dispute_core.domain import dispute_events as events
from dispute_core.domain.deadlines import begun
from dispute_core.domain.dispute_state import DisputeState
from dispute_core.domain.duties import moved
from dispute_core.domain.state import Beside, StagePassed
from dispute_core.domain.values import (
    StageEntered,
)


class Dispute(DisputeState, BaseAggregate[UUID]):
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
    MeetingConvened = events.MeetingConvened
    MeetingMoved = events.MeetingMoved
    MeetingCancelled = events.MeetingCancelled
    MeetingHeld = events.MeetingHeld
    OutcomeAnswered = events.OutcomeAnswered
    LeadAgencyNamed = events.LeadAgencyNamed
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
    DutyTold = events.DutyTold
    SafeguardAnswered = events.SafeguardAnswered
    FacilitatorNamed = events.FacilitatorNamed
    SideOutcomeRecorded = events.SideOutcomeRecorded
    SideOutcomeCompleted = events.SideOutcomeCompleted
    EmergencyAccessOpened = events.EmergencyAccessOpened
    LegalHoldPut = events.LegalHoldPut
    LegalHoldReleased = events.LegalHoldReleased
    NarrativeErased = events.NarrativeErased

    def __init__(self) -> None:
        """Nothing: `Raised` begins a dispute. The library would invent arguments."""

    def begin(self, event: events.Raised) -> None:
        """Take the state that a dispute has when it is raised."""
        self.raised, self.calendar = event, event.calendar
        self.waiting_on = "responding"
        self.raised_at, self.category = event.timestamp, event.category
        self.raised_by, self.responding = event.raised_by, list(event.responding)
        self.former_parties = set()
        self.immediate_risk = event.immediate_risk
        self.stages, self.deadlines, self.limits = [], [], {}
        self.discussions, self.responses, self.check_backs = [], [], []
        self.actions, self.duties, self.meetings = [], [], []
        self.convened, self.lead_agency = [], event.lead_agency
        self.records, self.corrections, self.may_correct = [], [], set()
        self.answers, self.submissions = [], []
        self.beside = Beside()
        self.board_sees, self.recorded = False, {}
        self.open_anew(event.stage, event)

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
        replaced = {}
        for ended in event.deadlines_ended:
            deadline = self.deadline(ended.duty, ended.generation)
            deadline.end(ended.status, event.originator_version, event.timestamp)
            if ended.status == "superseded":
                replaced[ended.duty] = deadline
        self.deadlines += begun(
            event.deadlines_started,
            replaced,
            event.originator_version,
            correcting=isinstance(event, events.Corrected),
        )

    def stamp(self, version: int, recorded_at: Sequence[datetime]) -> None:
        """Note when the log recorded the events up to a version, the newest last."""
        first = version - len(recorded_at) + 1
        self.recorded.update(enumerate(recorded_at, start=first))
