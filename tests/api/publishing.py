"""An issuer's server that publishes its keys, well or badly, as a test tells it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

from joserfc.jwk import ECKey

from dispute_api.tokens.fetched_keys import MAX_SET
from tests.api.forging import Claims, good, jwt_with


def new_key() -> ECKey:
    return ECKey.generate_key("P-256", auto_kid=True)


@dataclass
class Publisher:
    """What the server answers next, and how often it was asked."""

    keys: list[ECKey] = field(default_factory=list)
    manner: str = "well"
    more: str = ""
    asked: int = 0
    seconds: float = 0.0
    """How long it takes."""
    address: str = ""
    answering: set[asyncio.Task[None]] = field(default_factory=set)

    def token(self, key: ECKey, **changes: object) -> str:
        claims: Claims = good(iss="https://issuer.test", **changes)
        return jwt_with(key, claims)

    async def answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.answering.add(cast("asyncio.Task[None]", asyncio.current_task()))
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            await asyncio.sleep(self.seconds)
            await getattr(self, f"_{self.manner}")(writer)
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        writer.transport.abort()

    async def _well(self, writer: asyncio.StreamWriter) -> None:
        public = [key.as_dict(private=False) for key in self.keys]
        self._send(writer, json.dumps({"keys": public}).encode())

    async def _redirecting(self, writer: asyncio.StreamWriter) -> None:
        where = f"Location: {self.address}/elsewhere\r\n"
        self._send(writer, b"", "302 Found", where)

    async def _failing(self, writer: asyncio.StreamWriter) -> None:
        self._send(writer, b"{}", "500 Internal Server Error")

    async def _lying(self, writer: asyncio.StreamWriter) -> None:
        self._send(writer, b"<html>Sign in first</html>")

    async def _packed(self, writer: asyncio.StreamWriter) -> None:
        self._send(writer, b"\x1f\x8b", more="Content-Encoding: gzip\r\n")

    async def _dripping(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def _giant(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
        while True:
            writer.write(b" " * MAX_SET)
            await writer.drain()

    def _send(
        self,
        writer: asyncio.StreamWriter,
        body: bytes,
        status: str = "200 OK",
        more: str = "",
    ) -> None:
        head = (
            f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n"
            f"Connection: close\r\n{self.more}{more}\r\n"
        )
        writer.write(head.encode() + body)


@asynccontextmanager
async def publishing(*keys: ECKey) -> AsyncIterator[Publisher]:
    """A server on this machine, for as long as a test needs one."""
    publisher = Publisher(keys=list(keys))
    server = await asyncio.start_server(publisher.answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    publisher.address = f"http://127.0.0.1:{port}"
    try:
        yield publisher
    finally:
        server.close()
        for task in publisher.answering:
            task.cancel()
        await asyncio.gather(*publisher.answering, return_exceptions=True)
