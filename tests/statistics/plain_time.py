"""Days, hours and medians, plainly."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")


def day(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def hours(began: datetime, ended: datetime) -> int:
    seconds = (ended - began).total_seconds()
    return int(-(-seconds // 3600))


def worked(began: datetime, ended: datetime) -> int:
    at, number = day(began), 0
    while at < day(ended):
        at += timedelta(days=1)
        number += at.weekday() < 5 and at not in _england()
    return number


@cache
def _england() -> Any:
    return holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2029))


def median(values: Iterable[int]) -> int | None:
    """The middle one; of two in the middle, the lower."""
    ordered = sorted(values)
    while ordered[2:]:
        ordered = ordered[1:-1]
    return ordered[0] if ordered else None
