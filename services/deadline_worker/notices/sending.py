"""Sends what is due, beside the watching of deadlines and never in its way."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from uuid import uuid5

import structlog

from deadline_worker.failures import is_passing
from deadline_worker.filling import Filling
from deadline_worker.notices.channels import Channels
from deadline_worker.notices.hearing import Hearing
from deadline_worker.notices.telling import Telling
from deadline_worker.unhurried import rest_after
from dispute_core.domain.notices.of_concerns import CONCERN_RAISED
from dispute_core.readmodel.notices import NoticeRow
from dispute_core.readmodel.outbox import Counts, Outbox
from dispute_core.tracing import begun, gone_on, within

_SOON = timedelta(seconds=2)
_MINUTE = timedelta(minutes=1)
_LATER = timedelta(minutes=10)
"""How long a notice is left alone with which something went wrong on our side."""

_ALONE = frozenset({"record_sent", CONCERN_RAISED})
"""What a person sent, or told of no dispute, goes by itself, whatever else there is."""

_AT_MOST = 200
_FINISH_SECONDS = 5.0
_PAUSE_SECONDS = 2.0
_COUNT_EVERY = timedelta(seconds=5)

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Sending:
    """Claims rows, makes mails of them, and tells each in a task of its own."""

    outbox: Outbox
    telling: Telling
    channels: Channels
    filling: Filling
    hearing: Hearing
    now: Callable[[], datetime]
    idle_seconds: float
    counts: Counts | None = None
    broken: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _counted_at: datetime | None = None

    async def run(self) -> None:
        """Work until cancelled; then finish what is in hand and free the rest."""
        configured, used = False, time.process_time()
        try:
            while True:
                try:
                    if not configured and self.channels.e_mail is not None:
                        await self.outbox.now_configured(self.now())
                    configured = True
                    with within(begun()):
                        busy = await self.step()
                    # What is told meanwhile is told by tasks, which nothing else holds.
                    before, used = used, time.process_time()
                    rest = rest_after(used - before)
                    await asyncio.sleep(rest if busy else self.idle_seconds)
                except Exception as error:
                    if not is_passing(error):
                        raise
                    logger.warning("Nothing is sent.", kind=type(error).__name__)
                    await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            await self._finish()

    async def step(self) -> bool:
        """Take in the log, and start what is due; whether there may be more."""
        more = await self.filling()
        more = await self.hearing() or more
        await self._count()
        if self.channels.none:
            await self.outbox.hold(self.now())
            return more
        free = self.channels.settings.notices_at_once - len(self._tasks)
        if free <= 0:
            await asyncio.wait(
                self._tasks,
                timeout=self.idle_seconds,
                return_when=asyncio.FIRST_COMPLETED,
            )
            return True
        rows = await self.outbox.claim(self.now(), free)
        of_recipient = sorted(rows, key=lambda row: (row.partnership, row.recipient))
        for _, group in groupby(
            of_recipient, key=lambda row: (row.partnership, row.recipient)
        ):
            self._start(await self._mails(list(group)))
        return more or bool(rows)

    async def settled(self) -> None:
        """Wait until what is under way has come to an end."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _mails(self, rows: list[NoticeRow]) -> list[Sequence[NoticeRow]]:
        """What goes to one recipient: mail by mail, or as a digest if that is many."""
        now, many = self.now(), self.channels.settings.notices_many
        lately = await self.outbox.sent_lately(rows[0], now - _MINUTE)
        if len(rows) > 1 or lately >= many:
            rows += await self.outbox.claim_also(now, rows[0], _AT_MOST)
        alone = [row for row in rows if row.kind in _ALONE]
        fresh = [
            row for row in rows if row.mail_id == row.id and row.kind not in _ALONE
        ]
        begun = dict.fromkeys(row.mail_id for row in rows if row.mail_id != row.id)
        whole = [await self.outbox.claim_mail(now, mail_id) for mail_id in begun]
        mails = [found for found in whole if found]
        mails += [[row] for row in alone]
        if lately + len(fresh) <= many:
            return [*mails, *([row] for row in fresh)]
        if len(fresh) <= 1:
            await self.outbox.put_off(fresh, now + _MINUTE)
            return mails
        mail_id = uuid5(fresh[0].id, "digest")
        await self.outbox.together(fresh, mail_id)
        return [*mails, [row._replace(mail_id=mail_id) for row in fresh]]

    def _start(self, mails: Sequence[Sequence[NoticeRow]]) -> None:
        task = asyncio.create_task(self._tell_all(mails), name="notices")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell_all(self, mails: Sequence[Sequence[NoticeRow]]) -> None:
        """One after the other, so that a recipient reads things as they happened.

        What the lease may not last for waits for another turn.
        """
        started = self.now()
        for rows in mails:
            if self.now() - started > self.outbox.lease / 2:
                await self.outbox.put_off(rows, self.now() + _SOON)
            else:
                await self._tell(rows)

    async def _tell(self, rows: Sequence[NoticeRow]) -> None:
        """Whatever goes wrong with one mail is its own: no other waits for it."""
        try:
            with within(gone_on(await self.outbox.trace_of(rows[0]))):
                await self.telling(rows)
        except Exception as error:
            if is_passing(error):
                return  # the lease runs out, and somebody takes it up again
            self.broken += 1
            logger.exception(
                "A notice could not be handled; trying again later.",
                notice_id=str(rows[0].id),
                kind=type(error).__name__,
            )
            await self.outbox.put_off(rows, self.now() + _LATER)

    async def _count(self) -> None:
        now = self.now()
        if self._counted_at is None or now - self._counted_at >= _COUNT_EVERY:
            left_out = await self.telling.rules.in_training()
            self.counts = await self.outbox.counts(now, left_out)
            self._counted_at = now

    async def _finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_FINISH_SECONDS)
        left = tuple(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        try:
            await self.outbox.let_go()
        except Exception as error:
            if not is_passing(error):
                raise
