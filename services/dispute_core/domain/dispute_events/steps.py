"""The steps of the procedure, from the raising to the last stage."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from eventsourcing.domain import AggregateCreated
from eventsourcing.utils import resolve_topic

from dispute_core.domain.dispute_events.base import (
    Event,
    accepted_told_more,
    entered_told_more,
)
from dispute_core.domain.state import MoveKept
from dispute_core.domain.values import (
    Acceptance,
    By,
    Difference,
    FirstDone,
    ImmediateRisk,
    Party,
    Person,
    PolicyPin,
    ProposedLimit,
    Screened,
    SeriousnessJudged,
    StageEntered,
    Subject,
)
from dispute_core.domain.vocabulary import (
    DiscussionOutcome,
    LimitKind,
    Method,
    MoveMade,
    Scope,
    Sealed,
    Side,
    Trigger,
)

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class Raised(AggregateCreated, Event):
    """A disagreement was raised."""

    TOPIC = "dispute.raised"
    SIGNED = "entered_by"
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
    concern_identified_at: datetime | None
    conference_ended_at: datetime | None
    priority: str | None
    level_of_need: str | None
    screening: tuple[Screened, ...]
    preconditions: tuple[FirstDone, ...]
    seriousness_judged: SeriousnessJudged | None
    training: bool
    """Whether it was raised to practise, in a partnership that is there for that."""

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked for these in the first form."""
        Event.upcast_v1_v2(state)
        entered_told_more(state["stage"])
        state.update(
            concern_identified_at=None, conference_ended_at=None, priority=None
        )
        state.update(level_of_need=None)
        state.update(screening=[], preconditions=[], seriousness_judged=None)
        state.update(training=False)

    def mutate(self, aggregate: Any) -> Any:
        """Begin the dispute, which takes nothing but what every aggregate takes.

        The library looks at each event anew for what a constructor might take.
        """
        if aggregate is not None:
            return super().mutate(aggregate)
        begun = resolve_topic(self.originator_topic)
        dispute = begun.__new__(begun)
        dispute.__base_init__(
            self.originator_id, self.originator_version, self.timestamp
        )
        self.apply(dispute)
        return dispute

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
        if self.outcome == "no_response":
            tried = self.by.side
            dispute.waiting_on = "responding" if tried == "raising" else "raising"
        else:
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

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        Event.upcast_v1_v2(state)
        accepted_told_more(state["accepted_by"])

    def change(self, dispute: "Dispute") -> None:
        dispute.limits[self.kind, self.duty] = ProposedLimit(
            kind=self.kind,
            duty=self.duty,
            due_at=self.due_at,
            accepted_by=self.accepted_sides,
            binding=self.binding,
            by=self.by,
            reason=self.reason,
            set_at=self.timestamp,
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
    made: MoveMade
    clause: str | None
    path: str | None
    consulted: tuple[Person, ...]
    not_done_because: Sealed[str | None]
    effect_on_person: Sealed[str | None]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """In the first form every move was one that people may make."""
        Event.upcast_v1_v2(state)
        entered_told_more(state["stage"])
        state.update(
            made="allowed", clause=None, path=None, consulted=[], not_done_because=None
        )
        state["effect_on_person"] = None

    def change(self, dispute: "Dispute") -> None:
        dispute.leave_stage(self.timestamp, self.trigger)
        if dispute.settled:
            dispute.open_anew(self.stage, self)
        else:
            dispute.resolution = None  # a proposal, which the raising side passed over
            dispute.enter_stage(self.stage, self)
        dispute.stages[-1].move = MoveKept(
            made=self.made,
            path=self.path,
            clause=self.clause,
            reason=self.reason,
            consulted=self.consulted,
            not_done_because=self.not_done_because,
            effect_on_person=self.effect_on_person,
        )
        if self.immediate_risk is not None:
            dispute.immediate_risk = self.immediate_risk
        dispute.waiting_on = "board" if self.stage.board_sees else "both"
