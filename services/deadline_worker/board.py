"""What a sweep reads, in one look at the database, and the heartbeats beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from deadline_worker.clock import Clocks, Reading
from deadline_worker.watched import Interval, Watched
from dispute_core.readmodel.open_deadlines import Due, OpenDeadlines, due

_HEAD = """
SELECT head.position, coalesce(read.position, 0),
       (SELECT recorded_at FROM events
        WHERE events.position = coalesce(read.position, 0) + 1)
FROM head LEFT JOIN projection_positions AS read ON read.name = $1
"""
_WATCHED = """
SELECT swept_since, swept_at FROM worker_heartbeats
WHERE swept_at >= $1 AND worker_id <> $2
"""
_BEAT = """
INSERT INTO worker_heartbeats
    (worker_id, seen_at, position, swept_since, swept_at, clock_difference_ms, held)
VALUES ($1, clock_timestamp(), $2, $3, $4, $5, $6)
ON CONFLICT (worker_id) DO UPDATE SET
    seen_at = excluded.seen_at, position = excluded.position,
    swept_since = excluded.swept_since, swept_at = excluded.swept_at,
    clock_difference_ms = excluded.clock_difference_ms, held = excluded.held
"""
_FORGET = (
    "DELETE FROM worker_heartbeats WHERE seen_at < clock_timestamp() - $1::interval"
)
_REMEMBERED = timedelta(days=7)
_GREATEST = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Look:
    """The open deadlines as they stood in one snapshot of the database."""

    reading: Reading
    position: int
    head: int
    as_of: datetime
    """No deadline recorded before this instant was hidden from the look."""
    due: Sequence[Due]

    @property
    def now(self) -> datetime:
        return self.reading.database


async def look(pool: asyncpg.Pool, clocks: Clocks, *, limit: int) -> Look:
    """Read the clocks, then what is due by the database's."""
    async with pool.acquire() as connection:
        before = clocks.now()
        now = await connection.fetchval("SELECT clock_timestamp()")
        reading = Reading(database=now, before=before, after=clocks.now())
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            row = await connection.fetchrow(_HEAD, OpenDeadlines.name)
            found = await due(connection, now, limit)
    head, position, unseen_from = row
    as_of = now if unseen_from is None else min(now, unseen_from)
    return Look(reading=reading, position=position, head=head, as_of=as_of, due=found)


async def watched_by_others(
    pool: asyncpg.Pool, worker_id: str, *, since: datetime
) -> list[Interval]:
    """When the other workers looked, as far as it was after an instant."""
    rows = await pool.fetch(_WATCHED, since, worker_id)
    return [Interval(*row) for row in rows]


async def beat(pool: asyncpg.Pool, worker_id: str, watched: Watched) -> None:
    """Write down that this worker lives, and what it has watched."""
    interval = watched.interval
    difference = round(watched.clock_difference / timedelta(milliseconds=1))
    await pool.execute(
        _BEAT,
        worker_id,
        watched.position,
        interval.since if interval else None,
        interval.until if interval else None,
        max(-_GREATEST, min(difference, _GREATEST)),
        watched.held,
    )


async def forget_old_beats(pool: asyncpg.Pool) -> None:
    """Workers that stopped long ago explain no breach of today."""
    await pool.execute(_FORGET, _REMEMBERED)
