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
        return max(0.0, self.whole_at + self.rate.each - now - self.rate.seconds)

    def take(self, now: float) -> None:
        """Let one pass."""
        self.whole_at = max(self.whole_at, now) + self.rate.each
        self.untold += 1

    def left(self, now: float) -> int:
        """How many may pass at once."""
        # A hair more than is used: a sum of many small spans is never exact.
        used = (self.whole_at - now) / self.rate.each - 1e-6
        return max(0, self.rate.requests - max(0, ceil(used)))

    def tell(self) -> float:
        """The span of all that is untold, which is told from now on."""
        untold, self.untold = self.untold, 0
        return untold * self.rate.each

    def told(self, whole_in: float, now: float) -> None:
        """Take what all processes together know, and what was let pass meanwhile."""
        self.whole_at = now + whole_in + self.untold * self.rate.each

    def not_told(self, span: float, now: float) -> None:
        """Keep for later what could not be told, but for what has come back since."""
        used = max(0.0, self.whole_at - now)
        untold = self.untold + round(span / self.rate.each)
        self.untold = min(untold, ceil(used / self.rate.each))
