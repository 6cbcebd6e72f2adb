"""The events at some places of the feed, without those that another agency keeps."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from dispute_core.application.kept import ABOUT_ANOTHER, KEPT, Said, kept_from
from dispute_core.domain.cloud_events import Told
from dispute_core.readmodel.feed_order import Place
from dispute_core.readmodel.sight import Arguments, Sight

Current = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""The facts of a topic as this release writes them, in whatever form they were."""

_EVENTS = """
SELECT e.stream_id, e.version, e.topic, e.partnership, e.occurred_at, e.recorded_at,
    b.facts, s.agencies, b.traceparent
FROM unnest($1::uuid[], $2::integer[]) AS wanted (stream_id, version)
JOIN events AS e USING (stream_id, version)
JOIN event_bodies AS b ON b.position = e.position
JOIN dispute_summaries AS s ON s.id = e.stream_id
"""
_KEPT = """
SELECT e.stream_id, e.version, e.topic, b.facts
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = ANY($1::uuid[])
  AND e.topic = ANY($2::text[])
ORDER BY e.stream_id, e.version
"""


@dataclass(frozen=True, kw_only=True)
class FedEvent(Told):
    """An event as the feed hands it out: facts only, and where it stands there."""

    facts: Mapping[str, Any]
    place: Place


async def fed_events(
    connection: asyncpg.Connection,
    sight: Sight,
    wanted: Sequence[Place],
    current: Current,
) -> list[FedEvent]:
    """What stands at places of disputes that are in sight, in their order."""
    if not wanted:
        return []
    streams = [place.stream for place in wanted]
    rows = await connection.fetch(_EVENTS, streams, [place.version for place in wanted])
    found = {(row[0], row[1]): row for row in rows}
    hidden = await _hidden(connection, sight, {row[0]: row[7] for row in rows})
    keys = [(place.stream, place.version) for place in wanted]
    return [
        _fed(found[key], place, current, sight)
        for key, place in zip(keys, wanted, strict=True)
        if key in found and key not in hidden
    ]


async def fed_event(
    connection: asyncpg.Connection,
    sight: Sight,
    stream: UUID,
    version: int,
    current: Current,
) -> FedEvent | None:
    """One event, if it is in sight."""
    arguments = Arguments()
    query = (
        "SELECT s.id FROM dispute_summaries AS s"  # noqa: S608 - our own words
        f" WHERE s.id = {arguments.add(stream)} AND {sight.condition(arguments)}"
    )
    if await connection.fetchrow(query, *arguments.values) is None:
        return None
    found = await fed_events(connection, sight, [Place(0, stream, version)], current)
    return found[0] if found else None


async def _hidden(
    connection: asyncpg.Connection, sight: Sight, agencies: Mapping[UUID, list[str]]
) -> set[tuple[UUID, int]]:
    rows = await connection.fetch(_KEPT, list(agencies), [*KEPT, *ABOUT_ANOTHER])
    said: dict[UUID, list[Said]] = {}
    for stream, version, topic, facts in rows:
        said.setdefault(stream, []).append(Said(version, topic, json.loads(facts)))
    return set(_kept(sight, said, agencies))


def _kept(
    sight: Sight,
    said: Mapping[UUID, list[Said]],
    agencies: Mapping[UUID, list[str]],
) -> Iterable[tuple[UUID, int]]:
    for stream, events in said.items():
        standing = sight.standing(agencies[stream])
        for version in kept_from(standing, events):
            yield stream, version


def _fed(row: asyncpg.Record, place: Place, current: Current, sight: Sight) -> FedEvent:
    return FedEvent(
        stream_id=row[0],
        version=row[1],
        topic=row[2],
        partnership=row[3],
        occurred_at=row[4],
        recorded_at=row[5],
        traceparent=row[8],
        training=sight.training,
        facts=current(row[2], json.loads(row[6])),
        place=place,
    )
