"""Everything that a caller may see, in order, for other systems to follow."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from dispute_core.application.kept import ABOUT_ANOTHER, KEPT, Said, kept_from
from dispute_core.asking import Asking
from dispute_core.readmodel.feed_order import (
    BEGINNING,
    Grant,
    Place,
    Seen,
    past,
    places,
    whole,
)
from dispute_core.readmodel.grants import grants_of
from dispute_core.readmodel.sight import Arguments, Sight

_HEAD = "SELECT position FROM head"
_EVENTS = """
SELECT e.stream_id, e.version, e.topic, e.recorded_at, b.facts, s.agencies
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
class Effort:
    """How much of the log is looked through for one page.

    Whoever sees little gets an empty page that has moved on.
    """

    window: int = 1000
    """Positions that are looked through at once."""
    rounds: int = 10


@dataclass(frozen=True, kw_only=True)
class FedEvent:
    """An event as the feed hands it out: facts only."""

    stream_id: UUID
    version: int
    topic: str
    recorded_at: datetime
    facts: Mapping[str, Any]


class FeedPage(NamedTuple):
    """Some events, where the next page begins, and whether nothing more was there."""

    events: list[FedEvent]
    next: Place
    caught_up: bool


class _Step(NamedTuple):
    """The places found in one window, and where a reader is who has taken them all."""

    places: list[Place]
    end: Place


async def read_feed(
    asking: Asking,
    sight: Sight,
    *,
    after: Place | None,
    limit: int,
    effort: Effort = Effort(),
) -> FeedPage:
    """The next events after a place, at most `limit`."""
    return await asking.ask(
        lambda it: _Reading(it, sight, effort).page(after or BEGINNING, limit)
    )


class _Reading:
    """One page of the feed on one connection."""

    def __init__(
        self, connection: asyncpg.Connection, sight: Sight, effort: Effort
    ) -> None:
        self._connection = connection
        self._sight = sight
        self._effort = effort

    async def page(self, after: Place, limit: int) -> FeedPage:
        head = await self._connection.fetchval(_HEAD)
        found: list[FedEvent] = []
        for _ in range(self._effort.rounds):
            wanted = limit - len(found)
            step = await self._step(after, head, wanted)
            found += await self._events(step.places[:wanted])
            if len(step.places) > wanted:
                return FeedPage(found, step.places[wanted - 1], caught_up=False)
            after = step.end
            if after >= past(head):
                return FeedPage(found, after, caught_up=True)
            if len(found) >= limit:
                break
        return FeedPage(found, after, caught_up=False)

    async def _step(self, after: Place, head: int, wanted: int) -> _Step:
        """What follows a place, up to the end of a window or to a grant from outside.

        At the position at which a directory lets the caller act for another agency
        stands no event of a dispute, so such a position is a step of its own.
        """
        begin = after.anchor if after < past(after.anchor) else after.anchor + 1
        outside = sorted(
            at for at in set(self._sight.acting_since.values()) if begin <= at <= head
        )
        if outside and outside[0] == begin:
            return await self._granted_outside(begin, after, wanted)
        end = min(begin + self._effort.window - 1, head, *(at - 1 for at in outside))
        return await self._window(begin, end, after, wanted)

    async def _window(self, begin: int, end: int, after: Place, wanted: int) -> _Step:
        seen = await self._seen(begin, end, wanted + 1)
        if len(seen) > wanted:
            end = seen[-1].position
        grants = await self._grants({event.stream for event in seen})
        found = [place for place in places(seen, grants) if place > after]
        return _Step(found, past(max(end, after.anchor)))

    async def _granted_outside(self, anchor: int, after: Place, wanted: int) -> _Step:
        """The whole streams that came into sight together, some at a time."""
        begin = after.stream if after.anchor == anchor else UUID(int=0)
        ids = await self._came_into_sight(anchor, begin, wanted + 1)
        grants = await self._grants(set(ids))
        found = [
            place
            for stream in ids
            if grants[stream].anchor == anchor
            for place in whole(stream, grants[stream])
            if place > after
        ]
        if len(ids) > wanted:
            return _Step(found, Place(anchor, ids[-1], 2**31))
        return _Step(found, past(anchor))

    async def _seen(self, begin: int, end: int, limit: int) -> list[Seen]:
        arguments = Arguments()
        query = (
            "SELECT e.position, e.stream_id, e.version"  # noqa: S608 - our own words
            " FROM events AS e JOIN dispute_summaries AS s ON s.id = e.stream_id"
            f" WHERE e.position BETWEEN {arguments.add(begin)} AND {arguments.add(end)}"
            f" AND {self._sight.condition(arguments)}"
            f" ORDER BY e.position LIMIT {arguments.add(limit)}"
        )
        rows = await self._connection.fetch(query, *arguments.values)
        return [Seen(*row) for row in rows]

    async def _came_into_sight(
        self, anchor: int, begin: UUID, limit: int
    ) -> list[UUID]:
        acted_for = [
            agency
            for agency, since in self._sight.acting_since.items()
            if since == anchor
        ]
        arguments = Arguments()
        query = (
            "SELECT s.id FROM dispute_summaries AS s"  # noqa: S608 - our own words
            f" WHERE {self._sight.condition(arguments)}"
            f" AND s.agencies && {arguments.add(acted_for)}::text[]"
            f" AND s.id >= {arguments.add(begin)}"
            f" ORDER BY s.id LIMIT {arguments.add(limit)}"
        )
        rows = await self._connection.fetch(query, *arguments.values)
        return [row[0] for row in rows]

    async def _grants(self, streams: set[UUID]) -> dict[UUID, Grant]:
        return await grants_of(self._connection, self._sight, streams)

    async def _events(self, wanted: Sequence[Place]) -> list[FedEvent]:
        """The events at some places, without those that another agency keeps."""
        if not wanted:
            return []
        streams = [place.stream for place in wanted]
        rows = await self._connection.fetch(
            _EVENTS, streams, [place.version for place in wanted]
        )
        found = {(row[0], row[1]): row for row in rows}
        hidden = await self._hidden({row[0]: row[5] for row in rows})
        keys = [(place.stream, place.version) for place in wanted]
        return [_fed(found[key]) for key in keys if key in found and key not in hidden]

    async def _hidden(
        self, agencies: Mapping[UUID, list[str]]
    ) -> set[tuple[UUID, int]]:
        rows = await self._connection.fetch(
            _KEPT, list(agencies), [*KEPT, *ABOUT_ANOTHER]
        )
        said: dict[UUID, list[Said]] = {}
        for stream, version, topic, facts in rows:
            said.setdefault(stream, []).append(Said(version, topic, json.loads(facts)))
        return set(self._kept(said, agencies))

    def _kept(
        self, said: Mapping[UUID, list[Said]], agencies: Mapping[UUID, list[str]]
    ) -> Iterable[tuple[UUID, int]]:
        for stream, events in said.items():
            standing = self._sight.standing(agencies[stream])
            for version in kept_from(standing, events):
                yield stream, version


def _fed(row: asyncpg.Record) -> FedEvent:
    return FedEvent(
        stream_id=row[0],
        version=row[1],
        topic=row[2],
        recorded_at=row[3],
        facts=json.loads(row[4]),
    )
