"""A small page for those who watch a process, on a port of its own.

It is no part of the public interface, asks nobody who they are and answers GET alone:
keep it inside the network of the monitoring.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

_REQUEST_SECONDS = 5.0


class Page(NamedTuple):
    """What is answered."""

    body: bytes
    status: HTTPStatus = HTTPStatus.OK


def metrics_page(registry: CollectorRegistry) -> Callable[[], Page]:
    return lambda: Page(generate_latest(registry))


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Answers under some addresses with what is so at that moment."""

    host: str
    port: int
    pages: Mapping[str, Callable[[], Page]]

    async def serve(self) -> None:
        """Answer until cancelled."""
        async with self.opened() as server:
            await server.serve_forever()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[asyncio.Server]:
        """Answer meanwhile; raises `OSError` where the port is taken."""
        server = await asyncio.start_server(self._answer, self.host, self.port)
        async with server:
            yield server

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            async with asyncio.timeout(_REQUEST_SECONDS):
                request = await reader.readline()
                while (await reader.readline()).strip():
                    pass  # the headers say nothing that matters here
                writer.write(_written(self._page(request)))
                await writer.drain()
        except (TimeoutError, ConnectionError, ValueError):
            pass  # whoever asked has gone, or asked too much
        finally:
            writer.close()

    def _page(self, request: bytes) -> Page:
        path = request.split(b" ")[1] if request.startswith(b"GET ") else b""
        page = self.pages.get(path.decode("latin-1"))
        if page is None:
            known = " and ".join(sorted(self.pages))
            return Page(f"only {known}\n".encode(), HTTPStatus.NOT_FOUND)
        return page()


def _written(page: Page) -> bytes:
    head = (
        f"HTTP/1.1 {page.status.value} {page.status.phrase}\r\n"
        f"Content-Type: {CONTENT_TYPE_LATEST}\r\n"
        f"Content-Length: {len(page.body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + page.body
