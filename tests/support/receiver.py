"""Another system, as a process of its own: takes messages, or does what systems do.

`python -m tests.support.receiver FOLDER [CERTIFICATE KEY]` serves `/by/NAME` as the
file NAME in the folder says, writes its port to `port`, and each request to
`requests.jsonl`.
"""

import asyncio
import json
import ssl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.support.forked import forked

Json = dict[str, Any]
A_MEGABYTE = b"x" * 1024 * 1024
_STARTS_SECONDS = 20.0


@dataclass(frozen=True)
class Receiver:
    """The test's side of it."""

    folder: Path
    port: int

    def url(self, name: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}/by/{name}"

    def will(self, name: str, behaviour: str) -> str:
        """From now on `name` does this; its address."""
        (self.folder / name).write_text(behaviour)
        return self.url(name)

    def got(self, name: str | None = None) -> list[Json]:
        """The requests so far, the first one first."""
        file = self.folder / "requests.jsonl"
        lines = file.read_text().splitlines() if file.exists() else []
        found: list[Json] = [json.loads(line) for line in lines]
        return [one for one in found if name in (None, one["name"])]

    def has_got(self, number: int, name: str, *, seconds: float = 20) -> None:
        """Return once there were so many requests; fail the test if there never are."""
        limit = time.monotonic() + seconds
        while len(self.got(name)) < number:
            assert time.monotonic() < limit, "the messages never came"
            time.sleep(0.05)


@contextmanager
def receiver(folder: Path, *tls: Path) -> Iterator[Receiver]:
    """A receiver for as long as it is needed."""
    folder.mkdir(parents=True, exist_ok=True)
    process = forked("tests.support.receiver", str(folder), *map(str, tls))
    try:
        yield Receiver(folder, _port(folder / "port"))
    finally:
        process.kill()
        process.wait()


def _port(file: Path) -> int:
    limit = time.monotonic() + _STARTS_SECONDS
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < limit, "the receiver does not start"
        time.sleep(0.02)
    return int(file.read_text())


class _Served:
    """What one process does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def __call__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever called has gone
        finally:
            writer.close()

    async def _one(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer one request; whether the connection stays."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        headers = {
            name.lower(): value
            for name, _, value in (line.partition(": ") for line in lines)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        name = first.split(" ")[1].rpartition("/")[2]
        said = {"name": name, "first": first, "headers": headers, "body": body.decode()}
        with (self._folder / "requests.jsonl").open("a") as file:
            file.write(json.dumps(said) + "\n")
        behaviour = self._folder / name
        does, *words = (behaviour.read_text() if behaviour.exists() else "204").split()
        if does.isdigit():
            fields = "".join(f"{unquote(field)}\r\n" for field in words)
            writer.write(
                f"HTTP/1.1 {does} Said\r\n{fields}Content-Length: 0\r\n\r\n".encode()
            )
            await writer.drain()
            return True
        await _ODD[does](writer)
        return False


async def _hang(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def _close(_: asyncio.StreamWriter) -> None:
    """As a process that dies while it is asked."""


async def _lie(writer: asyncio.StreamWriter) -> None:
    """Promise a body that never comes."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nten bytes.")
    await writer.drain()


async def _drip(writer: asyncio.StreamWriter) -> None:
    """A head that never ends."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(600):
        writer.write(f"X-{number}: more\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.1)


async def _endless(writer: asyncio.StreamWriter) -> None:
    """A body without end, as fast as it is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        writer.write(A_MEGABYTE)
        await writer.drain()


async def _giant(writer: asyncio.StreamWriter) -> None:
    """A head of many megabytes."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(20):
        writer.write(b"X-Giant: " + A_MEGABYTE + b"\r\n")
        await writer.drain()


async def _babble(writer: asyncio.StreamWriter) -> None:
    """No HTTP at all."""
    writer.write(b"220 mail.example.org ESMTP ready\r\n")
    await writer.drain()


_ODD = {
    "hangs": _hang,
    "closes": _close,
    "lies": _lie,
    "drips": _drip,
    "endless": _endless,
    "giant": _giant,
    "babbles": _babble,
}


async def _serve(folder: Path, tls: list[str]) -> None:
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    server = await asyncio.start_server(_Served(folder), "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    (folder / "port").write_text(str(port))
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), sys.argv[2:]))
