"""Tells one recipient: asks the dispute first, then the directory, then sends."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid5

from deadline_worker.loading import Load
from deadline_worker.notices.addressing import NobodyMeant, NoMailbox, Reached, reach
from deadline_worker.notices.channels import Channels, Full
from deadline_worker.notices.concerns import reach_lead
from deadline_worker.notices.enclosing import CannotEnclose, Enclosing
from deadline_worker.notices.mail import Channel, Mail, NotNow, RefusedForGood
from deadline_worker.notices.results import Results
from deadline_worker.notices.rules import Rules
from deadline_worker.notices.wording import Wording
from dispute_core.domain.concerns import concern_of
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.daily import mail_of_the_day, may_wait, next_mail
from dispute_core.domain.notices.notice import THE_BOARD, Recipient
from dispute_core.domain.notices.of_concerns import (
    CONCERN_RAISED,
    waits_for_its_lead,
)
from dispute_core.domain.notices.standing import still_called_for
from dispute_core.domain.working_time import local_date
from dispute_core.readmodel.notices import NOT_CONFIGURED, NoticeRow, of_mail

_BUSY = timedelta(seconds=2)
_JUST_BEFORE = timedelta(minutes=1)
_NOT_CONFIGURED = timedelta(hours=1)
_UNDELIVERED = "notice."


@dataclass(kw_only=True)
class Telling:
    """Brings the rows of one mail to an end, or to another try."""

    rules: Rules
    load: Load
    channels: Channels
    wording: Wording
    enclosing: Enclosing
    results: Results
    now: Callable[[], datetime]
    longest_seconds: float = 60.0

    async def __call__(self, rows: Sequence[NoticeRow]) -> None:
        now = self.now()
        if rows[0].kind == CONCERN_RAISED:
            await self._of_concern(rows[0], now)
            return
        disputes = await self.load([row.dispute_id for row in rows])
        wanted: list[NoticeRow] = []
        for row in rows:
            if still_called_for(row.notice, disputes[row.dispute_id], now):
                wanted.append(row)
            else:
                await self.results.drop(row, "cancelled", now)
        if wanted:
            await self._to_whom(wanted, disputes, now)

    async def _to_whom(
        self,
        rows: Sequence[NoticeRow],
        disputes: Mapping[UUID, Dispute],
        now: datetime,
    ) -> None:
        """Those of one mail who are reached at the same place go on together."""
        together: dict[tuple[str, ...], tuple[Reached, list[NoticeRow]]] = {}
        for row in rows:
            dispute = disputes[row.dispute_id]
            found = await self._reach(row.notice.to, dispute, now)
            if isinstance(found, NobodyMeant) and row.kind == "duty":
                await self.results.drop(row, "left_to_people", now)
            elif isinstance(found, NobodyMeant | NoMailbox):
                await self.results.give_up(row, "no_address", now)
            elif await self._is_the_failing_one(row, found, dispute, now):
                await self.results.give_up(row, "same_mailbox", now)
            elif not await self._is_held(row, found, dispute, now):
                _, so_far = together.setdefault(found.mailboxes, (found, []))
                so_far.append(row)
        for reached, these in together.values():
            parted = await self._parted(these, rows)
            await self._send(parted, reached, disputes, now)

    async def _of_concern(self, row: NoticeRow, now: datetime) -> None:
        """To the lead to whom it was put, unless the lead has decided on it already."""
        concern = concern_of(await self.rules.store.streams.events(row.dispute_id))
        if concern is None or not waits_for_its_lead(concern):
            await self.results.drop(row, "cancelled", now)
            return
        partnership = await self.rules.partnership(row.partnership)
        found = reach_lead(concern, partnership, local_date(now))
        if isinstance(found, NoMailbox):
            await self.results.give_up(row, "no_address", now)
            return
        await self._send([row], found, {}, now)

    async def _parted(
        self, these: Sequence[NoticeRow], rows: Sequence[NoticeRow]
    ) -> Sequence[NoticeRow]:
        """A digest of which some go elsewhere: no two mails may bear one id."""
        if these[0].id == rows[0].id:
            return these
        mail_id = uuid5(these[0].id, "apart")
        await self.results.outbox.together(these, mail_id)
        return [row._replace(mail_id=mail_id) for row in these]

    async def _reach(
        self, to: Recipient, dispute: Dispute, now: datetime
    ) -> Reached | NobodyMeant | NoMailbox:
        """An office that nobody knows by its words is the board's, once it may hear."""
        partnership = await self.rules.partnership(dispute.raised.partnership)
        on = local_date(now)
        found = reach(to, dispute, partnership, on)
        at_stage = {one.office for one in dispute.stage.acting if one.office}
        if isinstance(found, NobodyMeant) and to.code in at_stage:
            return reach(THE_BOARD, dispute, partnership, on)
        return found

    async def _is_held(
        self, row: NoticeRow, found: Reached, dispute: Dispute, now: datetime
    ) -> bool:
        """Whether it goes with the one mail of a morning, and not at once.

        What has a mail already goes with that. Just before the hour nothing joins:
        the mail may be on its way.
        """
        channel = self.channels.of(row.partnership, row.notice.to)
        if not found.daily or row.mail_id != row.id or channel is None:
            return False
        at = next_mail(row.next_at, await self.rules.calendar(dispute))
        if at - now < _JUST_BEFORE or not channel.for_people:
            return False
        if not may_wait(row.notice, dispute, now, at):
            return False
        mail_id = mail_of_the_day(row.partnership, found.places, at)
        await self.results.outbox.hold_for(row, at, mail_id)
        return True

    async def _is_the_failing_one(
        self, row: NoticeRow, found: Reached, dispute: Dispute, now: datetime
    ) -> bool:
        """Whether a notice of a failed notice would go to where that one failed."""
        if row.kind != "undelivered" or not row.about:
            return False
        failed = UUID(row.about.removeprefix(_UNDELIVERED))
        for before in await of_mail(self.results.outbox.pool, failed):
            there = await self._reach(before.notice.to, dispute, now)
            if isinstance(there, Reached):
                return not set(there.mailboxes).isdisjoint(found.mailboxes)
        return False

    async def _send(
        self,
        rows: Sequence[NoticeRow],
        reached: Reached,
        disputes: Mapping[UUID, Dispute],
        now: datetime,
    ) -> None:
        outbox, first = self.results.outbox, rows[0]
        channel = self.channels.of(first.partnership, first.notice.to)
        if channel is None:
            until = now + _NOT_CONFIGURED
            await outbox.put_off(rows, until, because=NOT_CONFIGURED)
            return
        partnership = await self.rules.partnership(first.partnership)
        try:
            enclosed = await self.enclosing.of(first, reached)
        except CannotEnclose:
            await self.results.give_up(first, "cannot_enclose", now)
            return
        mail = self.wording.mail(rows, reached, partnership, enclosed)
        end: Callable[..., Awaitable[None]]
        try:
            await self._hand_over(mail, channel)
        except Full:
            await outbox.put_off(rows, now + _BUSY)
            return
        except NotNow as failed:
            end = partial(self.results.failed, channel=channel, failed=failed)
        except RefusedForGood:
            end = self.results.refused
        else:
            end = partial(self.results.sent, channel=channel, reached=reached)
            await self.results.is_back(channel, self.now())
        await self._end(rows, disputes, end)

    async def _end(
        self,
        rows: Sequence[NoticeRow],
        disputes: Mapping[UUID, Dispute],
        end: Callable[..., Awaitable[None]],
    ) -> None:
        """Of all disputes at once: the log is locked once for a digest, not for each.

        What became of the notices of one dispute stands in one stream, in turn.
        """

        async def of_one(some: Sequence[NoticeRow]) -> None:
            for row in some:
                await end(row, disputes.get(row.dispute_id), now=self.now())

        together: dict[UUID, list[NoticeRow]] = {}
        for row in rows:
            together.setdefault(row.dispute_id, []).append(row)
        ends = [of_one(some) for some in together.values()]
        for ended in await asyncio.gather(*ends, return_exceptions=True):
            if ended is not None:
                raise ended

    async def _hand_over(self, mail: Mail, channel: Channel) -> None:
        """Raises `Full`, `NotNow` or `RefusedForGood`."""
        with self.channels.room(channel):
            try:
                async with asyncio.timeout(self.longest_seconds):
                    await channel.send(mail)
            except TimeoutError:
                raise NotNow("timed_out") from None
