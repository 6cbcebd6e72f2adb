"""Setting limits: agreed by both sides, or set by a person because of the risk."""

from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.setting_anew import set_anew
from dispute_core.domain.acts.timing import (
    breach_first,
    superseded,
)
from dispute_core.domain.deadlines import Arm, Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import count
from dispute_core.domain.errors import LimitNotAllowed, UnknownDuty, WrongStage
from dispute_core.domain.policy import Limit
from dispute_core.domain.saying import said
from dispute_core.domain.values import Acceptance
from dispute_core.domain.vocabulary import ArmKind, LimitKind, Side


@dataclass(frozen=True, kw_only=True)
class LimitWanted:
    """The limit that somebody sets, offers or accepts."""

    kind: LimitKind
    duty: str
    due_at: datetime
    reason: str | None
    accepted_by: tuple[Acceptance, ...] = ()
    binding_sides: frozenset[Side] = frozenset()
    """Sides whose acceptance is told by another: only agencies not on the system."""


def set_limit(dispute: Dispute, wanted: LimitWanted, given: Given) -> None:
    """Set a limit for a duty of the present stage, or accept the one on offer.

    A risk-set limit binds at once; an agreed one or an extension when each side has
    accepted the same instant. A binding limit opens a new generation of the duty.
    """
    expect_open(dispute)
    expect_party(given.by)
    limit = _limit_for(wanted, given)
    deadline = _running(dispute, wanted.duty)
    _expect_order(deadline, wanted, given)
    _expect_within_reach(deadline, limit, wanted, given)
    sides = _accepting(dispute, deadline, wanted, given)
    binding = wanted.kind == "risk_set" or sides == {"raising", "responding"}
    ended = (superseded(deadline),) if binding else ()

    breach_first(dispute, ended, given)
    started = set_anew(
        dispute,
        deadline,
        (given.policy.stage(deadline.set.stage), limit),
        given.calendar,
        arm=_arm(wanted),
        extended=wanted.kind == "extension",
    )
    dispute.trigger_event(
        Dispute.LimitSet,
        timestamp=given.at,
        by=given.by,
        kind=wanted.kind,
        duty=wanted.duty,
        due_at=wanted.due_at,
        reason=wanted.reason,
        accepted_by=wanted.accepted_by,
        accepted_sides=tuple(sorted(sides)),
        binding=binding,
        deadlines_ended=ended,
        deadlines_started=(started,) if binding else (),
    )


def _limit_for(wanted: LimitWanted, given: Given) -> Limit:
    known = given.policy.limits_by_duty()
    if wanted.duty not in known:
        raise UnknownDuty("The policy has no such duty.", pointer="/duty")
    limit = known[wanted.duty][1]
    agreed = {"agreed", "extension"} if "agreed" in limit.accepts else set()
    if wanted.kind not in limit.accepts | agreed:
        message = (
            "The document gives no room for this kind of limit on this duty. "
            "Nothing prevents anyone from acting sooner. " + given.policy.emergency
        )
        raise LimitNotAllowed(message, pointer="/kind")
    return limit


def _running(dispute: Dispute, duty: str) -> Deadline:
    for deadline in dispute.open_deadlines():
        if deadline.set.duty == duty:
            return deadline
    raise WrongStage("This duty is not owed at the present stage.", pointer="/duty")


def _expect_order(deadline: Deadline, wanted: LimitWanted, given: Given) -> None:
    began_at = deadline.set.started_at
    expect_past(given.at, given.now, "/set_at")
    # Whoever began the duty may have a clock that runs a little ahead of ours.
    expect_after(given.at, min(began_at, given.now), "/set_at")
    expect_after(wanted.due_at, began_at, "/due_at")


def takes_one(deadline: Deadline, limit: Limit) -> bool:
    """Whether a duty takes a limit of any kind just now."""
    if limit.accepts <= {"extension"}:
        return bool(limit.accepts) and may_be_extended(deadline, limit)
    return True


def may_be_extended(deadline: Deadline, limit: Limit) -> bool:
    """Whether there is a date already; a number that has yet to run gives none."""
    return limit.within is None or not deadline.set.waits_for


def _expect_within_reach(
    deadline: Deadline, limit: Limit, wanted: LimitWanted, given: Given
) -> None:
    """Refuse an extension that goes further than the document lets it."""
    reach = limit.extends_to
    if wanted.kind == "risk_set":
        return
    if (reach or wanted.kind == "extension") and not may_be_extended(deadline, limit):
        message = "There is no date to extend yet: the time has not begun to run."
        raise LimitNotAllowed(message, pointer="/kind")
    if reach is None:
        return
    furthest = count(reach, deadline.set.started_at, given.calendar).due_at
    if wanted.due_at > furthest:
        message = (
            f'The document lets the sides extend this to "{reach.printed}" '
            f"({limit.clause}), which is until {said(furthest)}, and no further."
        )
        raise LimitNotAllowed(message, pointer="/due_at")


def _accepting(
    dispute: Dispute, deadline: Deadline, wanted: LimitWanted, given: Given
) -> set[Side]:
    """The sides that have accepted exactly this limit, the caller's own included.

    What was offered before the duty began, at an earlier visit, is on offer no more.
    """
    sides: set[Side] = set(wanted.binding_sides)
    if given.by.side:
        sides.add(given.by.side)
    offered = dispute.limits.get((wanted.kind, wanted.duty))
    if offered is None or offered.binding or offered.due_at != wanted.due_at:
        return sides
    if offered.set_at >= deadline.set.started_at:
        sides.update(s for s in ("raising", "responding") if s in offered.accepted_by)
    return sides


def _arm(wanted: LimitWanted) -> Arm:
    kind: ArmKind = "risk_set" if wanted.kind == "risk_set" else "agreed"
    return Arm(kind=kind, due_at=wanted.due_at)
