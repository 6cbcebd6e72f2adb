"""Keeps the table of open deadlines in step with the log, before each sweep."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

_AT_MOST_SECONDS = 2.0
"""A long way to catch up must not keep what is already due from being fired."""


FULL = 500
"""Events of a batch; where it is not full, the end of the log was reached."""


@dataclass(kw_only=True)
class CatchingUp:
    """Takes in the log, batch by batch, until nothing is new.

    What is appended meanwhile waits for the next turn, for which it wakes the worker.
    """

    batch: Callable[[], Awaitable[int]]
    stop: asyncio.Event

    async def __call__(self) -> bool:
        """Catch up for a while; whether there is still more."""
        limit = time.monotonic() + _AT_MOST_SECONDS
        while not self.stop.is_set():
            if await self.batch() < FULL:
                return False
            if time.monotonic() >= limit:
                return True
        return False
