"""How a dispute ends, what is checked afterwards, and how it begins anew."""

from datetime import date
from typing import TYPE_CHECKING, Any

from dispute_core.domain.dispute_events.base import (
    Event,
    accepted_told_more,
    entered_told_more,
)
from dispute_core.domain.duties import told_of
from dispute_core.domain.state import ActionState
from dispute_core.domain.values import (
    Acceptance,
    Action,
    By,
    Resolution,
    StageEntered,
)
from dispute_core.domain.vocabulary import (
    CheckBackKind,
    CheckBackResult,
    Consequence,
    ReopeningGround,
    ResolutionOutcome,
    Sealed,
    WaitingOn,
    WithdrawalGround,
)

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class Resolved(Event):
    """The end of the dispute was declared, or proposed by a side that cannot alone."""

    TOPIC = "dispute.resolved"
    SIGNED = "declared_by"
    declared_by: By
    outcome: ResolutionOutcome
    summary: Sealed[str | None]
    actions: tuple[Action, ...]
    accepted_by: tuple[Acceptance, ...]
    review_on: date | None
    proposal: bool
    waits_for: WaitingOn | None
    binding: bool | None
    clause: str | None
    chaired_because: Sealed[str | None]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """In the first form a proposal always waited for the raising side."""
        Event.upcast_v1_v2(state)
        accepted_told_more(state["accepted_by"])
        state["duties_opened"] = state.pop("check_backs_due")
        for due in state["duties_opened"]:
            told_of(due)
        waits_for = "raising" if state["proposal"] else None
        state.update(
            waits_for=waits_for, binding=None, clause=None, chaired_because=None
        )

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
            binding=self.binding,
            clause=self.clause,
        )
        if self.proposal:
            dispute.waiting_on = self.waits_for or "raising"
            return
        if self.outcome == "ended_unresolved":
            dispute.status = "closed"
            for action in dispute.actions:
                action.overtaken = action.overtaken or action.outstanding
            return
        dispute.status = "resolved"
        dispute.actions.extend(ActionState(agreed=action) for action in self.actions)


class CheckedBack(Event):
    """Somebody checked that what was agreed is understood, done, or has helped."""

    TOPIC = "dispute.checked_back"
    by: By
    kind: CheckBackKind
    action_id: str | None
    result: CheckBackResult
    note: Sealed[str | None]
    evidence: Sealed[str | None]
    consequences: tuple[Consequence, ...]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The first form only named the duties that were done."""
        Event.upcast_v1_v2(state)
        state.update(consequences=[], evidence=None)
        done = state.pop("duties_done")
        state["duties_ended"] = [{"id": duty, "how": "done"} for duty in done]

    def change(self, dispute: "Dispute") -> None:
        dispute.check_backs.append(self)
        if self.kind == "completion":
            for action in dispute.actions:
                if self.action_id in (None, action.agreed.id):
                    action.result = self.result


class Closed(Event):
    """Every duty that must be done is done or waived, and nothing agreed is owed."""

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

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        Event.upcast_v1_v2(state)
        entered_told_more(state["stage"])

    def change(self, dispute: "Dispute") -> None:
        dispute.leave_stage(self.timestamp, "reopened")
        dispute.open_anew(self.stage, self)
        dispute.waiting_on = "both"
