"""The streams of which something new is in the log, each with all that was before."""
# ruff: noqa: S608 - every name in it is ours, every value a parameter

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from dispute_core.application.ports import UnreadEvent
from dispute_core.readmodel.folding import Stored

_SELECT = """
SELECT e.position, e.stream_id, e.version, e.topic, e.partnership, e.occurred_at,
       e.recorded_at, b.facts, e.client
FROM events AS e LEFT JOIN event_bodies AS b USING (position)
"""
_BEFORE = f"""
WITH new AS (
    SELECT * FROM unnest($1::uuid[], $2::integer[]) AS one (stream_id, version)
)
{_SELECT} JOIN new ON new.stream_id = e.stream_id AND e.version < new.version
ORDER BY e.stream_id, e.version
"""
_WHOLE = f"""
{_SELECT} WHERE e.stream_id = ANY($1::uuid[]) AND e.position <= $2
ORDER BY e.stream_id, e.version
"""


@dataclass(frozen=True)
class Touched:
    """A stream up to its newest event, in order."""

    stream_id: UUID
    events: Sequence[UnreadEvent]

    @property
    def rows(self) -> Iterator[Stored]:
        """As folding takes them."""
        for one in self.events:
            yield Stored(
                one.stream_id,
                one.version,
                one.topic,
                one.occurred_at,
                one.recorded_at,
                one.facts,
            )


async def touched(
    connection: asyncpg.Connection, new: Iterable[UnreadEvent]
) -> list[Touched]:
    """Only what came before is read: what is new is at hand."""
    streams = by_stream(new)
    older = [
        (one.stream_id, one.events[0].version)
        for one in streams
        if one.events[0].version > 1
    ]
    if not older:
        return streams
    rows = await connection.fetch(_BEFORE, *map(list, zip(*older, strict=True)))
    before = {one.stream_id: one.events for one in _read(rows)}
    return [
        Touched(one.stream_id, [*before.get(one.stream_id, ()), *one.events])
        for one in streams
    ]


async def whole(
    connection: asyncpg.Connection, ids: Iterable[UUID], position: int
) -> list[Touched]:
    """These streams as they were at a position of the log."""
    return _read(await connection.fetch(_WHOLE, list(ids), position))


def by_stream(events: Iterable[UnreadEvent]) -> list[Touched]:
    """Each stream among these events, with those of them that are its own."""
    streams: dict[UUID, list[UnreadEvent]] = {}
    for event in events:
        streams.setdefault(event.stream_id, []).append(event)
    return [Touched(stream_id, some) for stream_id, some in streams.items()]


def _read(rows: Iterable[asyncpg.Record]) -> list[Touched]:
    return by_stream(UnreadEvent(*row) for row in rows)
