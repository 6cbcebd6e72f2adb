"""Each step of a past dispute, taken once more under other rules.

An act is told what its event has kept of it; what is sealed is not opened for that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
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
from dispute_core.domain.acts.given import Given
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.dispute import Dispute

T = TypeVar("T")

NOT_READ = "Not read for a rehearsal."
"""Stands for words that an act asks for; the rehearsal opens no sealed text."""


def risk_set(started: Sequence[DeadlineSet]) -> datetime | None:
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
        risk_set=risk_set(event.deadlines_started),
        reason=NOT_READ,
        not_done_because=NOT_READ,
    )
    escalating.escalate(dispute, wanted, given)


def _resolve(dispute: Dispute, event: Any, given: Given) -> None:
    actions = tuple(_alike(declaring.NewAction, action) for action in event.actions)
    ending = _alike(declaring.Ending, event, actions=actions, summary=NOT_READ)
    resolving.resolve(dispute, ending, given)


def _check_back(dispute: Dispute, event: Any, given: Given) -> None:
    checked = _alike(checking_back.Checked, event, evidence=None, note=None)
    checking_back.check_back(dispute, checked, given)


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


def as_it_was(dispute: Dispute, event: events.Event, given: Given) -> None:
    """What moves no deadline of the policy happens as it happened."""
    header = {"originator_id", "originator_version", "timestamp", "originator_topic"}
    said = {name: value for name, value in vars(event).items() if name not in header}
    said |= {"deadlines_ended": (), "deadlines_started": ()}
    dispute.trigger_event(type(event), timestamp=given.at, **said)


def _leave_out(_: Dispute, __: Any, ___: Given) -> None:
    """What time or a correction made by itself, and what became of the duties.

    Duties are opened anew by the policy that is tried, under names of its own.
    """


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
    events.DutyFulfilled: _leave_out,
    events.DutyDeclined: _leave_out,
    events.DutyWaived: _leave_out,
    events.DutyDelegated: _leave_out,
    events.DutyTold: _leave_out,
    events.DeadlineBreached: _leave_out,
    events.DeadlinePassed: _leave_out,
    events.DeadlineRecomputed: _leave_out,
}
