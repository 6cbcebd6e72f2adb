"""A count that can be shown: the day it ends on, every day counted or skipped."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A weekday that was not counted, and why."""

    date: date
    name: str


@dataclass(frozen=True, kw_only=True)
class Counted:
    """When a span of time is over, and how that was counted.

    `days` are those counted, none where hours or months were; `day_zero` is the day
    as of which the start counts, and is not counted itself.
    """

    due_on: date
    due_at: datetime
    days: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    day_zero: date
