"""Every open stream of a process: opened within limits, watched, ended in time."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from dispute_api.refusals.problems import TOO_MANY_STREAMS, Rejected
from dispute_api.streams.limits import StreamLimits
from dispute_api.streams.stream import Ending, Opener, Stream
from dispute_api.streams.tail import Tail
from dispute_core.bootstrap import Services
from dispute_core.domain.errors import Busy, DisputeError, Unavailable
from dispute_core.readmodel.fed_events import FedEvent
from dispute_core.readmodel.feed_order import Place

LOOK_EVERY = 0.25
"""Seconds; with what a verifier remembers, whoever is revoked is gone within one."""

TURN = 50
"""How many tokens are looked at before others get a turn."""

ONE_FEWER = (
    "Close a stream before you open another, or follow the feed page by page instead."
)
log = structlog.get_logger("dispute_api")

STOPPING = "The service is about to stop. Connect again."


class Streams:
    """Opens and ends streams."""

    def __init__(
        self,
        services: Services,
        limits: StreamLimits,
        written: Callable[[FedEvent], bytes],
    ) -> None:
        self.limits = limits
        self.tail = Tail(services, written)
        self._open: set[Stream] = set()
        self._of_client: Counter[str] = Counter()
        self._stopping = False

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Follow and watch for as long as the service runs."""
        tasks = [
            asyncio.create_task(self.tail.run(), name="tail of the feed"),
            asyncio.create_task(self._watch(), name="watch over streams"),
        ]
        try:
            yield
        finally:
            self.stop()
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    def count(self) -> int:
        return len(self._open)

    def open(self, opener: Opener, after: Place | None) -> Stream:
        """A stream for a client; raises `Rejected`, `Busy` or `Unavailable`."""
        if self._stopping:
            raise Unavailable(STOPPING)
        if self._of_client[opener.caller.namespace] >= self.limits.per_client:
            retry = {"Retry-After": str(round(self.limits.heartbeat_seconds))}
            raise Rejected(TOO_MANY_STREAMS, ONE_FEWER, headers=retry)
        if len(self._open) >= self.limits.at_most:
            raise Busy
        stream = Stream(opener, after, time.monotonic() + self.limits.longest_seconds)
        self._open.add(stream)
        self._of_client[opener.caller.namespace] += 1
        return stream

    def close(self, stream: Stream) -> None:
        self.tail.leave(stream)
        if stream in self._open:
            self._open.discard(stream)
            client = stream.opener.caller.namespace
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]

    def stop(self) -> None:
        """Let every stream say farewell, and none begin."""
        self._stopping = True
        for stream in self._open:
            stream.end("stopping")

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for number, stream in enumerate(list(self._open)):
                if number % TURN == 0:
                    await asyncio.sleep(0)
                ending = await self._ending_of(stream)
                if ending is not None:
                    stream.end(ending)

    async def _ending_of(self, stream: Stream) -> Ending | None:
        """Why a stream ends now: a request of theirs would be refused, or it is old."""
        if stream.ending is not None:
            return None
        if time.monotonic() >= stream.until:
            return "lasted"
        try:
            admitted = await stream.opener.admitted()
        except Unavailable:
            return None
        except (Rejected, DisputeError):
            return "refused"
        except Exception as error:  # noqa: BLE001 - who cannot be asked about must go
            log.error("a stream is not watched", kind=type(error).__name__)  # noqa: TRY400
            return "trouble"
        return None if admitted == stream.opener.caller else "refused"
