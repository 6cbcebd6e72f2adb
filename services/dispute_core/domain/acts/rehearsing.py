"""Telling the story of a past dispute again, under another version of the policy.

What people did, and when, is taken as it is on record; only what the policy makes of it
is worked out anew. It rests on facts alone, and nothing of it is ever recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from dispute_core.domain import dispute_events as events
from dispute_core.domain.acts.breaching import breach_passed
from dispute_core.domain.acts.given import Given, entered
from dispute_core.domain.acts.moments import said_at_raising
from dispute_core.domain.acts.moving_on import move_on
from dispute_core.domain.acts.raising import RiskSet, first_deadlines
from dispute_core.domain.acts.retelling import (
    NOT_READ,
    STEPS,
    as_it_was,
    risk_set,
)
from dispute_core.domain.acts.starting import LaterStartAsked, start_stage
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeError, LimitNotAllowed
from dispute_core.domain.policy import Policy
from dispute_core.domain.values import By, PolicyPin
from dispute_core.domain.working_time import Calendar

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
            step = STEPS.get(type(one.event), as_it_was)
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
    due_at = risk_set(old.deadlines_started)
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
