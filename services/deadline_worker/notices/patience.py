"""How long a notice is tried, and how long between two tries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom

from deadline_worker.notices.settings import NoticeSettings
from dispute_core.domain.working_time import Calendar

WITHOUT_CALENDAR = timedelta(days=14)
"""Longer than any five working days in the United Kingdom, Christmas included."""

_GROWS = 3
_SPREAD = (0.8, 1.2)
"""So that what failed together does not come back together."""

_MOST_DOUBLINGS = 16


@dataclass(frozen=True, kw_only=True)
class Tries:
    """The rule by which tries follow each other."""

    settings: NoticeSettings
    spread: Callable[[float, float], float] = SystemRandom().uniform

    def again_at(self, now: datetime, attempts: int) -> datetime:
        """When to try again after so many attempts."""
        grown = self.settings.notices_first_retry_seconds * _GROWS ** min(
            attempts - 1, _MOST_DOUBLINGS
        )
        seconds = min(grown, self.settings.notices_longest_retry_seconds)
        return now + timedelta(seconds=seconds * self.spread(*_SPREAD))

    def until(self, first_failed: datetime, calendar: Calendar | None) -> datetime:
        """The end of the last working day on which it is tried."""
        if calendar is None:
            return first_failed + WITHOUT_CALENDAR
        return calendar.working_days(
            first_failed, self.settings.notices_working_days
        ).due_at
