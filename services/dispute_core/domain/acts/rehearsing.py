"""Telling the story of a past dispute again, under another version of the policy.

What people did, and when, is taken as it is on record; only what the policy makes of it
is worked out anew. It rests on facts alone, and nothing of it is ever recorded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar, cast

from dispute_core.domain import dispute_events as events
from dispute_core.domain.acts import (
    checking_back,
    declaring,
    escalating,
    limits,
    reopening,
    resolving,
    talking,
)
from dispute_core.domain.acts.breaching import breach_passed
from dispute_core.domain.acts.given import Given, entered
from dispute_core.domain.acts.moments import said_at_raising
from dispute_core.domain.acts.moving_on import move_on
from dispute_core.domain.acts.raising import (
    LaterStartAsked,
    RiskSet,
    first_deadlines,
    start_stage,
)
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.directory import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeError, LimitNotAllowed
from dispute_core.domain.policy import Policy
from dispute_core.domain.values import By, PolicyPin
from dispute_core.domain.working_time import Calendar

T = TypeVar("T")

NOT_READ = "Not read for a rehearsal."
"""Stands for words that an act asks for; the rehearsal opens no sealed text."""

OCCURRED = ("raised_at", "held_at", "escalated_at")
"""The corrected times that say when an event itself happened."""

MOST_PASSING = 200
"""How many deadlines may pass between two steps before something is wrong."""


@dataclass(frozen=True)
class Told:
    """An event of the past dispute, and when the log heard of it."""

    event: events.Event
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Under what it is told again."""

    policy: Policy
    calendar: Calendar
    directory: Partnership


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """How the dispute would stand; where it could not be told to its end, why not."""

    dispute: Dispute | None
    stopped_at: int | None = None
    why: str | None = None


def rehearse(told: Sequence[Told], rules: Rules, *, until: datetime) -> Rehearsed:
    """Tell a dispute again, from its raising to an instant."""
    moved = _corrected_times(told)
    dispute: Dispute | None = None
    for number, one in enumerate(told, start=1):
        at = moved.get(number, one.event.timestamp)
        try:
            if dispute is None:
                dispute = _raised_again(cast("events.Raised", one.event), at, rules)
                _stamp(dispute, one.recorded_at)
                continue
            _pass_time(dispute, rules, until=one.recorded_at)
            step = STEPS.get(type(one.event), _as_it_was)
            given = _given(one.event, rules, at=at, now=max(one.recorded_at, at))
            step(dispute, one.event, given)
            _stamp(dispute, one.recorded_at)
        except DisputeError as refusal:
            return Rehearsed(dispute=None, stopped_at=number, why=refusal.detail)
    if dispute is not None:
        _pass_time(dispute, rules, until=until)
    return Rehearsed(dispute=dispute)


def _raised_again(old: events.Raised, at: datetime, rules: Rules) -> Dispute:
    """What was asked before it was raised counts as answered, then as it would be."""
    policy = rules.policy
    asked = None
    if old.start_ground is not None:
        asked = LaterStartAsked(
            stage=old.stage.id, ground=old.start_ground, reason=NOT_READ
        )
    stage = start_stage(asked, policy, at_risk=old.immediate_risk.present)
    given = _given(old, rules, at=at, now=at)
    due_at = _risk_set(old.deadlines_started)
    before = said_at_raising(vars(old))
    try:
        risk = RiskSet(due_at=due_at, reason=NOT_READ) if due_at else None
        started = first_deadlines(stage, given, risk, before=before)
    except LimitNotAllowed:
        started = first_deadlines(stage, given, before=before)
    said = {
        **vars(old),
        "timestamp": at,
        "policy": PolicyPin(
            ref=policy.ref,
            sha256=policy.sha256,
            title=policy.title,
            publisher=policy.publisher,
        ),
        "calendar": rules.calendar.version,
        "stage": entered(policy, stage),
        "deadlines_started": started,
    }
    return cast("Dispute", events.Raised(**said).mutate(None))


def _pass_time(dispute: Dispute, rules: Rules, *, until: datetime) -> None:
    """Let every deadline pass that runs out by then, each in its turn."""
    for _ in range(MOST_PASSING):
        waiting = [d for d in dispute.deadlines if d.passed(until)]
        if not waiting:
            return
        heard = max(dispute.recorded.values())
        now = max(heard, min(d.set.due_at or until for d in waiting))
        passed = [d for d in waiting if d.passed(now)]
        breach_passed(dispute, now, "normal")
        move_on(dispute, passed, _signed(By(agency="concord"), rules, at=now, now=now))
        _stamp(dispute, now)


def _stamp(dispute: Dispute, at: datetime) -> None:
    new = dispute.version - max(dispute.recorded, default=0)
    dispute.stamp(dispute.version, [at] * new)


