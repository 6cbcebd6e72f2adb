"""Counting running deadlines anew, when a board that changed its days says so."""

from dataclasses import dataclass, replace
from datetime import datetime

from dispute_core.domain.acts.setting_anew import set_anew
from dispute_core.domain.acts.timing import (
    AGREED_DATES,
    superseded,
)
from dispute_core.domain.deadlines import Deadline, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Policy
from dispute_core.domain.reasons import counted_anew
from dispute_core.domain.working_time import Calendar


@dataclass(frozen=True, kw_only=True)
class Recounting:
    """What the board published, as `lewisham@2`, why, and what is counted with now."""

    publication: str
    reason: str
    policy: Policy
    calendar: Calendar


def recompute(dispute: Dispute, wanted: Recounting, now: datetime) -> int:
    """Set anew each running deadline whose date is another now; how many those were.

    What is settled or has passed stays as it is. So does a date that would now lie in
    the past: nobody can have kept what nobody could know.
    """
    if dispute.settled:
        return 0
    count = 0
    for deadline in dispute.open_deadlines():
        again = _again(dispute, deadline, wanted)
        if again is not None and _moves(deadline, again, now):
            _record(dispute, deadline, again, wanted, now)
            count += 1
    return count


def _again(
    dispute: Dispute, deadline: Deadline, wanted: Recounting
) -> DeadlineSet | None:
    """The deadline as it would be set with the new days; None if none are counted."""
    rule = wanted.policy.limits_by_duty().get(deadline.set.duty)
    if rule is None or deadline.set.duty.startswith(AGREED_DATES):
        return None
    return set_anew(dispute, deadline, rule, wanted.calendar)


def _moves(deadline: Deadline, again: DeadlineSet, now: datetime) -> bool:
    old, new = deadline.set.due_at, again.due_at
    if deadline.status != "running" or old is None or new is None:
        return False
    return old != new and old > now and new > now


def _record(
    dispute: Dispute,
    deadline: Deadline,
    again: DeadlineSet,
    wanted: Recounting,
    now: datetime,
) -> None:
    old, new = deadline.set.due_at, again.due_at
    if old is None or new is None:
        return
    sentence = counted_anew(
        again.reason, before=old, publication=wanted.publication, why=wanted.reason
    )
    dispute.trigger_event(
        Dispute.DeadlineRecomputed,
        duty=deadline.set.duty,
        generation=deadline.set.generation,
        stage=deadline.set.stage,
        old_due_at=old,
        new_due_at=new,
        calendar=wanted.calendar.version,
        publication=wanted.publication,
        reason=wanted.reason,
        deadlines_ended=(superseded(deadline),),
        deadlines_started=(replace(again, reason=sentence),),
        timestamp=now,
    )
