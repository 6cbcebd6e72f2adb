"""The clock on the wall in Europe/London, its changes in spring and autumn included."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
MIDNIGHT = time()


@cache
def london() -> ZoneInfo:
    # Cached rather than a constant: its first use reads the time zone database.
    return ZoneInfo("Europe/London")


@lru_cache(maxsize=4096)
def local_date(at: datetime) -> date:
    """The date on which an instant falls in Europe/London."""
    return at.astimezone(london()).date()


def local_time(at: datetime) -> time:
    """The time of day that the clock shows at an instant."""
    return at.astimezone(london()).time()


def local_instant(day: date, clock: time) -> datetime:
    """The instant, in UTC, at which the clock shows a time on a date."""
    return datetime.combine(day, clock, london()).astimezone(UTC)


@lru_cache(maxsize=4096)
def end_of(day: date) -> datetime:
    """The instant, in UTC, at which a local date is over."""
    return local_instant(day + ONE_DAY, MIDNIGHT)
