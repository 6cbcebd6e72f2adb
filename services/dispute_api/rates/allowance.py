"""What one client, or one agency, has left of its rate: a leaky bucket as an instant.

All that was used has come back at `whole_at`. One number says everything, and the sum
of what several processes have let pass is a sum of spans (the generic cell rate
algorithm, as ATM networks meter with).
"""

from hashlib import sha256
from math import ceil
from typing import Literal

from dispute_api.rates.limits import Rate

Policy = Literal["client", "agency"]
_HAIR = 1e-4


class Allowance:
    """As far as this process knows; instants are those of its own steady clock."""

    __slots__ = ("key", "policy", "rate", "untold", "whole_at")

    def __init__(self, policy: Policy, name: str, rate: Rate) -> None:
        self.policy = policy
        self.rate = rate
        self.key = sha256(f"{policy}\n{name}".encode()).digest()[:16]
        self.whole_at = 0.0
        self.untold = 0
        """How many were let pass of which the other processes do not know yet."""

    def wait(self, now: float) -> float:
        """Seconds until one more may pass; none where that is now."""
        missing = self._used(now) + 1 - self.rate.requests
        return missing * self.rate.each if missing > 0 else 0.0

    def take(self, now: float) -> None:
        """Let one pass."""
        self.whole_at = max(self.whole_at, now) + self.rate.each
        self.untold += 1

    def left(self, now: float) -> int:
        """How many may pass at once."""
        return max(0, self.rate.requests - ceil(self._used(now)))

    def tell(self, now: float, *, late: bool) -> float:
        """The span of all that is untold, which is told from now on.

        After a time without the others, what has come back since needs no telling.
        """
        untold, self.untold = self.untold, 0
        if late:
            untold = min(untold, ceil(self._used(now)))
        return untold * self.rate.each

    def told(self, whole_in: float, now: float) -> None:
        """Take what all processes together know, and what was let pass meanwhile."""
        self.whole_at = now + whole_in + self.untold * self.rate.each

    def not_told(self, span: float) -> None:
        """Keep for later what could not be told."""
        self.untold += round(span / self.rate.each)

    def _used(self, now: float) -> float:
        """How many have not come back; a sum of small spans is never quite exact."""
        return max(0.0, (self.whole_at - now) / self.rate.each - _HAIR)
