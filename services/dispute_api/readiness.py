"""Whether requests should come here: anybody may ask, often, so it must cost little.

However many ask at once, the database is asked once, and nobody waits for long.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from dispute_core.asking import Asking
from dispute_core.domain.errors import Unavailable
from dispute_core.readmodel.readiness import expect_ready

ANSWER_SECONDS = 2.0
SILENT = "The database does not answer in time."


@dataclass(kw_only=True)
class Readiness:
    """Asks on behalf of everybody who wants to know just now."""

    asking: Asking
    migration: str
    without_worker: timedelta
    """How long requests are taken while no worker is heard of; zero for ever."""
    _under_way: asyncio.Task[None] | None = field(default=None, init=False)

    async def expect(self) -> None:
        """Raises `Unavailable` where nobody can be served, and says why."""
        if self._under_way is None:
            self._under_way = asyncio.create_task(self._ask(), name="readiness")
        await asyncio.shield(self._under_way)

    async def _ask(self) -> None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await expect_ready(self.asking, self.migration, self.without_worker)
        except TimeoutError:
            raise Unavailable(SILENT) from None
        finally:
            self._under_way = None
