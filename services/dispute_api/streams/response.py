"""A stream as server-sent events (HTML standard, section 9.2)."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress

from fastapi.sse import format_sse_event
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dispute_api.streams.companions import Companions
from dispute_api.streams.hub import Streams
from dispute_api.streams.stream import Ending, Piece, Stream
from dispute_core.domain.errors import DisputeError, NotAllowed

MEDIA_TYPE = "text/event-stream"
CUT = "concord.cut"
"""An extension of our server: what breaks a connection off at once."""

HEADLESS = "concord.headless"
NOTICED_WITHIN = 0.01
"""Seconds after which the server knows of a connection that was broken off."""

RETRY_MS = (2000, 5000)
"""Each client is told another time, so that they do not all come back at once."""

CAUGHT_UP = "caught up"
ALIVE = "nothing new"
FAREWELLS: Mapping[Ending, str] = {
    "refused": "your token is no longer accepted",
    "lasted": "long enough; connect again and go on from the last id",
    "stopping": "the service is about to stop; go on from the last id",
    "trouble": "the log cannot be read just now; go on from the last id",
}


class EventStream(Response):
    """Sends a stream until it ends, and closes it whatever happens."""

    media_type = MEDIA_TYPE

    def __init__(self, stream: Stream, streams: Streams) -> None:
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._stream = stream
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        leaving: asyncio.Task[None] | None = None
        try:
            await self._begin(send)
            if not scope.get(HEADLESS):
                leaving = asyncio.create_task(self._notice_leaving(receive))
                await self._pass_on(send)
            if self._stream.ending != "slow":
                await send({"type": "http.response.body", "body": b""})
            elif CUT in scope.get("extensions", {}):
                scope["extensions"][CUT]["now"]()
                await asyncio.sleep(NOTICED_WITHIN)
        finally:
            self._streams.close(self._stream)
            if leaving is not None:
                leaving.cancel()
                with suppress(asyncio.CancelledError):
                    await leaving

    async def _begin(self, send: Send) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )

    async def _notice_leaving(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._stream.end("gone")

    async def _pass_on(self, send: Send) -> None:
        patience = self._streams.limits.patience_seconds
        async for text in self._said():
            try:
                async with self._stream.sending(patience):
                    await send(
                        {"type": "http.response.body", "body": text, "more_body": True}
                    )
            except TimeoutError:
                self._stream.ending = "slow"
                return

    async def _said(self) -> AsyncIterator[bytes]:
        stream = self._stream
        low, high = RETRY_MS
        yield format_sse_event(retry=random.randint(low, high), comment="welcome")  # noqa: S311 - it only spreads clients
        while stream.ending is None:
            try:
                companions = await self._streams.tail.join(stream)
                async for text in self._what_was(companions):
                    yield text
                if stream.ending is None and not stream.behind:
                    stream.move_on()
                    yield self._sign(CAUGHT_UP)
                async for text in self._what_comes():
                    yield text
            except NotAllowed:
                stream.end("refused")
            except DisputeError:
                stream.end("trouble")
        if stream.ending in FAREWELLS:
            yield format_sse_event(comment=FAREWELLS[stream.ending])

    async def _what_was(self, companions: Companions) -> AsyncIterator[bytes]:
        """Everything up to the end of the log, as far as this client has not had it."""
        stream, tail = self._stream, self._streams.tail
        caught_up = False
        while not caught_up and (page := await tail.missed(stream, companions)):
            if page.events:
                yield await self._events([tail.piece(one) for one in page.events])
            stream.place, caught_up = page.next, page.caught_up

    async def _what_comes(self) -> AsyncIterator[bytes]:
        """What is told to all with the same rights, and signs of life between."""
        stream = self._stream
        heartbeat = self._streams.limits.heartbeat_seconds
        while stream.ending is None:
            pieces = await stream.news(heartbeat)
            if pieces:
                yield await self._events(pieces)
                stream.place = pieces[-1].place
            elif stream.behind:
                return
            elif stream.ending is None:
                stream.move_on()
                yield self._sign(ALIVE)

    def _sign(self, comment: str) -> bytes:
        """A comment with a place to go on from, although nothing was told."""
        place = self._stream.opener.seal(self._stream.place)
        return format_sse_event(comment=comment, id=place)

    async def _events(self, pieces: Sequence[Piece]) -> bytes:
        """Some events as they are sent, once it is on record who is told of them."""
        opener = self._stream.opener
        await opener.record(piece.dispute for piece in pieces)
        return b"".join(
            b"id: %b\n%b" % (opener.seal(piece.place).encode(), piece.sent)
            for piece in pieces
        )
