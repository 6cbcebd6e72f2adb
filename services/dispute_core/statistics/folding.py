"""From a folded dispute and its events to the facts that are counted."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    Escalated,
    Event,
    LimitSet,
    Raised,
    Reopened,
    SideOutcomeRecorded,
)
from dispute_core.statistics.facts import (
    Checked,
    DisputeFacts,
    Extension,
    Limit,
    Skip,
    Stage,
    State,
)

CHECKS = ("understanding", "completion", "outcome_for_person", "review")
_AGREED_DATES = ("action-", "review-")
_PASSED = ("breached", "late", "indication")
_DROPPED = ("stopped", "superseded")


def facts_of(dispute: Dispute, events: Iterable[Event]) -> DisputeFacts:
    """The facts of a dispute; `events` are those from which it was folded."""
    told = list(events)
    beside = _led_to(told)
    ended = dispute.resolution if dispute.settled else None
    return DisputeFacts(
        id=dispute.id,
        reference=dispute.raised.reference,
        partnership=dispute.raised.partnership,
        policy=dispute.raised.policy.ref,
        raised_at=dispute.raised_at,
        raised_by=dispute.raised_by.agency,
        responding=tuple(dict.fromkeys(one.agency for one in dispute.responding)),
        category=dispute.category,
        level_of_need=dispute.raised.level_of_need,
        immediate_risk=any(_says_immediate_risk(event) for event in told),
        status=dispute.status,
        stages=tuple(_stages(dispute)),
        outcome=ended.outcome if ended else None,
        withdrawn_on=dispute.withdrawal.ground if dispute.withdrawal else None,
        ended_at=_ended_at(dispute),
        limits=tuple(_limits(dispute)),
        skips=tuple(_skips(dispute, told)),
        extensions=tuple(_extensions(told)),
        checks=tuple(
            Checked(kind=one.kind, result=one.result) for one in dispute.check_backs
        ),
        checks_due=sum(
            duty.outstanding and duty.due.kind in CHECKS for duty in dispute.duties
        ),
        reopened=tuple(event.ground for event in told if isinstance(event, Reopened)),
        records=tuple(
            record.kind for record in dispute.records if record.visible_to == "parties"
        ),
        side_outcomes=tuple(event.kind for event in beside),
        themes=tuple(theme for event in beside for theme in event.themes),
    )


def _ended_at(dispute: Dispute) -> datetime | None:
    if dispute.withdrawal is not None:
        return dispute.withdrawal.timestamp
    ended = dispute.resolution if dispute.settled else None
    return ended.resolved_at if ended else None


def _stages(dispute: Dispute) -> Iterator[Stage]:
    for passed in dispute.stages:
        yield Stage(id=passed.entered.id, number=passed.entered.number)


def _extensions(events: Iterable[Event]) -> Iterator[Extension]:
    for event in events:
        if isinstance(event, LimitSet) and event.binding:
            yield Extension(kind=event.kind, duty=event.duty)


def _led_to(events: Iterable[Event]) -> list[SideOutcomeRecorded]:
    """What the dispute led to, where all parties may know; not an agency's own."""
    return [
        event
        for event in events
        if isinstance(event, SideOutcomeRecorded) and event.visible_to == "parties"
    ]


def _says_immediate_risk(event: Event) -> bool:
    if isinstance(event, Raised):
        return event.immediate_risk.present
    if isinstance(event, Escalated):
        risk = event.immediate_risk
        return event.trigger == "immediate_risk" or bool(risk and risk.present)
    return False


def _skips(dispute: Dispute, events: Iterable[Event]) -> Iterator[Skip]:
    """Stages left out: a start at a later one, or a step over the next one."""
    numbers = {passed.entered.id: passed.entered.number for passed in dispute.stages}
    for event in events:
        if isinstance(event, Raised) and event.start_ground is not None:
            yield Skip(at="start", ground=event.start_ground, to_stage=event.stage.id)
        if isinstance(event, Escalated):
            before = numbers.get(event.from_stage, event.stage.number)
            if event.stage.number > before + 1:
                yield Skip(at="later", ground=event.trigger, to_stage=event.stage.id)


def _limits(dispute: Dispute) -> Iterator[Limit]:
    """Each dated duty once for every time that it was set and not replaced.

    A generation that ran from a wrong instant gives way to the one that is right.
    """
    corrected = {id(one.corrects) for one in dispute.deadlines if one.corrects}
    for deadline in dispute.deadlines:
        due_at, state = deadline.set.due_at, _state(deadline)
        if due_at is None or state is None or id(deadline) in corrected:
            continue
        settled = deadline.settled
        yield Limit(
            duty=deadline.set.duty,
            stage=deadline.set.stage,
            holder=deadline.set.holder,
            agencies=_owing(dispute, deadline),
            force=deadline.set.force,
            started_at=deadline.set.started_at,
            due_at=due_at,
            settled_at=settled.occurred_at if settled else None,
            state=state,
            reported=deadline.breach is not None,
            agreed_date=deadline.set.duty.startswith(_AGREED_DATES),
            settled_by_resolution="resolution" in deadline.set.settled_by,
        )


def _state(deadline: Deadline) -> State | None:
    """None for a duty that fell away before its time."""
    if deadline.settled is not None and deadline.status not in _DROPPED:
        return "in_time" if deadline.settled.in_time else "late"
    if deadline.status in _PASSED:
        return "missed"
    return "running" if deadline.status == "running" else None


def _owing(dispute: Dispute, deadline: Deadline) -> tuple[str, ...]:
    if deadline.set.agency is not None:
        return (deadline.set.agency,)
    raising = (dispute.raised_by.agency,)
    responding = tuple(party.agency for party in dispute.responding)
    owing = {
        "raising": raising,
        "responding": responding,
        "both": (*raising, *responding),
        "board": ("board",),
    }
    return tuple(dict.fromkeys(owing[deadline.set.holder]))
