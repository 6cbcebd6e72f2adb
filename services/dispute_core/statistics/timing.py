"""How long things took, and whether that was within their limits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispute_core.statistics.facts import State

WorkingDays = Callable[[datetime, datetime], int]
"""How many working days lie between two instants, by the nation's own calendar."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Span:
    """From when until when something took, and how that stood against its limit.

    `ended_at` is None while it lasts; `against` where there was no limit.
    """

    began_at: datetime
    ended_at: datetime | None
    against: State | None


@dataclass(frozen=True, kw_only=True)
class Times:
    """Many spans: how many, how long, and how they stood against their limits.

    Medians are of those that have ended, the lower of two in the middle, so that each
    is a time that something did take; hours are whole hours begun.
    """

    number: int
    ended: int
    in_time: int
    late: int
    missed: int
    running: int
    without_limit: int
    median_hours: int | None
    median_working_days: int | None


def times_of(spans: Iterable[Span], working_days: WorkingDays) -> Times:
    """Count spans and find their medians."""
    some = list(spans)
    over = [(one.began_at, one.ended_at) for one in some if one.ended_at is not None]
    stood = [one.against for one in some]
    return Times(
        number=len(some),
        ended=len(over),
        in_time=stood.count("in_time"),
        late=stood.count("late"),
        missed=stood.count("missed"),
        running=stood.count("running"),
        without_limit=stood.count(None),
        median_hours=_median([-((began - ended) // _HOUR) for began, ended in over]),
        median_working_days=_median(
            [working_days(began, ended) for began, ended in over]
        ),
    )


def _median(values: list[int]) -> int | None:
    return sorted(values)[(len(values) - 1) // 2] if values else None
