"""A campaign: a service under load, readers that follow it, and the judgement."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import httpx

from dispute_core.bootstrap import make_codec
from dispute_core.log import Reader, Secrets
from dispute_core.log.verify import verify
from tests.faults.clients import PARTIES, PARTNERSHIPS, PATIENCE, Client, Field
from tests.faults.readers import FeedReader, Tail, stopped
from tests.faults.standing import Standing
from tests.support.history import Written, gaps
from tests.support.waiting import until

BETWEEN = 15
"""So many commands are acknowledged between one fault and the next."""

STARTING = 5.0
"""So long a request may lie at the door of an API that is being started."""


@dataclass(kw_only=True)
class Campaign:
    """What goes on while faults happen, and what must be true in the end."""

    service: Standing
    shared: Field
    tail: Tail
    feed: FeedReader
    load: "asyncio.Task[None]"
    following: "list[asyncio.Task[None]]"
    log: list[Written] = field(default_factory=list)
    """What stood in the log when the last command had been answered."""

    async def progress(self, number: int = BETWEEN) -> None:
        """Let the clients get on; whatever was broken must have mended by itself."""
        history = self.shared.history
        goal = history.acknowledged + number
        await until(lambda: history.acknowledged >= goal or self.load.done())
        if self.load.done():
            await self.load

    async def finish(self) -> None:
        """Let everybody bring to an end what they have begun, and read it all."""
        self.shared.stop.set()
        async with asyncio.timeout(30):
            await self.load
        self.log = await self.service.logbook.written()
        await until(lambda: self._readers_are_there() or self._reader_ended())
        for task in self.following:
            await stopped(task)

    async def broken(self) -> list[str]:
        """Every promise that was not kept."""
        place = self.service.prepared.place
        secrets = Secrets.from_file(place.secrets_file)
        report = await verify(self.service.address("reader"), secrets)
        fed = self.feed.events
        too_slow = self.shared.slowest > PATIENCE + STARTING
        return [
            *(str(damage) for damage in report.damage),
            *self.shared.history.broken(self.log),
            *(f"the tail: {gap}" for gap in gaps(self.tail.positions)),
            *([] if fed[: len(self._seen)] == self._seen else ["the feed differs"]),
            *([] if len(fed) == len(set(fed)) else ["the feed repeats an event"]),
            *([f"{self.shared.slowest:.1f} s for a request"] if too_slow else []),
        ]

    @property
    def _seen(self) -> list[str]:
        """The events that the feed's reader may see, as the feed names them."""
        own = self.feed.client.disputes
        return [f"{e.stream}.{e.version}" for e in self.log if e.stream in own]

    def _readers_are_there(self) -> bool:
        tail, feed = len(self.tail.positions), len(self.feed.events)
        return tail >= len(self.log) and feed >= len(self._seen)

    def _reader_ended(self) -> bool:
        return any(task.done() for task in self.following)


@asynccontextmanager
async def campaign(service: Standing) -> AsyncIterator[Campaign]:
    """Put a service under load, and follow its log in two ways."""
    shared = Field()
    reader = _reader(service)
    async with _http(service) as http:

        def client(partnership: str, agency: str, number: int) -> Client:
            return Client(
                partnership=partnership,
                agency=agency,
                token=service.token(partnership, agency),
                http=http,
                shared=shared,
                chance=Random(number),  # noqa: S311 - chance, not secrecy
            )

        clients = [
            client(partnership, agency, number)
            for number, partnership in enumerate(PARTNERSHIPS * 2)
            for agency in PARTIES
        ]
        feed = FeedReader(client=client(PARTNERSHIPS[0], PARTIES[0], -1))
        tail = Tail(reader=reader)
        await reader.start()
        following = [asyncio.create_task(one.run()) for one in (tail, feed)]
        load = asyncio.create_task(_all(clients))
        try:
            yield Campaign(
                service=service,
                shared=shared,
                tail=tail,
                feed=feed,
                load=load,
                following=following,
            )
        finally:
            for task in (*following, load):
                await stopped(task)
            await reader.close()


async def _all(clients: list[Client]) -> None:
    async with asyncio.TaskGroup() as group:
        for client in clients:
            group.create_task(client.run())


def _http(service: Standing) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=service.url,
        trust_env=False,
        timeout=2 * PATIENCE,
        limits=httpx.Limits(max_connections=64),
    )


def _reader(service: Standing) -> Reader:
    return Reader(
        service.address("reader"),
        codec=make_codec(),
        secrets=Secrets.from_file(service.prepared.place.secrets_file),
    )
