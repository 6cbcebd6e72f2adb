"""What a worker knows of its own watching: since when, and up to which instant."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

GAP = timedelta(seconds=10)
"""Two looks further apart than this leave a time in which nobody looked."""


@dataclass(frozen=True)
class Interval:
    """A time during which a worker looked every few seconds, nothing hidden from it."""

    since: datetime
    until: datetime

    def covers(self, at: datetime, tolerance: timedelta) -> bool:
        return self.since <= at <= self.until + tolerance


@dataclass
class Watched:
    """The time that this worker has watched without a gap, for its heartbeat."""

    interval: Interval | None = None
    position: int = 0
    clock_difference: timedelta = timedelta()
    held: bool = False
    last_look: float = field(default_factory=time.monotonic)
    """When it last looked; until it has, when it began."""

    def looked(self, as_of: datetime) -> None:
        """Note a look that no event recorded before `as_of` was hidden from."""
        self.last_look = time.monotonic()
        last = self.interval
        if last is None or as_of - last.until > GAP:
            self.interval = Interval(as_of, as_of)
        elif as_of > last.until:
            self.interval = Interval(last.since, as_of)


def anyone_watched(
    at: datetime, intervals: Iterable[Interval], tolerance: timedelta
) -> bool:
    return any(interval.covers(at, tolerance) for interval in intervals)
