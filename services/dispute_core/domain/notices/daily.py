"""What may wait for the one mail of a working day, and when that mail goes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.notice import AGENCY, Notice, NoticeKind
from dispute_core.domain.notices.reminding import LONGEST_BREAK
from dispute_core.domain.releases import NAMESPACE
from dispute_core.domain.working_time import Calendar, end_of, local_date, local_instant

AT_TEN = time(10)
"""The hour in London: an hour after that of reminders, which are in it then."""

_AT_ONCE: frozenset[NoticeKind] = frozenset({"record_sent", "undelivered"})
"""What a person has sent, and what a person must see to because a machine could not."""

_TELLS_THE_BOARD: frozenset[NoticeKind] = frozenset({"escalated", "duty"})
_ONE_DAY = timedelta(days=1)


def next_mail(since: datetime, calendar: Calendar | None) -> datetime:
    """When the next mail of a day goes; without a calendar every day is worked."""
    day = local_date(since)
    for _ in range(LONGEST_BREAK):
        at = local_instant(day, AT_TEN)
        if at >= since and _is_worked(day, calendar):
            return at
        day += _ONE_DAY
    return since


def mail_of_the_day(partnership: str, places: Sequence[str], at: datetime) -> UUID:
    """The id of the one mail of a morning to those who are reached at these places."""
    return uuid5(NAMESPACE, f"digest/{partnership}/{'+'.join(places)}/{at.isoformat()}")


def may_wait(notice: Notice, dispute: Dispute, now: datetime, until: datetime) -> bool:
    """Whether nothing is lost by holding a notice back until an instant.

    An immediate risk, what is owed by then, today or was before, and that a board is
    told of a dispute, wait for no mail of the day.
    """
    if dispute.immediate_risk.present or notice.kind in _AT_ONCE:
        return False
    if dispute.board_sees and notice.kind in _TELLS_THE_BOARD:
        return notice.to.kind == AGENCY
    due_at = notice.asked.due_at
    return due_at is None or due_at > max(until, end_of(local_date(now)))


def _is_worked(day: date, calendar: Calendar | None) -> bool:
    return calendar is None or calendar.is_working_day(day)
