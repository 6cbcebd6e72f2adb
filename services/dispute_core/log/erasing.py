"""Destroys data keys and what they sealed, as the one role that may."""

from collections.abc import Iterable
from uuid import UUID

import asyncpg

from dispute_core.log.destroyed_keys import DestroyedKeys

_KEY = "SELECT key_id FROM keys WHERE stream_id = $1"
_UNFINISHED = """
SELECT k.key_id FROM keys AS k
JOIN events AS e ON e.stream_id = k.stream_id
    AND e.topic IN ('dispute.narrative_erased', 'concern.narrative_erased')
JOIN event_bodies AS b ON b.position = e.position
WHERE b.facts ->> 'key' = k.key_id::text
"""
_NAMES = """
SELECT stream_id FROM events WHERE topic = 'directory.names_kept' AND partnership = $1
ORDER BY position
"""
_NEWEST = "SELECT max(version) FROM events WHERE stream_id = $1"
_STREAMS = "SELECT stream_id FROM keys WHERE key_id = ANY ($1::uuid[])"
_WORDS = """
DELETE FROM event_narratives AS n USING events AS e
WHERE e.position = n.position AND e.stream_id = ANY ($1::uuid[])
  AND n.key_id = ANY ($2::uuid[])
"""
_KEYS = "DELETE FROM keys WHERE key_id = ANY ($1::uuid[])"
_ALL_WORDS = "DELETE FROM event_narratives WHERE key_id = ANY ($1::uuid[])"
_PERSONS = """
DELETE FROM persons WHERE dispute_id IN (
    SELECT e.stream_id FROM event_narratives AS n
    JOIN events AS e ON e.position = n.position WHERE n.key_id = ANY ($1::uuid[])
)
"""
_FOREIGN = """
DELETE FROM keys AS k
WHERE NOT EXISTS (SELECT FROM events AS e WHERE e.stream_id = k.stream_id)
"""
_WITHOUT_KEY = """
SELECT count(DISTINCT e.stream_id) FROM event_narratives AS n
JOIN events AS e ON e.position = n.position
WHERE NOT EXISTS (SELECT FROM keys AS k WHERE k.key_id = n.key_id)
"""


async def key_of(connection: asyncpg.Connection, stream: UUID) -> UUID | None:
    """The data key of a stream; None where none is left, or none ever was."""
    found: UUID | None = await connection.fetchval(_KEY, stream)
    return found


async def names_streams(connection: asyncpg.Connection, partnership: str) -> list[UUID]:
    """Where the words of a directory stand that earlier erasures have kept."""
    rows = await connection.fetch(_NAMES, partnership)
    return [row["stream_id"] for row in rows]


async def newest_version(connection: asyncpg.Connection, stream: UUID) -> int:
    """How far a stream has come."""
    version: int = await connection.fetchval(_NEWEST, stream)
    return version


async def unfinished(connection: asyncpg.Connection) -> list[UUID]:
    """The keys of which the log says that they are destroyed, and that are still there.

    An erasure is on record before anything goes; whoever stopped in between left these.
    """
    return [row["key_id"] for row in await connection.fetch(_UNFINISHED)]


async def destroy(
    connection: asyncpg.Connection, keys: Iterable[UUID], ledger: DestroyedKeys
) -> int:
    """Put the keys on the list, then delete them and every word that they sealed."""
    wanted = sorted(set(keys))
    known = ledger.read()
    for key in wanted:
        if key not in known:
            ledger.add(key)
    async with connection.transaction():
        found = await connection.fetch(_STREAMS, wanted)
        await connection.execute(_WORDS, [row["stream_id"] for row in found], wanted)
        await connection.execute(_KEYS, wanted)
    return len(found)


async def destroy_again(connection: asyncpg.Connection, ledger: DestroyedKeys) -> int:
    """In a database that was restored, destroy whatever is on the list.

    Keys of streams that are younger than the backup go too. Returns how many streams
    have words for which no key is left, although none of theirs is on the list.
    """
    keys = sorted(ledger.read())
    async with connection.transaction():
        # The key may be another by now, or none: so the words say who is meant.
        await connection.execute(_PERSONS, keys)
        await connection.execute(_ALL_WORDS, keys)
        await connection.execute(_KEYS, keys)
        await connection.execute(_FOREIGN)
        lost: int = await connection.fetchval(_WITHOUT_KEY)
    return lost
