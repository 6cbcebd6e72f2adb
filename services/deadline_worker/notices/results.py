"""Puts down what became of a try: in the log first, then in the table."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from deadline_worker.notices.addressing import Reached
from deadline_worker.notices.asking_again import next_prompt
from deadline_worker.notices.mail import Channel, NotNow
from deadline_worker.notices.patience import Tries
from deadline_worker.notices.rules import Rules
from dispute_core.application.notices import Record, give_up, put_on_record
from dispute_core.application.ports import Log
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.happened import (
    NoticeEvent,
    NoticeFailed,
    NoticeSent,
    UndeliverableBecause,
)
from dispute_core.readmodel.notices import Called, NoticeRow, add
from dispute_core.readmodel.noting import Noted, note
from dispute_core.readmodel.outbox import Outbox

_OURS = frozenset({"no_answer", "timed_out", "relay_refused_us"})
"""Trouble of the way and not of one recipient: over for all when it is over."""

_NOT_OFTENER = timedelta(minutes=5)

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Results:
    """What was sent, what failed, and what a person must see to."""

    outbox: Outbox
    log: Log
    rules: Rules
    tries: Tries
    sent_count: int = 0
    failed_count: int = 0
    given_up_count: int = 0
    _down: dict[str, datetime] = field(default_factory=dict)

    async def drop(self, row: NoticeRow, status: str, now: datetime) -> None:
        await self.outbox.drop(row, status, now)

    async def sent(
        self,
        row: NoticeRow,
        dispute: Dispute | None,
        *,
        channel: Channel,
        reached: Reached,
        now: datetime,
    ) -> None:
        """It may be sent again if we die here, and bears the same id then."""
        if row.kind == "prompt" and dispute is not None:
            await self._prompt_again(row, dispute, now)
        facts = {
            "channel": channel.name,
            "reached_by": reached.by,
            "mail_id": row.mail_id,
            "attempts": row.attempts + 1,
        }
        record = self._record(NoticeSent, row, now, facts, "sent")
        event = await put_on_record(record, self.log) or record.event(1)
        await note(self.outbox.pool, [Noted(event, now)])
        self.sent_count += 1

    async def failed(
        self,
        row: NoticeRow,
        dispute: Dispute | None,
        *,
        channel: Channel,
        failed: NotNow,
        now: datetime,
    ) -> None:
        """Try again later; after the last working day leave it to a person."""
        self.failed_count += 1
        if failed.because in _OURS:
            self._down.setdefault(channel.destination, now - _NOT_OFTENER)
        until = row.give_up_at
        if until is None:
            calendar = await self.rules.calendar(dispute) if dispute else None
            until = self.tries.until(now, calendar)
        if now >= until:
            await self.give_up(row, "given_up", now, tried=True)
            return
        attempts, because = row.attempts + 1, failed.because
        if row.because != because:
            facts = {
                "channel": channel.name,
                "because": because,
                "attempts": attempts,
            }
            once = f"failed/{because}"
            record = self._record(NoticeFailed, row, now, facts, once)
            await put_on_record(record, self.log)
            logger.warning(
                "A notice could not be sent; trying again.",
                notice_id=str(row.id),
                because=because,
            )
        again_at = self.tries.again_at(now, attempts)
        await self.outbox.put_off(
            [row], again_at, because=because, tried=True, give_up_at=until
        )

    async def refused(
        self, row: NoticeRow, _: Dispute | None, *, now: datetime
    ) -> None:
        await self.give_up(row, "refused", now, tried=True)

    async def give_up(
        self,
        row: NoticeRow,
        because: UndeliverableBecause,
        now: datetime,
        *,
        tried: bool = False,
    ) -> None:
        """From here a person sees to it, and the dispute says so."""
        attempts = row.attempts + int(tried)
        notice, partnership = row.notice, row.partnership
        event = await give_up(
            notice, partnership, because, self.log, at=now, attempts=attempts
        )
        if event is not None:
            await note(self.outbox.pool, [Noted(event, now)])
            if partnership not in await self.rules.in_training():
                self.given_up_count += 1
        logger.error(
            "A notice will not be sent; a person has to tell its recipient.",
            notice_id=str(row.id),
            because=because,
        )

    async def is_back(self, channel: Channel, now: datetime) -> None:
        """Let nobody wait for an hour for a server that answers again."""
        since = self._down.get(channel.destination)
        if since is not None and now - since >= _NOT_OFTENER:
            self._down.pop(channel.destination)
            await self.outbox.hurry(now, sorted(_OURS))

    async def _prompt_again(
        self, row: NoticeRow, dispute: Dispute, now: datetime
    ) -> None:
        again = next_prompt(
            row.notice,
            row.next_at,
            dispute,
            await self.rules.policy(dispute),
            await self.rules.calendar(dispute),
            now=now,
        )
        if again is None:
            return
        called = Called(
            notice=again,
            partnership=row.partnership,
            reference=row.reference,
            at=row.created_at,
        )
        async with self.outbox.pool.acquire() as connection:
            await add(connection, [called])

    def _record(
        self,
        says: type[NoticeEvent],
        row: NoticeRow,
        now: datetime,
        facts: dict[str, Any],
        once: str,
    ) -> Record:
        return Record(
            says=says,
            notice=row.notice,
            partnership=row.partnership,
            at=now,
            facts=facts,
            once=once,
        )
