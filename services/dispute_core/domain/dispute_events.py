"""Everything that can happen to a dispute, and what each event changes.

`apply` only assigns: it never refuses, reads a clock or opens a policy. Whatever an
event needs to be understood in twenty years stands in the event. Fields marked
`Sealed` (here or in `values`) are narrative; the rest are facts.
"""

from dataclasses import field as dataclass_field
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from eventsourcing.domain import AggregateCreated, AggregateEvent

from dispute_core.domain.deadlines import Breach, DeadlineEnded, DeadlineSet
from dispute_core.domain.state import ActionState, DutyState
from dispute_core.domain.values import (
    Acceptance,
    Action,
    By,
    CheckBackDue,
    Difference,
    ImmediateRisk,
    Party,
    Person,
    PolicyPin,
    ProposedLimit,
    Resolution,
    Source,
    StageEntered,
    Subject,
)
from dispute_core.domain.vocabulary import (
    BreachCause,
    CheckBackKind,
    CheckBackResult,
    DiscussionOutcome,
    LimitKind,
    Method,
    PartyChange,
    RecordKind,
    ReopeningGround,
    ResolutionOutcome,
    Scope,
    Sealed,
    Side,
    Trigger,
    Visibility,
    WithdrawalGround,
)

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class Event(AggregateEvent):
    """Something that happened to a dispute; `timestamp` is when, in the world."""

    TOPIC: ClassVar[str]
    deadlines_ended: tuple[DeadlineEnded, ...] = dataclass_field(
        default=(), kw_only=True
    )
    deadlines_started: tuple[DeadlineSet, ...] = dataclass_field(
        default=(), kw_only=True
    )

    def apply(self, aggregate: "Dispute") -> None:
        self.change(aggregate)
        aggregate.move_deadlines(self)

    def change(self, dispute: "Dispute") -> None:
        """Assign what the event says, its deadlines apart."""


class Raised(AggregateCreated, Event):
    """A disagreement was raised."""

    TOPIC = "dispute.raised"
    reference: str
    partnership: str
    policy: PolicyPin
    calendar: str
    subject: Subject
    also_affects: tuple[Subject, ...]
    raised_by: Party
    responding: tuple[Party, ...]
    category: str
    category_text: Sealed[str | None]
    difference: Difference
    immediate_risk: ImmediateRisk
    scope: Scope
    stage: StageEntered
    start_ground: str | None
    start_reason: Sealed[str | None]
    seriousness: Sealed[str | None]
    client_reference: Sealed[str | None]
    risk_reason: Sealed[str | None]
    arose_at: datetime | None
    decision_received_at: datetime | None
    continues: UUID | None
    lead_agency: str | None
    entered_by: By

    def apply(self, aggregate: "Dispute") -> None:
        Event.apply(self, aggregate)

    def change(self, dispute: "Dispute") -> None:
        dispute.begin(self)


class Discussed(Event):
    """The two sides talked, or one tried and had no answer."""

    TOPIC = "dispute.discussed"
    by: By
    stage: str
    method: Method
    participants: tuple[Person, ...]
    outcome: DiscussionOutcome
    summary: Sealed[str | None]
    effect_on_person: Sealed[str | None]
    information_reviewed: Sealed[tuple[str, ...]]
    advice_from: Sealed[tuple[str, ...]]
    reasons: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.discussions.append(self)
        dispute.waiting_on = "raising" if self.outcome == "agreed" else "both"


class Responded(Event):
    """The responding side put its own view on record."""

    TOPIC = "dispute.responded"
    by: By
    view: Sealed[str | None]
    evidence: Sealed[str | None]
    proposal: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.responses.append(self)
        dispute.waiting_on = "both"


class LimitSet(Event):
    """Somebody set, offered or accepted a limit for a duty."""

    TOPIC = "dispute.limit_set"
    by: By
    kind: LimitKind
    duty: str
    due_at: datetime
    reason: Sealed[str | None]
    accepted_by: tuple[Acceptance, ...]
    accepted_sides: tuple[Side, ...]
    binding: bool

    def change(self, dispute: "Dispute") -> None:
        dispute.limits[self.kind, self.duty] = ProposedLimit(
            kind=self.kind,
            duty=self.duty,
            due_at=self.due_at,
            accepted_by=self.accepted_sides,
            binding=self.binding,
            version=self.originator_version,
        )


class Escalated(Event):
    """The dispute went to a further stage."""

    TOPIC = "dispute.escalated"
    by: By
    from_stage: str
    stage: StageEntered
    trigger: Trigger
    reason: Sealed[str | None]
    risk_reason: Sealed[str | None]
    actors: tuple[Person, ...]
    immediate_risk: ImmediateRisk | None

    def change(self, dispute: "Dispute") -> None:
        dispute.leave_stage(self.timestamp, self.trigger)
        dispute.enter_stage(self.stage, self.timestamp)
        if self.immediate_risk is not None:
            dispute.immediate_risk = self.immediate_risk
        dispute.status = "open"
        dispute.waiting_on = "board" if self.stage.board_sees else "both"


