"""Escalating: taking the dispute to a further stage. Nobody can block it."""

from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.acts.entering import entered_now
from dispute_core.domain.acts.given import (
    SETTLED,
    Given,
    expect_after,
    expect_past,
)
from dispute_core.domain.acts.owing import entering
from dispute_core.domain.acts.preparing import expect_prepared
from dispute_core.domain.acts.setting_anew import set_anew
from dispute_core.domain.acts.timing import (
    breach_first,
    dates_overtaken,
    ended_by,
    outlasts_its_stage,
    starts,
)
from dispute_core.domain.acts.waiting import dated, replaced
from dispute_core.domain.deadlines import Arm, Deadline, DeadlineEnded, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeSettled,
    Invalid,
    LimitNotAllowed,
    NoFurtherStage,
    NotYourSide,
    OutOfOrder,
    WrongStage,
)
from dispute_core.domain.policy import Move, Policy, Stage
from dispute_core.domain.policy.moves import PARTIES
from dispute_core.domain.values import ImmediateRisk, Person
from dispute_core.domain.vocabulary import MoveMade, Side, Trigger

PARTIES_ONLY = "Only an agency that is a party to the dispute may do this."


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
    path: str | None = None
    consulted: tuple[Person, ...] = ()
    not_done_because: str | None = None
    effect_on_person: str | None = None


def escalate(dispute: Dispute, wanted: Escalation, given: Given) -> None:
    """Leave the present stage for a further one that the policy allows from here."""
    move = find_move(dispute, wanted, given)
    expect_past(given.at, given.now, "/escalated_at")
    earliest = dispute.newest_at if dispute.settled else dispute.stage_started_at
    expect_after(given.at, earliest, "/escalated_at")
    stage = given.policy.stage(move.to_stage)
    if wanted.risk_set is not None:
        _expect_risk_limit(wanted.risk_set, given, stage.id)
    risk = wanted.immediate_risk or dispute.immediate_risk
    expect_prepared(
        dispute,
        move,
        given,
        reason=wanted.reason,
        consulted=wanted.consulted,
        not_done_because=wanted.not_done_because,
        at_risk=wanted.trigger == "immediate_risk" or risk.present,
    )
    go(dispute, move, wanted, given)


def go(dispute: Dispute, move: Move, wanted: Escalation, given: Given) -> None:
    """Make a move. A stage that is entered again starts its time limits anew."""
    here, stage = (given.policy.stage(s) for s in (dispute.stage.id, move.to_stage))
    anew = [
        *_hastened(dispute, stage, given, wanted.risk_set),
        *dated(dispute, here.id, given, {"stage_completed": given.at}),
    ]
    gone, again = replaced(anew)
    left = _left(dispute, stage, [deadline for deadline, _ in anew])
    left += dates_overtaken(dispute) if dispute.settled else ()

    breach_first(dispute, (*left, *gone), given)
    dispute.trigger_event(
        Dispute.Escalated,
        timestamp=given.at,
        by=given.by,
        from_stage=here.id,
        stage=entered_now(dispute, given, stage),
        trigger=wanted.trigger,
        reason=wanted.reason,
        risk_reason=wanted.risk_reason,
        actors=wanted.actors,
        immediate_risk=wanted.immediate_risk,
        made=move.made if given.by.side is None else _made_by_people(move),
        clause=move.clause,
        path=move.path,
        consulted=wanted.consulted,
        not_done_because=wanted.not_done_because,
        effect_on_person=wanted.effect_on_person,
        deadlines_ended=(*left, *gone),
        deadlines_started=(*_begun(dispute, stage, wanted, given, left), *again),
        duties_opened=entering(dispute, here, stage),
    )


def _begun(
    dispute: Dispute,
    stage: Stage,
    wanted: Escalation,
    given: Given,
    left: tuple[DeadlineEnded, ...],
) -> tuple[DeadlineSet, ...]:
    """What the stage starts, beside what runs already."""
    risk_set = wanted.risk_set
    return starts(dispute, stage, given, at=given.at, risk_set=risk_set, ended=left)


