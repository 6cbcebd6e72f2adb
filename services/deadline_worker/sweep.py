"""One sweep: look, judge the clocks, and fire what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import structlog

from deadline_worker.board import Look, look, watched_by_others
from deadline_worker.cause import PROMPT, Causes
from deadline_worker.clock import Clocks, ClockWatch
from deadline_worker.firing import Firing
from deadline_worker.watched import Interval, Watched
from dispute_core.domain.vocabulary import BreachCause

WINDOW = 4000
"""How many due rows one sweep takes."""

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Sweep:
    """Suggests to each dispute with a due row that it look at its deadlines."""

    worker_id: str
    pool: asyncpg.Pool
    clocks: Clocks
    clock_watch: ClockWatch
    watched: Watched
    firing: Firing
    window: int = WINDOW
    _behind: bool = False

    async def __call__(self) -> bool:
        """Sweep once; whether there may be more to do at once."""
        seen = await look(self.pool, self.clocks, limit=self.window)
        self._judge_clocks(seen)
        self.watched.position = seen.position
        if self.clock_watch.held:
            return False
        full = len(seen.due) == self.window
        fired = 0
        if seen.due:
            fired = await self.firing.fire(await self._causes(seen, full), seen.now)
        self.watched.looked(seen.as_of)
        self._behind = full
        return fired > 0

    def _judge_clocks(self, seen: Look) -> None:
        was_held = self.clock_watch.held
        held = not self.clock_watch.look(seen.reading)
        self.watched.held = held
        self.watched.clock_difference = self.clock_watch.difference
        if held and not was_held:
            logger.critical(
                "The clocks disagree; no breach is recorded until they agree again.",
                database_ahead_seconds=self.clock_watch.difference.total_seconds(),
            )
        elif was_held and not held:
            logger.warning("The clocks agree again; recording what fell due meanwhile.")

    async def _causes(self, seen: Look, full: bool) -> dict[UUID, BreachCause]:
        """The cause for each dispute; its deadline that waited longest decides."""
        causes = Causes(
            now=seen.now,
            clocks=self.clock_watch,
            watched=await self._watched(seen),
            behind=full or self._behind,
        )
        found: dict[UUID, BreachCause] = {}
        for row in seen.due:
            if row.dispute_id not in found:
                found[row.dispute_id] = causes.of(row.due_at)
        return found

    async def _watched(self, seen: Look) -> Sequence[Interval]:
        oldest = seen.due[0].due_at
        if seen.now - oldest <= PROMPT:
            return ()
        own = [self.watched.interval] if self.watched.interval else []
        since = oldest - PROMPT
        others = await watched_by_others(self.pool, self.worker_id, since=since)
        return [*own, *others]
