"""Says once a second that this worker lives, even while it is busy."""

import asyncio
from dataclasses import dataclass

import asyncpg
import structlog

from deadline_worker.board import beat, forget_old_beats
from deadline_worker.failures import is_passing
from deadline_worker.watched import Watched

_EVERY_SECONDS = 1.0

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Heartbeat:
    """Writes what the worker has watched to where others, and monitors, can see it."""

    worker_id: str
    pool: asyncpg.Pool
    watched: Watched
    _forgot: bool = False

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(_EVERY_SECONDS)

    async def once(self) -> None:
        """Beat; a database that is away for a moment is no reason to die."""
        try:
            await beat(self.pool, self.worker_id, self.watched)
            if not self._forgot:
                await forget_old_beats(self.pool)
                self._forgot = True
        except Exception as error:
            if not is_passing(error):
                raise
            logger.debug("No heartbeat was written.", kind=type(error).__name__)
