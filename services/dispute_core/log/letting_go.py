"""Takes readings whose time is over out of the record of accesses, as the eraser.

The database refuses each row of which no event says that it is let go (migration 0016).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg

_BATCH = 5_000
_HELD = """
SELECT DISTINCT e.stream_id FROM events AS e
WHERE e.topic = 'dispute.legal_hold_put' AND NOT EXISTS (
    SELECT FROM events AS r JOIN event_bodies AS b USING (position)
    WHERE r.stream_id = e.stream_id AND r.topic = 'dispute.legal_hold_released'
      AND (b.facts ->> 'hold')::integer = e.version
)
"""
_OLD = "partnership = $1 AND read_at < $2"
_KEPT = "(disputes && $3::uuid[] OR asked = ANY ($3::uuid[]))"
_COUNT = f"""
SELECT count(*) FILTER (WHERE {_KEPT} IS NOT TRUE) AS gone,
       count(*) FILTER (WHERE {_KEPT}) AS held
FROM accesses WHERE {_OLD}
"""  # noqa: S608 - our own words
_LET_GO = f"""
DELETE FROM accesses WHERE id IN (
    SELECT id FROM accesses WHERE {_OLD} AND {_KEPT} IS NOT TRUE
    ORDER BY read_at LIMIT {_BATCH}
)
"""  # noqa: S608 - as above


class Readings(NamedTuple):
    """How many readings have had their time, and how many more stay all the same."""

    gone: int
    held: int


async def under_hold(connection: asyncpg.Connection) -> Sequence[UUID]:
    """The disputes, of any partnership, that somebody must have kept."""
    return [row["stream_id"] for row in await connection.fetch(_HELD)]


async def count_readings(
    connection: asyncpg.Connection,
    partnership: str,
    before: datetime,
    held: Sequence[UUID],
) -> Readings:
    """What is older than an instant, without and with what a hold keeps."""
    row = await connection.fetchrow(_COUNT, partnership, before, held)
    return Readings(gone=row["gone"], held=row["held"])


async def let_go(
    connection: asyncpg.Connection,
    partnership: str,
    before: datetime,
    held: Sequence[UUID],
) -> int:
    """Remove it, some at a time; whoever is stopped in between goes on another day."""
    removed = 0
    while True:
        status = await connection.execute(_LET_GO, partnership, before, held)
        found = int(status.rpartition(" ")[2])
        removed += found
        if found < _BATCH:
            return removed
