"""The writer: one task that turns all waiting appends into one transaction.

However many requests wait, they share one lock, one round of statements and one flush
to disk. A caller that goes away never takes a commit with it.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import structlog

from dispute_core.application.ports import Append, Appended, IdempotencyKey
from dispute_core.domain.errors import Busy, OutcomeUnknown, Unavailable
from dispute_core.log.codec import Codec
from dispute_core.log.committer import Committer, blamed
from dispute_core.log.hints import Notifier
from dispute_core.log.keyring import Secrets
from dispute_core.log.measures import Measures
from dispute_core.log.prepared import Prepared, Preparer
from dispute_core.log.projection import Projection
from dispute_core.log.sealing import Sealer
from dispute_core.turns import turn

BATCH_EVENTS = 256
BATCH_BYTES = 1024 * 1024
CAPACITY = 1024

TOGETHER = 16
"""Up to so many appends are never parted for the sake of taking turns."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    prepared: Prepared
    outcome: "asyncio.Future[Appended]"
    """The caller's own: whoever gives up waiting takes it along, and nothing else."""
    since: float = field(default_factory=perf_counter)
    twins: "list[asyncio.Future[None]]" = field(default_factory=list)
    """Those who wait for its end, however it ends."""

    def end(self, verdict: Appended | Exception) -> None:
        if not self.outcome.done():
            if isinstance(verdict, Exception):
                self.outcome.set_exception(verdict)
            else:
                self.outcome.set_result(verdict)
        for twin in self.twins:
            if not twin.done():
                twin.set_result(None)


class Writer:
    """The only way into the log."""

    def __init__(
        self,
        url: str,
        *,
        codec: Codec,
        secrets: Secrets,
        projections: Sequence[Projection] = (),
        capacity: int = CAPACITY,
    ) -> None:
        self._preparer = Preparer(codec, secrets)
        self._secrets = secrets
        self._committer = Committer(url, Sealer(secrets.ring), projections)
        self._notifier = Notifier(url)
        self.measures = Measures(self.depth)
        self._capacity = capacity
        self._queue: deque[_Waiting] = deque()
        self._in_flight: dict[bytes, _Waiting] = {}
        self._taken = 0
        self._wake = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._notifier.start()
        self._task = asyncio.create_task(self._run(), name="log writer")

    async def close(self) -> None:
        """Write what waits, then stop."""
        self._closing = True
        self._wake.set()
        if self._task is not None:
            await self._task
        await self._notifier.close()
        await self._committer.close()

    async def append(self, request: Append) -> Appended:
        """Record the events durably, or raise (see the `Log` port)."""
        self._refuse_overload()
        await turn()
        prepared = self._preparer.prepare(request)
        await turn()
        if prepared.request is not None:
            await self._twin(prepared.request)
        return await self._queued(prepared)

    async def confirm(self, key: IdempotencyKey) -> Appended:
        """What an earlier use of the key recorded, once it is certainly durable.

        A reader may see a commit whose wait for the standby was cancelled.
        """
        return await self._queued(self._preparer.question(key))

    def depth(self) -> int:
        """How many appends wait to be written."""
        return len(self._queue)

    async def twin_of(self, key: IdempotencyKey) -> None:
        """Wait until no append with this key is in flight."""
        await self._twin(self._secrets.request_digest(key.client, key.key))

    def _queued(self, prepared: Prepared) -> "asyncio.Future[Appended]":
        self._refuse_overload()
        if self._closing or self._task is None:
            message = "The service is stopping. Nothing was recorded."
            raise Unavailable(message)
        waiting = _Waiting(prepared, asyncio.get_running_loop().create_future())
        if prepared.request is not None and prepared.items:
            self._in_flight[prepared.request] = waiting
        self._queue.append(waiting)
        self._wake.set()
        return waiting.outcome

    def _refuse_overload(self) -> None:
        if len(self._queue) >= self._capacity:
            raise Busy

    async def _twin(self, request: bytes) -> None:
        while (first := self._in_flight.get(request)) is not None:
            ended = asyncio.get_running_loop().create_future()
            first.twins.append(ended)
            await ended

    async def _run(self) -> None:
        while True:
            if self._queue:
                await self._write(self._take())
            elif self._closing:
                return
            else:
                self._wake.clear()
                await self._wake.wait()

    def _take(self) -> list[_Waiting]:
        """As many as fit one transaction; one alone always does.

        At most half of those that come and go: while they are written the others are
        answered and prepared. Left to itself the one group grows, and the few of the
        other do not last for as long as it is being written.
        """
        most = max(TOGETHER, (self._taken + len(self._queue) + 1) // 2)
        batch = [self._queue.popleft()]
        events, size = len(batch[0].prepared.items), batch[0].prepared.size
        while self._queue and len(batch) < most:
            prepared = self._queue[0].prepared
            events += len(prepared.items)
            size += prepared.size
            if events > BATCH_EVENTS or size > BATCH_BYTES:
                break
            batch.append(self._queue.popleft())
        self._taken = len(batch)
        return batch

    async def _write(self, batch: list[_Waiting]) -> None:
        try:
            verdicts = await self._committer.commit([it.prepared for it in batch])
        except Exception as error:  # noqa: BLE001 - a defect of ours must not stop all
            log.error("the writer failed", appends=len(batch), reason=blamed(error))  # noqa: TRY400
            verdicts = [OutcomeUnknown() for _ in batch]
        ended = perf_counter()
        self.measures.batch(sum(len(it.prepared.items) for it in batch))
        for waiting, verdict in zip(batch, verdicts, strict=True):
            if waiting.prepared.request is not None and waiting.prepared.items:
                self._in_flight.pop(waiting.prepared.request, None)
            waiting.end(verdict)
            self.measures.ended(verdict, ended - waiting.since)
        self._notifier.soon()