def _left(
    dispute: Dispute, stage: Stage, anew: list[Deadline]
) -> tuple[DeadlineEnded, ...]:
    """What is owed no longer once the dispute goes on, if to the same stage again."""
    again = dispute.stage.id == stage.id
    return ended_by(
        dispute,
        "leaving_stage",
        concerns=lambda one: (again or one.set.stage != stage.id) and one not in anew,
        others="stopped",
        spared=outlasts_its_stage,
    )


def _hastened(
    dispute: Dispute, stage: Stage, given: Given, risk_set: datetime | None
) -> list[tuple[Deadline, DeadlineSet]]:
    """Duties of the new stage that run already, set anew because of the risk (004-14).

    They started when the stage before was complete, before any escalation.
    """
    if risk_set is None or stage.id == dispute.stage.id:
        return []
    running = {deadline.set.duty: deadline for deadline in dispute.open_deadlines()}
    arm = Arm(kind="risk_set", due_at=risk_set)
    return [
        (old, set_anew(dispute, old, (stage, limit), given.calendar, arm=arm))
        for limit in stage.limits
        if (old := running.get(limit.duty)) and "risk_set" in limit.accepts
    ]


def _made_by_people(move: Move) -> MoveMade:
    return "allowed" if move.made == "automatic" else move.made


def find_move(dispute: Dispute, wanted: Escalation, given: Given) -> Move:
    """The policy's move from the present stage, or the refusal that says why not."""
    policy, trigger = given.policy, wanted.trigger
    stage = policy.stage(dispute.stage.id)
    if given.by.side not in PARTIES and not open_moves(dispute, stage, given.by.side):
        raise NotYourSide(PARTIES_ONLY)
    if wanted.to_stage is not None:
        policy.stage(wanted.to_stage, pointer="/to_stage")
    moves = [
        move
        for move in open_moves(dispute, stage)
        if wanted.to_stage in (None, move.to_stage) and trigger in move.triggers
    ]
    if moves:
        fitting = _by_path(_of_side(moves, given.by.side), wanted.path)
        return min(fitting, key=lambda m: (m.skips, policy.place(m.to_stage)))
    protect = f" {policy.emergency}" if trigger == "immediate_risk" else ""
    if dispute.settled:
        raise DisputeSettled(SETTLED + protect)
    if dispute.stage.last and not open_moves(dispute, stage):
        message = f"{stage.label} is the last step that the document gives."
        raise NoFurtherStage(message + protect, pointer="/to_stage")
    raise WrongStage(_leads(stage, trigger, policy) + protect, pointer="/to_stage")


def _of_side(moves: list[Move], side: Side | None) -> list[Move]:
    """Those of the moves that a side may make; the document may name only one."""
    own = [move for move in moves if side in move.open_to]
    if own:
        return own
    clauses = ", ".join(dict.fromkeys(move.clause for move in moves))
    message = f"The document leaves this move to others ({clauses})."
    raise NotYourSide(message, pointer="/by/side")


def _by_path(moves: list[Move], path: str | None) -> list[Move]:
    """Those of the moves that go a way of the document, where one is named."""
    fitting = [move for move in moves if path in (None, move.path)]
    if not fitting:
        message = "From here the document gives no way of that name."
        raise Invalid(message, pointer="/path")
    return fitting


def _leads(stage: Stage, trigger: Trigger, policy: Policy) -> str:
    """Where the document leads from here on a ground, for who asked for elsewhere."""
    onward = [m.to_stage for m in stage.moves if trigger in m.triggers]
    labels = [f'"{policy.stage(stage_id).label}"' for stage_id in dict.fromkeys(onward)]
    if not labels:
        return f'The document gives no step from "{stage.label}" on this ground.'
    return (
        f'From "{stage.label}" the document leads to {" or ".join(labels)} on this '
        f"ground, and to no other {policy.stage_noun}."
    )


def open_moves(dispute: Dispute, stage: Stage, *sides: Side | None) -> list[Move]:
    """The moves open from here, whatever the ground, to any side unless some are named.

    Few are open once it is settled.
    """
    if dispute.status == "withdrawn":
        return []
    return [
        move
        for move in stage.moves
        if (move.from_settled or not dispute.settled)
        and (not sides or move.open_to.intersection(sides))
    ]


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
