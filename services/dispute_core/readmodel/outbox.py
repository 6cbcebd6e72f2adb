"""Which notices are to be sent now, and by whom: claimed by a lease, never twice."""
# ruff: noqa: S608 - every name in it is ours, every value a parameter

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from dispute_core.readmodel.notices import (
    COLUMNS,
    NOT_CONFIGURED,
    NoticeRow,
    rows_from,
)

_FREE = "(leased_until IS NULL OR leased_until <= $1)"
_FIRST = """(mail_id = id OR NOT EXISTS (
        SELECT 1 FROM notices AS other WHERE other.mail_id = notices.mail_id
        AND other.status = 'waiting' AND other.id < notices.id
    ))"""
"""What goes together is claimed by its first alone: no two mails may bear one id."""

_TAKE = f"""
UPDATE notices AS n SET leased_by = $2, leased_until = $3
FROM (
    SELECT id FROM notices
    WHERE status = 'waiting' AND next_at <= $1 AND {_FREE} AND {_FIRST}%s
    ORDER BY next_at, id LIMIT $4 FOR UPDATE SKIP LOCKED
) AS due
WHERE n.id = due.id RETURNING {COLUMNS}
"""
_CLAIM = _TAKE % ""
_CLAIM_ALSO = _TAKE % " AND partnership = $5 AND recipient = $6"
_CLAIM_MAIL = f"""
UPDATE notices AS n SET leased_by = $2, leased_until = $3
WHERE mail_id = $4 AND status = 'waiting' AND ({_FREE} OR leased_by = $2)
RETURNING {COLUMNS}
"""
_MINE = " WHERE id = ANY($1::uuid[]) AND status = 'waiting' AND leased_by = $2"
_LATER = (
    "UPDATE notices SET leased_by = NULL, leased_until = NULL, next_at = $3,"
    " because = coalesce($4, because), attempts = attempts + $5,"
    " give_up_at = coalesce(give_up_at, $6)" + _MINE
)
_TOGETHER = "UPDATE notices SET mail_id = $3" + _MINE
_HOLD_FOR = (
    "UPDATE notices SET leased_by = NULL, leased_until = NULL, next_at = $3,"
    " digest_at = $3, mail_id = $4" + _MINE
)
_DROP = (
    "UPDATE notices SET status = $3, settled_at = $4, leased_by = NULL,"
    " leased_until = NULL" + _MINE
)
_LET_GO = (
    "UPDATE notices SET leased_by = NULL, leased_until = NULL"
    " WHERE leased_by = $1 AND status = 'waiting'"
)
_NOW_CONFIGURED = (
    "UPDATE notices SET next_at = $1, because = NULL"
    " WHERE status = 'waiting' AND because = $2"
)
_HOLD = (
    "UPDATE notices SET next_at = $2, because = $3"
    " WHERE status = 'waiting' AND next_at <= $1"
)
_HURRY = (
    "UPDATE notices SET next_at = $1 WHERE status = 'waiting' AND next_at > $1"
    " AND attempts > 0 AND because = ANY($2::text[])"
)
_LATELY = (
    "SELECT count(DISTINCT mail_id) FROM notices WHERE partnership = $1"
    " AND recipient = $2 AND settled_at > $3 AND status = 'sent'"
)
_FOR_DUTIES = f"""
SELECT {COLUMNS} FROM notices AS n
WHERE kind = 'duty' AND status = 'sent' AND duty_told_at IS NULL ORDER BY id LIMIT $1
"""
_DUTY_HEARD = "UPDATE notices SET duty_told_at = $2 WHERE id = $1"
_COUNTS = """
SELECT count(*),
       (SELECT count(*) FROM notices
        WHERE status = 'undeliverable' AND partnership <> ALL($2)),
       min(created_at), (SELECT count(*) FROM untold_streams)
FROM notices
WHERE status = 'waiting' AND next_at <= $1 AND partnership <> ALL($2)
"""
_TRACE = """
SELECT b.traceparent FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = $1 AND e.version = $2
"""

