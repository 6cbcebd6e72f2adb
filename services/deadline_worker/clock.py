"""Decides whether the clocks may be believed: a breach in the log stays for ever.

The database's clock says what is due. If it disagrees with this machine's clock, or
moved differently from this machine's stopwatch, one of them is wrong, and a forward
jump would accuse people of being late who are not. So firing is held until the clocks
have agreed for a while; holding delays a breach and loses none.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, overload

ALLOWED = timedelta(seconds=5)
STEADY = timedelta(seconds=60)
"""How long the clocks must agree again after one of them jumped."""

_HOLDS_REMEMBERED = 64


def _wall() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Our own clocks; tests give others."""

    wall: Callable[[], datetime] = _wall
    monotonic: Callable[[], float] = time.monotonic

    def now(self) -> "Instant":
        return Instant(wall=self.wall(), monotonic=self.monotonic())


@dataclass(frozen=True, kw_only=True)
class Instant:
    """Our own clocks at one moment."""

    wall: datetime
    monotonic: float


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The database's time, and our own clocks before and after we asked for it.

    A slow answer widens the interval in which the database's time was read, so that
    slowness is never taken for a wrong clock.
    """

    database: datetime
    before: Instant
    after: Instant


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A time of the database during which nothing was fired."""

    begun: datetime
    ended: datetime

    def covers(self, at: datetime) -> bool:
        return self.begun <= at <= self.ended


@dataclass(kw_only=True)
class ClockWatch:
    """Judges one reading after another, and remembers when it had to hold."""

    allowed: timedelta = ALLOWED
    steady: timedelta = STEADY
    difference: timedelta = timedelta()
    """By how much the database's clock is ahead of ours, as far as that is certain."""

    holds: deque[Hold] = field(default_factory=lambda: deque(maxlen=_HOLDS_REMEMBERED))
    _last: Reading | None = None
    _held_from: datetime | None = None
    _held_until: float = 0.0

    @property
    def held(self) -> bool:
        return self._held_from is not None

    def look(self, reading: Reading) -> bool:
        """Say whether breaches may be fired by this reading."""
        self.difference = _outside(
            reading.database, reading.before.wall, reading.after.wall
        )
        jump = self._jump(reading)
        trusted = self._last.database if self._last else None
        self._last = reading
        if max(abs(self.difference), abs(jump)) > self.allowed:
            if self._held_from is None:
                self._held_from = trusted or min(reading.database, reading.before.wall)
            self._held_until = reading.after.monotonic + self.steady.total_seconds()
        elif (
            self._held_from is not None and reading.after.monotonic >= self._held_until
        ):
            self.holds.append(Hold(begun=self._held_from, ended=reading.database))
            self._held_from = None
        return not self.held

    def was_held_at(self, at: datetime) -> bool:
        """Whether a deadline due then had to wait for the clocks."""
        return any(hold.covers(at) for hold in self.holds)

    def _jump(self, reading: Reading) -> timedelta:
        """By how much the database's clock moved otherwise than our stopwatch did."""
        last = self._last
        if last is None:
            return timedelta()
        moved = reading.database - last.database
        least = reading.before.monotonic - last.after.monotonic
        most = reading.after.monotonic - last.before.monotonic
        return _outside(moved, timedelta(seconds=least), timedelta(seconds=most))


@overload
def _outside(value: datetime, low: datetime, high: datetime) -> timedelta: ...
@overload
def _outside(value: timedelta, low: timedelta, high: timedelta) -> timedelta: ...
def _outside(value: Any, low: Any, high: Any) -> timedelta:
    """How far a value lies above (or, negative, below) an interval."""
    above: timedelta = value - min(max(value, low), high)
    return above
