"""When to remind of a deadline: the service's own rule, never the document's words."""

from datetime import datetime, time, timedelta

from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.working_time import Calendar, local_date, local_instant

IN_THE_MORNING = time(9)
_TICK = timedelta(microseconds=1)
_ONE_DAY = timedelta(days=1)
_LONGEST_BREAK = 31
"""Days within which every calendar has one that is worked."""


def remind_at(deadline: DeadlineSet, calendar: Calendar | None) -> datetime | None:
    """The morning of the working day before; of a short limit, when half is over."""
    if deadline.due_at is None:
        return None
    before = _day_before(deadline.due_at, calendar)
    if before > deadline.started_at:
        return before
    half = deadline.started_at + (deadline.due_at - deadline.started_at) / 2
    return half if deadline.due_at > deadline.started_at else None


def _day_before(due_at: datetime, calendar: Calendar | None) -> datetime:
    day = local_date(due_at - _TICK)
    for _ in range(_LONGEST_BREAK):
        day -= _ONE_DAY
        if calendar is None or calendar.is_working_day(day):
            break
    return local_instant(day, IN_THE_MORNING)