_HELD = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many notices wait that should have gone, and how many never will."""

    waiting: int
    undeliverable: int
    oldest: datetime | None
    unreadable: int
    """Disputes that could not be read, so that their notices are not even known."""


@dataclass(frozen=True, kw_only=True)
class Outbox:
    """One worker's way to the notices: whoever dies with a lease only delays."""

    pool: asyncpg.Pool
    worker_id: str
    lease: timedelta

    async def claim(self, now: datetime, limit: int) -> Sequence[NoticeRow]:
        """Some that are due, the longest waiting first."""
        rows = await self.pool.fetch(
            _CLAIM, now, self.worker_id, now + self.lease, limit
        )
        return sorted(rows_from(rows), key=lambda row: (row.next_at, row.id))

    async def claim_also(
        self, now: datetime, like: NoticeRow, limit: int
    ) -> Sequence[NoticeRow]:
        """What else is due for the same recipient."""
        rows = await self.pool.fetch(
            _CLAIM_ALSO,
            now,
            self.worker_id,
            now + self.lease,
            limit,
            like.partnership,
            like.recipient,
        )
        return sorted(rows_from(rows), key=lambda row: (row.next_at, row.id))

    async def claim_mail(self, now: datetime, mail_id: UUID) -> Sequence[NoticeRow]:
        """All that goes with one mail, whenever each of it was to be tried again.

        For whoever has claimed the first of it.
        """
        rows = await self.pool.fetch(
            _CLAIM_MAIL, now, self.worker_id, now + self.lease, mail_id
        )
        return sorted(rows_from(rows), key=lambda row: row.id)

    async def trace_of(self, row: NoticeRow) -> str | None:
        """The `traceparent` under which what it tells of was recorded."""
        found: str | None = await self.pool.fetchval(
            _TRACE, row.dispute_id, row.version
        )
        return found

    async def hold_for(self, row: NoticeRow, at: datetime, mail_id: UUID) -> None:
        """Keep it for the one mail of a morning."""
        await self.pool.execute(_HOLD_FOR, [row.id], self.worker_id, at, mail_id)

    async def put_off(
        self,
        rows: Sequence[NoticeRow],
        until: datetime,
        *,
        because: str | None = None,
        tried: bool = False,
        give_up_at: datetime | None = None,
    ) -> None:
        """Try them again at an instant; `tried` where this was an attempt."""
        ids, more = [row.id for row in rows], int(tried)
        await self.pool.execute(
            _LATER, ids, self.worker_id, until, because, more, give_up_at
        )

    async def together(self, rows: Sequence[NoticeRow], mail_id: UUID) -> None:
        """Make several one mail, and keep that for every further try."""
        ids = [row.id for row in rows]
        await self.pool.execute(_TOGETHER, ids, self.worker_id, mail_id)

    async def drop(self, row: NoticeRow, status: str, at: datetime) -> None:
        await self.pool.execute(_DROP, [row.id], self.worker_id, status, at)

    async def let_go(self) -> None:
        """Free what this worker holds, so that another need not wait for the lease."""
        await self.pool.execute(_LET_GO, self.worker_id)

    async def hold(self, now: datetime) -> None:
        """Let everything wait that is due, for there is no way out; it stays seen."""
        until = now + _HELD
        await self.pool.execute(_HOLD, now, until, NOT_CONFIGURED)

    async def now_configured(self, now: datetime) -> None:
        """What waited for a mail server to be named need not wait any longer."""
        await self.pool.execute(_NOW_CONFIGURED, now, NOT_CONFIGURED)

    async def hurry(self, now: datetime, because: Sequence[str]) -> None:
        """Try at once what failed for a reason that is over."""
        await self.pool.execute(_HURRY, now, list(because))

    async def sent_lately(self, like: NoticeRow, since: datetime) -> int:
        """How many mails a recipient has had since an instant."""
        found = await self.pool.fetchval(
            _LATELY, like.partnership, like.recipient, since
        )
        return int(found)

    async def for_duties(self, limit: int) -> Sequence[NoticeRow]:
        """Notices of the document's own that went, of which its duty has not heard."""
        return rows_from(await self.pool.fetch(_FOR_DUTIES, limit))

    async def duty_heard(self, row: NoticeRow, at: datetime) -> None:
        await self.pool.execute(_DUTY_HEARD, row.id, at)

    async def counts(self, now: datetime, left_out: Sequence[str]) -> Counts:
        """How they stand, but for those of the partnerships left out."""
        waiting, undeliverable, oldest, unreadable = await self.pool.fetchrow(
            _COUNTS, now, left_out
        )
        return Counts(
            waiting=waiting,
            undeliverable=undeliverable,
            oldest=oldest,
            unreadable=unreadable,
        )
