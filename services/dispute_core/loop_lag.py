"""How late a process comes to what it has to do: its event loop, watched from inside.

What blocks the loop delays every request and every deadline alike.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import Histogram

_EVERY_SECONDS = 0.25
_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class LoopLag:
    """Sleeps again and again, and notes by how much it wakes too late."""

    def __init__(self) -> None:
        self.seconds = Histogram(
            "concord_event_loop_lag_seconds",
            "By how much the process woke too late.",
            buckets=_BUCKETS,
            registry=None,
        )

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            asleep = time.perf_counter()
            await asyncio.sleep(_EVERY_SECONDS)
            late = time.perf_counter() - asleep - _EVERY_SECONDS
            self.seconds.observe(max(late, 0.0))

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.watch(), name="loop lag")
        try:
            yield
        finally:
            task.cancel()
