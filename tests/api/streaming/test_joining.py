"""Who comes to the end of a long log asks it nothing that another has asked already."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from dispute_api.streams.stream import Opener, Stream
from dispute_api.streams.tail import READ_AT_ONCE, Tail
from dispute_core.application.caller import Caller
from dispute_core.readmodel.feed import FeedPage
from dispute_core.readmodel.feed_order import Place, past
from dispute_core.readmodel.queries import Queries
from tests.support.api import Api, Speaker

pytestmark = pytest.mark.asyncio(loop_scope="package")

MANY = 60
POLICE_JOIN = {"change": "add", "side": "responding", "agency": "police"}


@dataclass(frozen=True, kw_only=True)
class Watched(Queries):
    """Counts the readings, and holds those of news back for as long as it is told."""

    readings: list[Place | None] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def feed(self, caller: Caller, **wanted: Any) -> FeedPage:
        self.readings.append(wanted["after"])
        return await super().feed(caller, **wanted)

    async def fed(self, *sight: Any, **wanted: Any) -> FeedPage:
        self.news.set()
        await self.open.wait()
        return await super().fed(*sight, **wanted)


@asynccontextmanager
async def following(api: Api) -> AsyncIterator[tuple[Tail, Watched]]:
    ours = api.services.queries
    watched = Watched(**{name: getattr(ours, name) for name in vars(ours)})
    watched.open.set()
    tail = Tail(replace(api.services, queries=watched), lambda _: b"told")
    running = asyncio.create_task(tail.run())
    try:
        yield tail, watched
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def a_stream(agency: str, after: Place) -> Stream:
    caller = Caller(
        client="mis",
        subject="mis",
        partnership="worcestershire",
        role="practitioner",
        agency=agency,
        operation="streamEventFeed",
    )

    async def admitted() -> Caller:
        return caller

    async def record(_: object) -> None:
        """Put nothing on record."""

    opener = Opener(caller=caller, admitted=admitted, record=record, seal=str)
    return Stream(opener, after, until=0)


async def the_end(api: Api) -> Place:
    return past(await api.services.catalogue.look_to_the_end())


async def brought_up(tail: Tail, stream: Stream) -> None:
    """As a stream is when it says that it has caught up."""
    companions = await tail.join(stream)
    while page := await tail.missed(stream, companions):
        stream.place = page.next
    stream.move_on()


class TestComingToTheEnd:
    async def test_is_looked_up_once_for_all_with_the_same_rights(
        self, api: Api, school: Speaker
    ) -> None:
        last = await the_end(api)
        before = past(last.anchor - 1)
        await school.raises()
        streams = [a_stream("police", one) for one in (last, before) * (MANY // 2)]
        async with following(api) as (tail, watched):
            await asyncio.gather(*(brought_up(tail, it) for it in streams))

            assert len(watched.readings) <= 2 * READ_AT_ONCE
            assert {stream.place for stream in streams} == {await the_end(api)}

            await school.does("parties", await school.raises(), POLICE_JOIN)
            told = [await stream.news(5) for stream in streams]
            assert [[piece.place.version for piece in one] for one in told] == (
                [[1, 2]] * MANY
            )

    async def test_misses_nothing_that_others_are_being_told_just_then(
        self, api: Api, school: Speaker
    ) -> None:
        last = await the_end(api)
        early, late = a_stream("school", last), a_stream("social-care", last)
        async with following(api) as (tail, watched):
            await brought_up(tail, early)
            watched.open.clear()
            raised = await school.raises()
            await asyncio.wait_for(watched.news.wait(), 5)
            await brought_up(tail, late)

            watched.open.set()

            for stream in (early, late):
                (piece,) = await stream.news(5)
                assert str(piece.dispute) == raised["id"]