def _given(event: events.Event, rules: Rules, *, at: datetime, now: datetime) -> Given:
    by = next(
        (
            getattr(event, name)
            for name in ("by", "declared_by", "entered_by")
            if hasattr(event, name)
        ),
        By(agency="concord"),
    )
    return _signed(by, rules, at=at, now=now)


def _signed(by: By, rules: Rules, *, at: datetime, now: datetime) -> Given:
    return Given(
        by=by,
        at=at,
        now=now,
        policy=rules.policy,
        calendar=rules.calendar,
        directory=rules.directory,
    )


def _corrected_times(told: Sequence[Told]) -> dict[int, datetime]:
    """When steps happened, by the newest correction of each."""
    return {
        one.event.event_version: one.event.instant
        for one in told
        if isinstance(one.event, events.Corrected)
        and one.event.instant is not None
        and one.event.field in OCCURRED
    }


def _risk_set(started: Sequence[DeadlineSet]) -> datetime | None:
    arms = (arm for one in started for arm in one.arms if arm.kind == "risk_set")
    return next((arm.due_at for arm in arms if arm.due_at is not None), None)


def _alike(kind: type[T], event: events.Event, **more: Any) -> T:
    """What an act is told, by the fields that its event has kept of it."""
    names = {field.name for field in fields(cast("Any", kind))} - set(more)
    said = {name: getattr(event, name) for name in names if hasattr(event, name)}
    return kind(**said, **more)


def _discuss(dispute: Dispute, event: Any, given: Given) -> None:
    talking.discuss(dispute, _alike(talking.Discussion, event), given)


def _respond(dispute: Dispute, _: Any, given: Given) -> None:
    talking.respond(dispute, given, view=NOT_READ, evidence=None, proposal=None)


def _set_limit(dispute: Dispute, event: Any, given: Given) -> None:
    wanted = _alike(
        limits.LimitWanted,
        event,
        reason=NOT_READ,
        binding_sides=frozenset(event.accepted_sides),
    )
    limits.set_limit(dispute, wanted, given)


def _escalate(dispute: Dispute, event: Any, given: Given) -> None:
    """A move that a policy makes by itself is not taken over: the new one makes its."""
    if event.made == "automatic" or dispute.stage.id == event.stage.id:
        return
    wanted = _alike(
        escalating.Escalation,
        event,
        to_stage=event.stage.id,
        risk_set=_risk_set(event.deadlines_started),
        reason=NOT_READ,
        not_done_because=NOT_READ,
    )
    escalating.escalate(dispute, wanted, given)


def _resolve(dispute: Dispute, event: Any, given: Given) -> None:
    actions = tuple(_alike(declaring.NewAction, action) for action in event.actions)
    ending = _alike(declaring.Ending, event, actions=actions, summary=NOT_READ)
    resolving.resolve(dispute, ending, given)


def _check_back(dispute: Dispute, event: Any, given: Given) -> None:
    checking_back.check_back(
        dispute,
        given,
        kind=event.kind,
        result=event.result,
        action_id=event.action_id,
        note=None,
    )


def _withdraw(dispute: Dispute, event: Any, given: Given) -> None:
    reopening.withdraw(dispute, given, ground=event.ground, reason=NOT_READ)


def _reopen(dispute: Dispute, event: Any, given: Given) -> None:
    reopening.reopen(
        dispute,
        given,
        ground=event.ground,
        stage_id=event.stage.id,
        reason=NOT_READ,
    )


def _as_it_was(dispute: Dispute, event: events.Event, given: Given) -> None:
    """What moves no deadline of the policy happens as it happened."""
    header = {"originator_id", "originator_version", "timestamp", "originator_topic"}
    said = {name: value for name, value in vars(event).items() if name not in header}
    said |= {"deadlines_ended": (), "deadlines_started": ()}
    dispute.trigger_event(type(event), timestamp=given.at, **said)


def _leave_out(_: Dispute, __: Any, ___: Given) -> None:
    """What the passing of time, or a correction taken in already, makes by itself."""


STEPS: Mapping[type[Any], Callable[[Dispute, Any, Given], None]] = {
    events.Discussed: _discuss,
    events.Responded: _respond,
    events.LimitSet: _set_limit,
    events.Escalated: _escalate,
    events.Resolved: _resolve,
    events.CheckedBack: _check_back,
    events.Withdrawn: _withdraw,
    events.Reopened: _reopen,
    events.Closed: _leave_out,
    events.Corrected: _leave_out,
    events.DeadlineBreached: _leave_out,
    events.DeadlinePassed: _leave_out,
    events.DeadlineRecomputed: _leave_out,
}
