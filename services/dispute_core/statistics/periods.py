"""The spans of time over which is counted, by the calendar on the wall.

Days begin and end at midnight in Europe/London, in every nation of the United Kingdom;
boards there report by the year from 1 April to 31 March.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dispute_core.domain.working_time import end_of, local_date, local_instant

APRIL = 4


@dataclass(frozen=True, kw_only=True)
class Period:
    """Some days on end, the first and the last included."""

    first: date
    last: date

    @property
    def begins_at(self) -> datetime:
        return local_instant(self.first, time())

    @property
    def ends_at(self) -> datetime:
        """The instant after its last."""
        return end_of(self.last)

    def holds(self, at: datetime) -> bool:
        return self.begins_at <= at < self.ends_at

    def before(self) -> "Period":
        """The period just before it: as many whole months, or else as many days."""
        last = self.first - timedelta(days=1)
        months = self._whole_months()
        if months:
            return Period(first=_months_earlier(self.first, months), last=last)
        return Period(first=last - (self.last - self.first), last=last)

    def _whole_months(self) -> int:
        following = self.last + timedelta(days=1)
        if self.first.day != 1 or following.day != 1:
            return 0
        years = following.year - self.first.year
        return years * 12 + following.month - self.first.month


def reporting_year(beginning: int) -> Period:
    """The year from 1 April of one year to 31 March of the next."""
    return Period(
        first=date(beginning, APRIL, 1), last=date(beginning + 1, APRIL - 1, 31)
    )


def year_of(at: datetime) -> int:
    """In which reporting year an instant falls, by the year in which that begins."""
    day = local_date(at)
    return day.year if day.month >= APRIL else day.year - 1


def reporting_year_is(period: Period) -> int | None:
    """Which reporting year a period is, if it is one."""
    year = period.first.year
    return year if period == reporting_year(year) else None


def _months_earlier(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)
