"""Following the log at leisure: what nobody waits for takes a tenth of the time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from deadline_worker.failures import is_passing

_LONGEST_SECONDS = 2.0
_TIMES_AS_LONG = 9
_PAUSE_SECONDS = 2.0

logger = structlog.get_logger(__name__)


def rest_after(seconds: float) -> float:
    """How long to leave the machine to others after so much work.

    A flood of events is then told and counted a little later, and no deadline waits.
    """
    return min(_TIMES_AS_LONG * seconds, _LONGEST_SECONDS)


@dataclass(kw_only=True)
class Unhurried:
    """Takes in the log, batch by batch, beside the watching of deadlines."""

    batch: Callable[[], Awaitable[int]]
    idle_seconds: float

    async def run(self) -> None:
        """Work until cancelled; trouble of the database passes."""
        while True:
            began = time.monotonic()
            try:
                taken = await self.batch()
            except Exception as error:
                if not is_passing(error):
                    raise
                logger.warning("The log is not followed.", kind=type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)
            else:
                busy = rest_after(time.monotonic() - began)
                await asyncio.sleep(busy if taken else self.idle_seconds)
