"""What is answered to a client that does not speak HTTP well enough to be routed.

The server would answer in plain text; here too an error is a problem.
"""

from collections.abc import Mapping

import structlog
from uuid_utils.compat import uuid7
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from dispute_api.layers.edge import GUARDS
from dispute_api.layers.one_write import OneWrite
from dispute_api.layers.upgrades import StaysOnHttp
from dispute_api.refusals.problems import (
    HEAD_TOO_LARGE,
    MALFORMED_REQUEST,
    MEDIA_TYPE,
    Problem,
)
from dispute_api.streams.response import CUT
from dispute_api.views.parts import written
from dispute_core.tracing import HEADER, begun, within

MAX_HEAD = 64 * 1024
"""How many bytes the address and the headers of a request may have together."""

UNREADABLE = "The request could not be read as HTTP/1.1."
TOO_LARGE = "The address and the headers may have 64 KiB together."

log = structlog.get_logger("dispute_api")


class _TooLarge(Exception):
    """The request has more address and headers than we read."""


def protocol_for(base_url: str) -> type[HttpToolsProtocol]:
    """The server's own protocol, with our refusals."""

    class Protocol(StaysOnHttp):
        """Reads requests; refuses what is none, or none with an end to it."""

        _head = 0

        def on_message_begin(self) -> None:
            self._head = 0
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            super().on_headers_complete()
            _write_together(self)

        def on_url(self, url: bytes) -> None:
            self._count(len(url))
            super().on_url(url)

        def on_header(self, name: bytes, value: bytes) -> None:
            self._count(len(name) + len(value))
            super().on_header(name, value)

        def _count(self, length: int) -> None:
            self._head += length
            if self._head > MAX_HEAD:
                raise _TooLarge

        def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - ours is said instead
            self.transport.write(_answer(_problem(self._head), base_url))
            self.transport.close()

    return Protocol


def _write_together(protocol: StaysOnHttp) -> None:
    """Let the answer to the request just read leave in one piece.

    A stream may also break off the connection of a client that does not read.
    """
    if protocol.offered:
        return
    protocol.scope["extensions"] = {CUT: {"now": protocol.transport.abort}}
    cycle = protocol.cycle
    if cycle is not None and protocol.scope["method"] != "HEAD":
        cycle.transport = OneWrite(protocol.transport, protocol.loop)


def _problem(head: int) -> Problem:
    """What was wrong with a request, of whose head so many bytes were read."""
    if head > MAX_HEAD:
        return Problem(kind=HEAD_TOO_LARGE, detail=TOO_LARGE)
    return Problem(kind=MALFORMED_REQUEST, detail=UNREADABLE)


def _answer(problem: Problem, base_url: str) -> bytes:
    number, trace = str(uuid7()), begun()
    body = written(problem.as_json(base_url, f"urn:uuid:{number}"))
    headers: Mapping[bytes, bytes] = {
        **GUARDS,
        b"content-type": MEDIA_TYPE.encode(),
        b"content-length": str(len(body)).encode(),
        b"x-request-id": number.encode(),
        HEADER: trace.parent.encode(),
        b"connection": b"close",
    }
    with within(trace):
        log.info("unreadable", request=number, status=problem.kind.status)
    lines = [name + b": " + value + b"\r\n" for name, value in headers.items()]
    return b"".join((STATUS_LINE[problem.kind.status], *lines, b"\r\n", body))
