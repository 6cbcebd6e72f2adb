"""When to remind of a deadline: the service's own rule, never the document's words."""

from datetime import date, datetime, time, timedelta

from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.working_time import Calendar, local_date, local_instant

IN_THE_MORNING = time(9)
"""The hour in London at which reminders go, and the one mail of a day with them."""

_TICK = timedelta(microseconds=1)
_ONE_DAY = timedelta(days=1)
LONGEST_BREAK = 31
"""Days within which every calendar has one that is worked."""


def remind_at(
    deadline: DeadlineSet, calendar: Calendar | None, before: int | None = None
) -> datetime | None:
    """The morning of so many working days before, one where the board says nothing.

    A limit that is shorter is reminded of on the first of its mornings, and one with
    none when half of it is over.
    """
    due_at = deadline.due_at
    if due_at is None or due_at <= deadline.started_at:
        return None
    morning, day = None, local_date(due_at - _TICK)
    for _ in range(before or 1):
        day = _working_day_before(day, calendar)
        earlier = local_instant(day, IN_THE_MORNING)
        if earlier <= deadline.started_at:
            break
        morning = earlier
    return morning or deadline.started_at + (due_at - deadline.started_at) / 2


def _working_day_before(day: date, calendar: Calendar | None) -> date:
    for _ in range(LONGEST_BREAK):
        day -= _ONE_DAY
        if calendar is None or calendar.is_working_day(day):
            break
    return day
