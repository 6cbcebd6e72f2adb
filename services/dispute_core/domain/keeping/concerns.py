"""How long what people wrote in a concern is kept: after the lead's last decision."""

from collections.abc import Sequence
from datetime import date, datetime

from dispute_core.domain.concerns import (
    Concern,
    ConcernErased,
    ConcernEvent,
    following,
)
from dispute_core.domain.directory.retention import Rule, longest
from dispute_core.domain.refusals.retention import NotDue
from dispute_core.domain.retention import Retained, by_rules
from dispute_core.domain.values import By
from dispute_core.domain.working_time import local_date


def retained_concern(
    concern: Concern,
    rules: Sequence[Rule],
    *,
    readable: bool,
    held: bool,
    today: date,
) -> Retained:
    """What the schedule makes of a concern today.

    `readable` is whether any of its words are left, `held` whether a dispute from which
    it has grown is under a legal hold. One that nobody has decided on is not over.
    """
    if not concern.decisions:
        return Retained(why_not="not_closed")
    return by_rules(
        {one: longest(rules, "concerns", one) for one in _whose(concern)},
        local_date(concern.newest_at),
        erased=bool(concern.erasures) and not readable,
        held=held,
        today=today,
    )


def erasing(
    concern: Concern,
    kept: Retained,
    *,
    decided_by: str,
    checked_by: str,
    schedule_version: int,
    key: str | None,
    now: datetime,
) -> ConcernEvent:
    """The event that says that its words are erased, on whose word, by which rules."""
    if kept.why_not is not None or kept.due_on is None or kept.settled_on is None:
        raise NotDue
    return following(
        ConcernErased,
        concern,
        By(agency=decided_by),
        now,
        checked_by=checked_by,
        settled_on=kept.settled_on,
        due_on=kept.due_on,
        rules=kept.rules,
        schedule_version=schedule_version,
        key=key,
    )


def _whose(concern: Concern) -> tuple[str, ...]:
    """Whose record it is: of who raised it, and of whom it was shared with."""
    raised = concern.raised
    return (raised.agency, raised.about) if concern.shared else (raised.agency,)
