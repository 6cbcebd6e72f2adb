"""Streams that could not be read when something new came: none is ever let go of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

_KEEP = """
INSERT INTO untold_streams (stream_id, since_version, since, next_at)
SELECT stream_id, since_version, $3, $4
FROM unnest($1::uuid[], $2::integer[]) AS one (stream_id, since_version)
ON CONFLICT (stream_id) DO UPDATE SET next_at = excluded.next_at
"""
_AMONG = "SELECT stream_id FROM untold_streams WHERE stream_id = ANY($1::uuid[])"
_DUE = """
SELECT stream_id, since_version FROM untold_streams
WHERE next_at <= $1 ORDER BY next_at, stream_id LIMIT $2
"""
_FORGET = "DELETE FROM untold_streams WHERE stream_id = ANY($1::uuid[])"


@dataclass(frozen=True)
class Untold:
    """A stream, and the version from which on nobody has been told of it."""

    stream_id: UUID
    since_version: int


async def keep(
    connection: asyncpg.Connection,
    untold: Sequence[Untold],
    now: datetime,
    *,
    again_at: datetime,
) -> None:
    """Note what could not be read, or could not be read again."""
    if untold:
        rows = [(one.stream_id, one.since_version) for one in untold]
        await connection.execute(
            _KEEP, *map(list, zip(*rows, strict=True)), now, again_at
        )


async def among(connection: asyncpg.Connection, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those that wait to be read again, from further back than what is new."""
    rows = await connection.fetch(_AMONG, list(ids))
    return frozenset(row[0] for row in rows)


async def due(
    connection: asyncpg.Connection | asyncpg.Pool, now: datetime, limit: int
) -> Sequence[Untold]:
    rows = await connection.fetch(_DUE, now, limit)
    return [Untold(*row) for row in rows]


async def forget(connection: asyncpg.Connection, told: Sequence[Untold]) -> None:
    """What has been read at last is told."""
    if told:
        await connection.execute(_FORGET, [one.stream_id for one in told])
