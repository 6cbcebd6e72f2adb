"""A TCP proxy that cuts connections at the worst moments."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit, urlunsplit

_COMMIT = b"COMMIT\x00"


class Cut(Enum):
    """What happens to the next COMMIT that comes by."""

    NOTHING = "it passes"
    BEFORE = "the connection ends before the server gets it"
    AFTER = "the server commits, and the connection ends before its answer"
    SILENCE = "the server commits, and no answer ever comes"


@dataclass
class Proxy:
    """Passes bytes on until it is told otherwise."""

    host: str
    port: int
    own_port: int = 0
    cut: Cut = Cut.NOTHING
    cuts: int = 0
    closed: bool = False
    """Whether connections are refused; those that are open go on."""
    _silenced: set[asyncio.StreamWriter] = field(default_factory=set)

    def url(self, url: str) -> str:
        """The same address, through this proxy."""
        parts = urlsplit(url)
        user = parts.netloc.rpartition("@")[0]
        place = f"{user}@127.0.0.1:{self.own_port}"
        return urlunsplit(parts._replace(netloc=place))

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.closed:
            writer.transport.abort()
            return
        server_reader, server_writer = await asyncio.open_connection(
            self.host, self.port
        )
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._up(reader, server_writer, writer))
                both.create_task(self._down(server_reader, writer))
        except* (ConnectionError, _Ended):
            pass
        finally:
            self._silenced.discard(writer)
            for end in (writer, server_writer):
                end.transport.abort()

    async def _up(
        self,
        reader: asyncio.StreamReader,
        server: asyncio.StreamWriter,
        client: asyncio.StreamWriter,
    ) -> None:
        while data := await reader.read(65536):
            if _COMMIT in data and self.cut is not Cut.NOTHING:
                self.cuts += 1
                cut, self.cut = self.cut, Cut.NOTHING
                if cut is Cut.BEFORE:
                    raise _Ended
                self._silenced.add(client)
                server.write(data)
                await server.drain()
                await asyncio.sleep(0.05)  # the server commits meanwhile
                if cut is Cut.AFTER:
                    raise _Ended
            else:
                server.write(data)
                await server.drain()
        raise _Ended

    async def _down(
        self, server: asyncio.StreamReader, client: asyncio.StreamWriter
    ) -> None:
        while data := await server.read(65536):
            if client not in self._silenced:
                client.write(data)
                await client.drain()
        raise _Ended


class _Ended(Exception):
    """One of the two ends has gone."""


@asynccontextmanager
async def proxied(host: str, port: int) -> AsyncIterator[Proxy]:
    """Run a proxy before a server."""
    proxy = Proxy(host, port)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.own_port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(server.wait_closed(), 5)
