"""Escalating: taking the dispute to a further stage. Nobody can block it."""

from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.acts.given import (
    SETTLED,
    Given,
    entered,
    expect_after,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.timing import (
    breach_first,
    ended_by,
    risk_arm,
    start,
    starts,
    superseded,
)
from dispute_core.domain.deadlines import Deadline, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeSettled,
    LimitNotAllowed,
    NoFurtherStage,
    OutOfOrder,
    WrongStage,
)
from dispute_core.domain.policy import Move, Policy, Stage
from dispute_core.domain.values import ImmediateRisk, Person
from dispute_core.domain.vocabulary import Trigger


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Where to, and why."""

    trigger: Trigger
    to_stage: str | None = None
    reason: str | None = None
    actors: tuple[Person, ...] = ()
    immediate_risk: ImmediateRisk | None = None
    risk_set: datetime | None = None
    risk_reason: str | None = None


def escalate(dispute: Dispute, wanted: Escalation, given: Given) -> None:
    """Leave the present stage for a further one that the policy allows from here."""
    expect_party(given.by)
    move = find_move(dispute, wanted.to_stage, wanted.trigger, given.policy)
    expect_past(given.at, given.now, "/escalated_at")
    earliest = dispute.newest_at if dispute.settled else dispute.stage_started_at
    expect_after(given.at, earliest, "/escalated_at")
    stage = given.policy.stage(move.to_stage)
    if wanted.risk_set is not None:
        _expect_risk_limit(wanted.risk_set, given, stage.id)
    left = ended_by(
        dispute,
        "leaving_stage",
        concerns=lambda deadline: deadline.set.stage != stage.id,
        others="stopped",
    )
    hastened = _hastened(dispute, stage, given, wanted.risk_set)
    ended = (*left, *(superseded(deadline) for deadline, _ in hastened))

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.Escalated,
        timestamp=given.at,
        by=given.by,
        from_stage=dispute.stage.id,
        stage=entered(given.policy, stage),
        trigger=wanted.trigger,
        reason=wanted.reason,
        risk_reason=wanted.risk_reason,
        actors=wanted.actors,
        immediate_risk=wanted.immediate_risk,
        deadlines_ended=ended,
        deadlines_started=(
            *starts(dispute, stage, given, at=given.at, risk_set=wanted.risk_set),
            *(sooner for _, sooner in hastened),
        ),
    )


def _hastened(
    dispute: Dispute, stage: Stage, given: Given, risk_set: datetime | None
) -> list[tuple[Deadline, DeadlineSet]]:
    """Duties of the new stage that run already, set anew because of the risk (004-14).

    They started when the stage before was complete, before any escalation.
    """
    if risk_set is None:
        return []
    running = {deadline.set.duty: deadline for deadline in dispute.open_deadlines()}
    return [
        (
            running[limit.duty],
            start(
                dispute,
                stage,
                limit,
                given.calendar,
                at=running[limit.duty].set.started_at,
                human=risk_arm(limit, risk_set),
            ),
        )
        for limit in stage.limits
        if limit.duty in running and "risk_set" in limit.accepts
    ]


def find_move(
    dispute: Dispute, to_stage: str | None, trigger: Trigger, policy: Policy
) -> Move:
    """The policy's move from the present stage, or the refusal that says why not."""
    stage = policy.stage(dispute.stage.id)
    if to_stage is not None:
        policy.stage(to_stage, pointer="/to_stage")
    moves = [m for m in open_moves(dispute, stage) if to_stage in (None, m.to_stage)]
    fitting = [m for m in moves if trigger in m.triggers]
    if fitting:
        return min(fitting, key=lambda m: (m.skips, policy.stage(m.to_stage).number))
    protect = f" {policy.emergency}" if trigger == "immediate_risk" else ""
    if dispute.settled:
        raise DisputeSettled(SETTLED + protect)
    if dispute.stage.last:
        message = f"{stage.label} is the last step that the document gives."
        raise NoFurtherStage(message + protect, pointer="/to_stage")
    raise WrongStage(_leads(stage, trigger, policy) + protect, pointer="/to_stage")


def _leads(stage: Stage, trigger: Trigger, policy: Policy) -> str:
    """Where the document leads from here on a ground, for who asked for elsewhere."""
    onward = [m.to_stage for m in stage.moves if trigger in m.triggers]
    labels = [f'"{policy.stage(stage_id).label}"' for stage_id in dict.fromkeys(onward)]
    if not labels:
        return f'The document gives no step from "{stage.label}" on this ground.'
    return (
        f'From "{stage.label}" the document leads to {" or ".join(labels)} on this '
        "ground, and to no other stage."
    )


def open_moves(dispute: Dispute, stage: Stage) -> list[Move]:
    """The moves open from here, whatever the ground; few are once it is settled."""
    if dispute.status == "withdrawn":
        return []
    return [move for move in stage.moves if move.from_settled or not dispute.settled]


def _expect_risk_limit(due_at: datetime, given: Given, stage_id: str) -> None:
    stage = given.policy.stage(stage_id)
    if not any("risk_set" in limit.accepts for limit in stage.limits):
        message = "The document allows no limit set because of the risk there. "
        raise LimitNotAllowed(
            message + given.policy.emergency, pointer="/risk_set_limit"
        )
    if due_at < given.at:
        message = "The limit would end before the escalation."
        raise OutOfOrder(message, pointer="/risk_set_limit/due_at")
