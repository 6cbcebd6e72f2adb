"""Walks through a board's open disputes when it has their deadlines counted anew."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import asyncpg
import structlog

from deadline_worker.failures import is_passing
from deadline_worker.loading import Load, load_each
from deadline_worker.watched import Watched
from dispute_core.application.core import Core
from dispute_core.application.ports import Lost
from dispute_core.application.recounting import recompute_deadlines
from dispute_core.domain.dispute import Dispute

_CHUNK = 64
_AGAIN_SECONDS = 30.0
"""After which a second walk meets what was raised while others knew the old days.

So long, too, a dispute is left alone that could not be counted anew.
"""

_FIRST = UUID(int=0)
_OPEN = """
SELECT DISTINCT dispute_id FROM open_deadlines
WHERE partnership = $1 AND dispute_id > $2 ORDER BY dispute_id LIMIT $3
"""

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class _Walk:
    """One way through the disputes of a partnership, and how far it has come."""

    partnership: str
    begins_at: float
    after: UUID = _FIRST
    again_after: float | None = None
    """In how many seconds it must be gone again, since a dispute could not be done."""

    def missed(self, again_after: float) -> None:
        self.again_after = max(self.again_after or 0.0, again_after)


@dataclass(kw_only=True)
class Recounts:
    """Has every dispute concerned look at its dates; those that moved are appended.

    What was done before is seen in the disputes themselves, so that a worker that
    starts anew, or a second one, does no harm by walking again.
    """

    core: Core
    pool: asyncpg.Pool
    load: Load
    watched: Watched
    stop: asyncio.Event
    monotonic: Callable[[], float] = time.monotonic
    recomputed: int = 0
    failed: int = 0
    _begun: set[int] = field(default_factory=set)
    _walks: list[_Walk] = field(default_factory=list)

    async def __call__(self) -> bool:
        """Go a step further; whether there is more to do at once.

        By a clock that runs ahead, what still runs would be taken for over; so while
        the clocks disagree it waits as breaches do.
        """
        await self._begin()
        now = self.monotonic()
        walk = next((w for w in self._walks if w.begins_at <= now), None)
        if walk is None or self.watched.held or self.stop.is_set():
            return False
        rows = await self.pool.fetch(_OPEN, walk.partnership, walk.after, _CHUNK)
        ids = [row[0] for row in rows]
        if ids:
            await self._step(walk, ids)
            walk.after = ids[-1]
            return True
        self._walks.remove(walk)
        if walk.again_after is not None:
            self._begin_walk(walk.partnership, walk.again_after)
        return False

    async def _begin(self) -> None:
        published = await self.core.catalogue.calendars()
        for recount in published.recounts():
            known = recount.position <= self.watched.position
            if known and recount.position not in self._begun:
                self._begun.add(recount.position)
                self._begin_walk(recount.publication.code, 0.0)
                self._begin_walk(recount.publication.code, _AGAIN_SECONDS)

    def _begin_walk(self, partnership: str, after_seconds: float) -> None:
        begins_at = self.monotonic() + after_seconds
        self._walks.append(_Walk(partnership=partnership, begins_at=begins_at))

    async def _step(self, walk: _Walk, ids: Sequence[UUID]) -> None:
        now = await self.pool.fetchval("SELECT clock_timestamp()")
        loaded, failures = await load_each(ids, self.load)
        for dispute_id, error in failures.items():
            self._failed(walk, dispute_id, error)
        for dispute in loaded.values():
            await self._recompute(walk, dispute, now)

    async def _recompute(self, walk: _Walk, dispute: Dispute, now: datetime) -> None:
        try:
            self.recomputed += await recompute_deadlines(dispute, self.core, now=now)
        except Lost:
            walk.missed(1.0)
        except Exception as error:
            if is_passing(error):
                raise
            self._failed(walk, dispute.id, error)

    def _failed(self, walk: _Walk, dispute_id: UUID, error: Exception) -> None:
        walk.missed(_AGAIN_SECONDS)
        self.failed += 1
        logger.error(
            "The deadlines of a dispute could not be counted anew; trying again later.",
            dispute_id=str(dispute_id),
            kind=type(error).__name__,
        )
