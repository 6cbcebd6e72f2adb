"""Sends what is due, beside the watching of deadlines and never in its way."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID

import structlog

from deadline_worker.failures import is_passing
from deadline_worker.unhurried import rest_after
from deadline_worker.webhooks.delivering import Delivering, Outcome, Subscriptions
from deadline_worker.webhooks.disputes import Rows, Stood, now_of, streams
from deadline_worker.webhooks.filling import Filling
from deadline_worker.webhooks.results import Results
from deadline_worker.webhooks.telling import Telling
from dispute_core.domain.webhooks.subscription import Webhook
from dispute_core.readmodel.folding import DecodeFacts
from dispute_core.readmodel.webhooks.queue import Counts, Due
from dispute_core.tracing import begun, within

_BATCHES = 4
"""How many rounds to one endpoint are claimed together."""

_LATER = timedelta(minutes=10)
"""How long messages are left alone with which something went wrong on our side."""

_FORGOTTEN_AT_ONCE = 500
_FINISH_SECONDS = 5.0
_PAUSE_SECONDS = 2.0
_COUNT_EVERY = timedelta(seconds=5)

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Sending:
    """Claims messages, and serves each endpoint in a task of its own.

    However slow one is, the others have theirs.
    """

    filling: Filling
    telling: Telling
    subscriptions: Subscriptions
    delivering: Delivering
    results: Results
    decode: DecodeFacts
    now: Callable[[], datetime]
    idle_seconds: float
    each: int
    endpoints: int
    kept: timedelta
    counts: Counts | None = None
    broken: int = 0
    _tasks: dict[UUID, asyncio.Task[None]] = field(default_factory=dict)
    _stopping: bool = False
    _freed: asyncio.Event = field(default_factory=asyncio.Event)
    _counted_at: datetime | None = None

    async def run(self) -> None:
        """Work until cancelled; then finish what is in hand and free the rest."""
        try:
            while True:
                self._freed.clear()
                started = time.monotonic()
                try:
                    with within(begun()):
                        busy = await self.step()
                except Exception as error:
                    # A mistake of ours must not end the watching of deadlines too.
                    if is_passing(error):
                        kind = type(error).__name__
                        logger.warning("No message is sent.", kind=kind)
                    else:
                        self.broken += 1
                        logger.exception("No message can be sent.")
                    await asyncio.sleep(_PAUSE_SECONDS)
                else:
                    await self._rest(time.monotonic() - started, busy=busy)
        finally:
            await self._finish()

    async def step(self) -> bool:
        """Take in the log, and start what is due; whether there may be more."""
        more = await self.filling()
        await self.telling()
        await self._count()
        free = self.endpoints - len(self._tasks)
        if free <= 0:
            return more
        dues = await self.results.queue.claim(
            self.now(),
            beside=self._tasks,
            each=self.each * _BATCHES,
            limit=free * self.each,
        )
        of_endpoint = attrgetter("webhook_id")
        for webhook_id, some in groupby(sorted(dues, key=of_endpoint), of_endpoint):
            self._start(webhook_id, list(some))
        return more or bool(dues)

    async def settled(self) -> None:
        """Wait until what is under way has come to an end."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    def _start(self, webhook_id: UUID, dues: Sequence[Due]) -> None:
        task = asyncio.create_task(self._serve(dues), name="webhook")
        self._tasks[webhook_id] = task

        def ended(_: asyncio.Task[None]) -> None:
            self._tasks.pop(webhook_id, None)
            self._freed.set()

        task.add_done_callback(ended)

    async def _serve(self, dues: Sequence[Due]) -> None:
        """Go on as long as there is more and the endpoint takes it.

        Whatever goes wrong with one endpoint is its own: no other waits for it.
        """
        webhook_id, most = dues[0].webhook_id, self.each * _BATCHES
        try:
            while dues and await self._send_all(dues) and not self._stopping:
                queue = self.results.queue
                dues = await queue.claim_next(webhook_id, self.now(), most)
        except Exception as error:
            if is_passing(error):
                return  # the lease runs out, and somebody takes it up again
            self.broken += 1
            logger.exception(
                "Messages could not be handled; trying again later.",
                webhook_id=str(webhook_id),
                kind=type(error).__name__,
            )
            ids = [due.id for due in dues]
            await self.results.queue.put_off(ids, self.now() + _LATER)

    async def _send_all(self, dues: Sequence[Due]) -> bool:
        """Some at a time; the rest is let go if the endpoint does not answer."""
        first = dues[0]
        webhook = await self.subscriptions.get(first.webhook_id, first.webhook_version)
        if webhook is None:
            raise LookupError(first.webhook_id)
        pool = self.results.queue.pool
        ids = {due.dispute_id for due in dues if due.dispute_id is not None}
        disputes = self._read(await streams(pool, ids))
        for start in range(0, len(dues), self.each):
            some = dues[start : start + self.each]
            outcomes = await self._send(some, webhook, disputes)
            if not await self.results.note(webhook, outcomes, self.now()):
                left = [due.id for due in dues[start + self.each :]]
                await self.results.queue.let_go(left)
                return False
        return True

    def _read(self, found: Mapping[UUID, Rows]) -> dict[UUID, Stood | None]:
        """A dispute that cannot be read keeps its own messages back, and no others."""
        disputes: dict[UUID, Stood | None] = {}
        for stream, rows in found.items():
            try:
                disputes[stream] = now_of(rows, self.decode)
            except Exception as error:
                if is_passing(error):
                    raise
                self.broken += 1
                disputes[stream] = None
                kind = type(error).__name__
                logger.critical(
                    "A dispute cannot be read.", dispute_id=str(stream), kind=kind
                )
        return disputes

    async def _send(
        self,
        dues: Sequence[Due],
        webhook: Webhook,
        disputes: Mapping[UUID, Stood | None],
    ) -> list[tuple[Due, Outcome]]:
        outcomes = await asyncio.gather(
            *(self.delivering(due, webhook, disputes) for due in dues)
        )
        return list(zip(dues, outcomes, strict=True))

    async def _rest(self, seconds: float, *, busy: bool) -> None:
        """Until there may be more: a little after work, longer where there is none."""
        if busy:
            await asyncio.sleep(rest_after(seconds))
        try:
            async with asyncio.timeout(0 if busy else self.idle_seconds):
                await self._freed.wait()
        except TimeoutError:
            return

    async def _count(self) -> None:
        now = self.now()
        if self._counted_at is None or now - self._counted_at >= _COUNT_EVERY:
            queue, self._counted_at = self.results.queue, now
            left_out = await self.delivering.rules.in_training()
            self.counts = await queue.counts(left_out)
            await queue.forget(now - self.kept, _FORGOTTEN_AT_ONCE)

    async def _finish(self) -> None:
        self._stopping = True
        tasks = list(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=_FINISH_SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        try:
            await self.results.queue.let_go()
        except Exception as error:
            if not is_passing(error):
                raise
