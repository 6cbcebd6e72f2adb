"""A year of a calendar laid out day by day, so that counting need not ask again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dispute_core.domain.working_time.clock import ONE_DAY
from dispute_core.domain.working_time.counted import Skipped

SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Year:
    """The days of a year that are worked, and its weekdays that are not."""

    closed: Mapping[date, str]
    worked: tuple[date, ...]
    skipped: tuple[Skipped, ...]


def lay_out(number: int, closed: Mapping[date, str]) -> Year:
    """The days of a year, where these are closed and named."""
    worked: list[date] = []
    skipped: list[Skipped] = []
    day = date(number, 1, 1)
    while day.year == number:
        if day.weekday() < SATURDAY:
            name = closed.get(day)
            if name is None:
                worked.append(day)
            else:
                skipped.append(Skipped(date=day, name=name))
        day += ONE_DAY
    return Year(closed=closed, worked=tuple(worked), skipped=tuple(skipped))