class Resolved(Event):
    """The end of the dispute was declared, or proposed by a side that cannot alone."""

    TOPIC = "dispute.resolved"
    declared_by: By
    outcome: ResolutionOutcome
    summary: Sealed[str | None]
    actions: tuple[Action, ...]
    accepted_by: tuple[Acceptance, ...]
    review_on: date | None
    proposal: bool
    check_backs_due: tuple[CheckBackDue, ...]

    def change(self, dispute: "Dispute") -> None:
        dispute.resolution = Resolution(
            outcome=self.outcome,
            declared_by=self.declared_by,
            resolved_at=self.timestamp,
            accepted_by=self.accepted_by,
            review_on=self.review_on,
            proposal=self.proposal,
            version=self.originator_version,
            summary=self.summary,
        )
        if self.proposal:
            dispute.waiting_on = "raising"
            return
        dispute.status = "closed" if self.outcome == "ended_unresolved" else "resolved"
        dispute.actions.extend(ActionState(agreed=action) for action in self.actions)
        dispute.duties.extend(DutyState(due=due) for due in self.check_backs_due)
        dispute.waiting_on = "both" if dispute.outstanding() else "none"


class CheckedBack(Event):
    """Somebody checked that what was agreed is understood, done, or has helped."""

    TOPIC = "dispute.checked_back"
    by: By
    kind: CheckBackKind
    action_id: str | None
    result: CheckBackResult
    note: Sealed[str | None]
    duties_done: tuple[str, ...]

    def change(self, dispute: "Dispute") -> None:
        dispute.check_backs.append(self)
        if self.kind == "completion":
            for action in dispute.actions:
                if self.action_id in (None, action.agreed.id):
                    action.result = self.result
        for duty in dispute.duties:
            if duty.due.id in self.duties_done:
                duty.done = True
        dispute.waiting_on = "both" if dispute.outstanding() else "none"


class Closed(Event):
    """Every check-back is done and nothing agreed is outstanding."""

    TOPIC = "dispute.closed"

    def change(self, dispute: "Dispute") -> None:
        dispute.status = "closed"
        dispute.waiting_on = "none"


class Withdrawn(Event):
    """The raising side took its challenge back."""

    TOPIC = "dispute.withdrawn"
    by: By
    ground: WithdrawalGround
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.withdrawal = self
        dispute.status = "withdrawn"
        dispute.waiting_on = "none"


class Reopened(Event):
    """A settled dispute was taken up again."""

    TOPIC = "dispute.reopened"
    by: By
    ground: ReopeningGround
    stage: StageEntered
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.leave_stage(self.timestamp, "reopened")
        dispute.enter_stage(self.stage, self.timestamp)
        dispute.status = "open"
        dispute.resolution = None
        dispute.withdrawal = None
        for duty in dispute.duties:
            duty.overtaken = duty.overtaken or not duty.done
        dispute.waiting_on = "both"


class PartiesChanged(Event):
    """An agency joined or left a side, or changed its point of contact."""

    TOPIC = "dispute.parties_changed"
    by: By
    kind: PartyChange
    side: Side
    party: Party
    ground: str | None
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.change_party(self)


class RecordAdded(Event):
    """Something was put on the record beside the talking."""

    TOPIC = "dispute.record_added"
    by: By
    kind: RecordKind
    text: Sealed[str | None]
    source: Source | None
    visible_to: Visibility

    def change(self, dispute: "Dispute") -> None:
        dispute.records.append(self)


class Corrected(Event):
    """An earlier event said something wrong; it stays, and views show this first."""

    TOPIC = "dispute.corrected"
    by: By
    event_version: int
    field: str
    instant: datetime | None
    code: str | None
    text: Sealed[str | None]
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.correct(self)


class DeadlineBreached(Event):
    """A duty with a number was not settled when its time came."""

    TOPIC = "dispute.deadline_breached"
    duty: str
    generation: int
    stage: str
    due_at: datetime
    lateness_seconds: int
    cause: BreachCause

    def change(self, dispute: "Dispute") -> None:
        deadline = dispute.deadline(self.duty, self.generation)
        deadline.status = "breached"
        deadline.breach = Breach(
            version=self.originator_version,
            detected_at=self.timestamp,
            lateness_seconds=self.lateness_seconds,
            cause=self.cause,
        )


class DeadlinePassed(Event):
    """A date that the document only aims at went by: late, not a breach."""

    TOPIC = "dispute.deadline_passed"
    duty: str
    generation: int
    stage: str
    due_at: datetime
    lateness_seconds: int
    cause: BreachCause

    def change(self, dispute: "Dispute") -> None:
        dispute.deadline(self.duty, self.generation).status = "late"


EVENTS: tuple[type[Event], ...] = (
    Raised,
    Discussed,
    Responded,
    LimitSet,
    Escalated,
    Resolved,
    CheckedBack,
    Closed,
    Withdrawn,
    Reopened,
    PartiesChanged,
    RecordAdded,
    Corrected,
    DeadlineBreached,
    DeadlinePassed,
)
"""Every event class of a dispute: the codec's dictionary is made of these."""
