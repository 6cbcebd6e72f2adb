"""Since when a caller sees each of some disputes."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import asyncpg

from dispute_core.readmodel.feed_order import Grant
from dispute_core.readmodel.sight import Sight

_JOINED = """
SELECT e.stream_id, b.facts -> 'party' ->> 'agency', e.version, e.position
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = ANY($1::uuid[]) AND e.topic = 'dispute.parties_changed'
  AND b.facts ->> 'kind' = 'add' AND b.facts -> 'party' ->> 'agency' = ANY($2::text[])
ORDER BY e.stream_id, e.version
"""
_TOLD = """
SELECT DISTINCT ON (e.stream_id) e.stream_id, e.version, e.position
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = ANY($1::uuid[])
  AND e.topic IN ('dispute.raised', 'dispute.escalated', 'dispute.reopened')
  AND b.facts -> 'stage' ->> 'board_sees' = 'true'
ORDER BY e.stream_id, e.version
"""
_PARTIES = """
SELECT s.id, s.agencies, e.position
FROM dispute_summaries AS s JOIN events AS e ON e.stream_id = s.id AND e.version = 1
WHERE s.id = ANY($1::uuid[])
"""
_AT = """
SELECT wanted.stream_id, max(e.version)
FROM unnest($1::uuid[], $2::bigint[]) AS wanted (stream_id, anchor)
CROSS JOIN LATERAL (
    SELECT version, position FROM events WHERE stream_id = wanted.stream_id OFFSET 0
) AS e
WHERE e.position <= wanted.anchor
GROUP BY wanted.stream_id
"""
"""OFFSET 0 keeps the planner from looking at all of the log before an anchor."""


async def grants_of(
    connection: asyncpg.Connection, sight: Sight, streams: Iterable[UUID]
) -> dict[UUID, Grant]:
    """The grant of each dispute; all of them must be in sight now."""
    ids = list(streams)
    if not ids:
        return {}
    if sight.whole:
        return dict.fromkeys(ids, Grant(0, 0))
    if sight.board:
        rows = await connection.fetch(_TOLD, ids)
        return {stream: Grant(position, version) for stream, version, position in rows}
    anchors = await _anchors(connection, sight, ids)
    rows = await connection.fetch(_AT, list(anchors), list(anchors.values()))
    versions: dict[UUID, int] = dict(rows)
    return {
        stream: Grant(anchor, versions[stream]) for stream, anchor in anchors.items()
    }


async def _anchors(
    connection: asyncpg.Connection, sight: Sight, ids: list[UUID]
) -> Mapping[UUID, int]:
    """For each dispute the first position from which one of the agencies saw it.

    An agency that left and came back sees it since it came back.
    """
    joined: dict[tuple[UUID, str], int] = {}
    rows = await connection.fetch(_JOINED, ids, list(sight.agencies))
    for stream, agency, _, position in rows:
        joined[stream, agency] = position
    anchors: dict[UUID, int] = {}
    for stream, parties, raised in await connection.fetch(_PARTIES, ids):
        anchors[stream] = min(
            max(joined.get((stream, own), raised), sight.acting_since.get(own, 0))
            for own in sight.agencies
            if own in parties
        )
    return anchors
