"""Everything that a caller may see, in order, for other systems to follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import asyncpg

from dispute_core.asking import Asking
from dispute_core.readmodel.fed_events import Current, FedEvent, fed_events
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


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much of the log is looked through for one page.

    Whoever sees little gets an empty page that has moved on.
    """

    window: int = 1000
    """Positions that are looked through at once."""
    rounds: int = 10


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
    current: Current,
    after: Place | None,
    limit: int,
    upto: int,
    effort: Effort = Effort(),
) -> FeedPage:
    """The next events after a place, at most `limit`, from the log up to a position.

    `sight` must be of no earlier time than that position: what is granted by then is
    handed out by then.
    """
    return await asking.ask(
        lambda it: _Reading(it, sight, current, effort).page(
            after or BEGINNING, limit, upto
        )
    )


class _Reading:
    """One page of the feed on one connection."""

    def __init__(
        self,
        connection: asyncpg.Connection,
        sight: Sight,
        current: Current,
        effort: Effort,
    ) -> None:
        self._connection = connection
        self._sight = sight
        self._current = current
        self._effort = effort

    async def page(self, after: Place, limit: int, head: int) -> FeedPage:
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
        """Along the log, as OFFSET 0 has it: never by way of all that is in sight."""
        arguments = Arguments()
        query = (
            "SELECT e.position, e.stream_id, e.version"  # noqa: S608 - our own words
            " FROM events AS e CROSS JOIN LATERAL (SELECT FROM dispute_summaries AS s"
            f" WHERE s.id = e.stream_id AND {self._sight.condition(arguments)}"
            " OFFSET 0) AS in_sight"
            f" WHERE e.position BETWEEN {arguments.add(begin)} AND {arguments.add(end)}"
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
        return await fed_events(self._connection, self._sight, wanted, self._current)
