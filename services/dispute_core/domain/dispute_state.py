"""What a dispute is, and what may be asked of it without a policy or a clock."""

from datetime import datetime

from dispute_core.domain import dispute_events as events
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.duties import DutyState
from dispute_core.domain.meetings import MeetingState
from dispute_core.domain.state import ActionState, Beside, StagePassed
from dispute_core.domain.values import (
    ImmediateRisk,
    Party,
    ProposedLimit,
    Resolution,
    StageEntered,
)
from dispute_core.domain.vocabulary import Side, Status, WaitingOn


class DisputeState:
    """The state that the events of a dispute have led to."""

    raised: events.Raised
    calendar: str
    status: Status
    waiting_on: WaitingOn
    raised_at: datetime
    category: str
    raised_by: Party
    responding: list[Party]
    former_parties: set[str]
    """Agencies that left; one that came back stands here, too."""
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
    """Those that were called for; those that were `convened` have their own list."""
    convened: list[MeetingState]
    lead_agency: str | None
    corrections: list[events.Corrected]
    may_correct: set[str]
    """The agencies that have entered something in which a field may be corrected."""
    answers: list[events.StatementAnswered]
    submissions: list[events.RecordSubmitted]
    beside: Beside
    withdrawal: events.Withdrawn | None
    board_sees: bool
    recorded: dict[int, datetime]
    """When the log recorded each version; only the log knows."""

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
        return (
            any(action.outstanding for action in self.actions)
            or any(duty.holds_open for duty in self.duties)
            or any(deadline.holds_open for deadline in self.deadlines)
        )

    def duty(self, duty_id: str) -> DutyState | None:
        return next((one for one in self.duties if one.due.id == duty_id), None)
