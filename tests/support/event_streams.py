"""Streams of events over a real socket, read as a client of another system would."""

import asyncio
import gc
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn

from dispute_api.serve import server_for
from tests.support.api import Api, Json, Speaker
from tests.support.waiting import until

STREAM = "/v1/events/stream"
PATIENCE = 15.0
AT_ONCE = 3
"""How many streams a client may have in the tests."""

SMALL = 4096
"""Bytes that the kernel keeps for a connection, so that a slow client is soon felt."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """The application on a port of this machine."""

    url: str
    server: uvicorn.Server
    ended: asyncio.Task[None]
    """The server itself: done when it has stopped."""


@asynccontextmanager
async def served(api: Api) -> AsyncIterator[Served]:
    """A running application, on a socket too; it stops as a process would."""
    door = socket.create_server(("127.0.0.1", 0))
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    server = server_for(api.settings, api.app, lifespan="off")
    before = gc.get_threshold()
    running = asyncio.create_task(server.serve(sockets=[door]))
    try:
        await until(lambda: server.started)
        host, port = door.getsockname()
        yield Served(url=f"http://{host}:{port}", server=server, ended=running)
    finally:
        server.should_exit = True
        await running
        door.close()
        gc.set_threshold(*before)
        gc.unfreeze()


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One block of a stream; a comment alone has no data."""

    id: str | None = None
    event: str | None = None
    data: dict[str, Any] | None = None
    comment: str | None = None
    retry: int | None = None

    @property
    def name(self) -> tuple[str, int]:
        """Which event it is: of which dispute, and the how manyth."""
        assert self.data is not None
        stream, _, version = self.data["id"].rpartition(".")
        return stream, int(version)


@dataclass
class Listener:
    """Reads a stream block by block, and knows the last id."""

    answer: httpx.Response
    last_id: str | None = None
    _lines: AsyncIterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = self.answer.aiter_lines()

    async def block(self, within: float = PATIENCE) -> Heard | None:
        """The next block of whatever kind; None at the end of the stream."""
        async with asyncio.timeout(within):
            fields: dict[str, str] = {}
            async for line in self._lines:
                if not line and fields:
                    return self._heard(fields)
                if line:
                    name, _, value = line.partition(":")
                    fields[name or "comment"] = value.removeprefix(" ")
            return None

    async def event(self, within: float = PATIENCE) -> Heard:
        """The next event, past all comments."""
        async with asyncio.timeout(within):
            while True:
                heard = await self.block(within)
                assert heard is not None, "the stream has ended"
                if heard.data is not None:
                    return heard

    async def caught_up(self) -> None:
        """Pass by everything until all that was there has been told."""
        while True:
            heard = await self.block()
            assert heard is not None, "the stream has ended"
            if heard.comment == "caught up":
                return

    async def events(self, count: int) -> list[tuple[str, int]]:
        return [(await self.event()).name for _ in range(count)]

    async def rest(self) -> list[Heard]:
        """Everything until the stream ends."""
        found = []
        while (heard := await self.block()) is not None:
            found.append(heard)
        return found

    def _heard(self, fields: Mapping[str, str]) -> Heard:
        self.last_id = fields.get("id", self.last_id)
        data, retry = fields.get("data"), fields.get("retry")
        return Heard(
            id=fields.get("id"),
            event=fields.get("event"),
            data=None if data is None else json.loads(data),
            comment=fields.get("comment"),
            retry=None if retry is None else int(retry),
        )


@asynccontextmanager
async def listening(
    http: httpx.AsyncClient, headers: Mapping[str, str], last_id: str | None = None
) -> AsyncIterator[Listener]:
    """An open stream, which goes on behind the last id where one is given."""
    sent = dict(headers) if last_id is None else {**headers, "Last-Event-ID": last_id}
    async with http.stream("GET", STREAM, headers=sent) as answer:
        assert answer.status_code == httpx.codes.OK, await answer.aread()
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield Listener(answer, last_id)


async def the_end(speaker: Speaker) -> str:
    """The cursor of the feed behind everything that is there."""
    page: Json = (await speaker.get("/v1/events", params={"limit": 200})).json()
    while not page["caught_up"]:
        query = {"limit": 200, "after": page["next"]}
        page = (await speaker.get("/v1/events", params=query)).json()
    return str(page["next"])
