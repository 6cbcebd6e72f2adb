"""Which messages go now, and what came of each: claimed by a lease.

Every endpoint has its own queue. One that does not answer is tried with one message at
a time, more and more seldom; nothing that waits for it stands in the way of others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import asyncpg

_TAKE = """
UPDATE webhook_deliveries AS d SET leased_by = $2, leased_until = $3
FROM (
    SELECT due.id, e.version, e.failures, e.failing_since
    FROM webhook_endpoints AS e CROSS JOIN LATERAL (
        SELECT id FROM webhook_deliveries AS one
        WHERE one.webhook_id = e.id AND status = 'waiting' AND next_at <= $1
          AND (leased_until IS NULL OR leased_until <= $1)
        ORDER BY next_at, id
        LIMIT CASE WHEN e.failures > 0 THEN 1 ELSE $5 END
        FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE e.next_at <= $1 AND e.ended_at IS NULL AND %s
    LIMIT $6
) AS due
WHERE d.id = due.id
RETURNING d.id, d.webhook_id, d.dispute_id, d.version, d.topic, d.reference,
    d.occurred_at, d.recorded_at, d.attempts, d.next_at,
    due.version, due.failures, due.failing_since,
    (SELECT b.traceparent FROM events AS said JOIN event_bodies AS b USING (position)
     WHERE said.stream_id = coalesce(d.dispute_id, d.webhook_id)
       AND said.version = d.version)
"""
_CLAIM = _TAKE % "e.id <> ALL($4::uuid[])"
_CLAIM_NEXT = _TAKE % "e.id = ANY($4::uuid[])"
_TRIED = """
INSERT INTO webhook_attempts (delivery_id, attempt, at, milliseconds, status, because)
SELECT * FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::integer[],
    $5::integer[], $6::text[])
ON CONFLICT DO NOTHING
"""
_SETTLE = """
UPDATE webhook_deliveries AS d
SET status = one.status, attempts = one.attempts, because = one.because,
    next_at = one.next_at, leased_by = NULL, leased_until = NULL,
    settled_at = CASE WHEN one.status <> 'waiting' THEN $2::timestamptz END
FROM unnest($3::uuid[], $4::text[], $5::integer[], $6::text[], $7::timestamptz[])
    AS one (id, status, attempts, because, next_at)
WHERE d.id = one.id AND d.leased_by = $1
"""
_LET_GO = """
UPDATE webhook_deliveries SET leased_by = NULL, leased_until = NULL
WHERE leased_by = $1 AND ($2::uuid[] IS NULL OR id = ANY($2)) AND status = 'waiting'
"""
_PUT_OFF = """
UPDATE webhook_deliveries SET next_at = $3, leased_by = NULL, leased_until = NULL
WHERE leased_by = $1 AND id = ANY($2::uuid[]) AND status = 'waiting'
"""
_ANSWERS = """
UPDATE webhook_endpoints SET failures = 0, failing_since = NULL, next_at = 'epoch'
WHERE id = $1 AND failures > 0
"""
_HURRY = """
UPDATE webhook_deliveries SET next_at = $2
WHERE webhook_id = $1 AND status = 'waiting' AND next_at > $2 AND because = ANY($3)
"""
_FAILS = """
UPDATE webhook_endpoints SET failures = failures + 1, next_at = $2,
    failing_since = coalesce(failing_since, $3)
WHERE id = $1
"""
_UNTOLD = """
SELECT d.id, d.webhook_id, d.dispute_id, d.version, d.status, e.partnership, e.agency
FROM webhook_deliveries AS d JOIN webhook_endpoints AS e ON e.id = d.webhook_id
WHERE d.status IN ('waiting', 'gone') AND d.told_at IS NULL AND d.give_up_at <= $1
  AND d.dispute_id IS NOT NULL AND (d.status = 'gone' OR d.attempts + e.failures > 0)
ORDER BY d.give_up_at LIMIT $2
"""
_TOLD = "UPDATE webhook_deliveries SET told_at = $2 WHERE id = $1"
_COUNTS = """
SELECT count(*), min(d.recorded_at)
FROM webhook_deliveries AS d JOIN webhook_endpoints AS e ON e.id = d.webhook_id
WHERE d.status = 'waiting' AND e.partnership <> ALL($1)
"""
_FAILING = """
SELECT count(*) FROM webhook_endpoints
WHERE ended_at IS NULL AND failures > 0 AND partnership <> ALL($1)
"""


_FORGET = """
WITH old AS (
    SELECT id FROM webhook_deliveries WHERE settled_at < $1
    ORDER BY settled_at LIMIT $2 FOR UPDATE SKIP LOCKED
), tries AS (
    DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM old)
)
DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM old)
"""


class Due(NamedTuple):
    """A message that goes now, with how its endpoint stands."""

    id: UUID
    webhook_id: UUID
    dispute_id: UUID | None
    version: int
    topic: str
    reference: str | None
    occurred_at: datetime
    recorded_at: datetime
    attempts: int
    next_at: datetime
    webhook_version: int
    failures: int
    failing_since: datetime | None
    traceparent: str | None = None
    """The trace in which what it tells of was recorded."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What became of a message; `milliseconds` is None where it was not tried."""

    due: Due
    status: str
    at: datetime
    milliseconds: int | None = None
    answered: int | None = None
    because: str | None = None
    next_at: datetime | None = None

    @property
    def attempts(self) -> int:
        return self.due.attempts + (self.milliseconds is not None)


class Untold(NamedTuple):
    """A message of which a person must hear that it does not arrive."""

    id: UUID
    webhook_id: UUID
    dispute_id: UUID
    version: int
    status: str
    partnership: str
    agency: str | None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many messages wait, since when the oldest does, and who does not answer."""

    waiting: int
    oldest: datetime | None
    failing: int


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One worker's way to the messages: whoever dies with a lease only delays."""

    pool: asyncpg.Pool
    worker_id: str
    lease: timedelta

    async def claim(
        self, now: datetime, *, beside: Iterable[UUID], each: int, limit: int
    ) -> Sequence[Due]:
        """What is due to endpoints other than these, some for each of them."""
        return await self._take(_CLAIM, now, list(beside), each, limit)

    async def claim_next(
        self, webhook_id: UUID, now: datetime, limit: int
    ) -> Sequence[Due]:
        """What else is due to an endpoint that takes what it gets."""
        return await self._take(_CLAIM_NEXT, now, [webhook_id], limit, limit)

    async def _take(
        self, query: str, now: datetime, ids: list[UUID], each: int, limit: int
    ) -> Sequence[Due]:
        until = now + self.lease
        rows = await self.pool.fetch(
            query, now, self.worker_id, until, ids, each, limit
        )
        return sorted((Due(*row) for row in rows), key=lambda due: due.next_at)

    async def settle(self, settled: Sequence[Settled], now: datetime) -> None:
        """Put down what became of some messages of one endpoint."""
        tried = [
            (one.due.id, one.attempts, one.at, one.milliseconds, one.answered,
             one.because)
            for one in settled if one.milliseconds is not None
        ]  # fmt: skip
        rows = [
            (one.due.id, one.status, one.attempts, one.because,
             one.next_at or one.due.next_at)
            for one in settled
        ]  # fmt: skip
        async with self.pool.acquire() as connection, connection.transaction():
            if tried:
                await connection.execute(_TRIED, *_columns(tried))
            await connection.execute(_SETTLE, self.worker_id, now, *_columns(rows))

    async def answers(
        self, webhook_id: UUID, now: datetime, because: Sequence[str]
    ) -> None:
        """An endpoint is back: try at once what failed for its absence."""
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(_ANSWERS, webhook_id)
            await connection.execute(_HURRY, webhook_id, now, list(because))

    async def fails(self, webhook_id: UUID, now: datetime, again_at: datetime) -> None:
        """An endpoint does not answer: leave all of it alone for a while."""
        await self.pool.execute(_FAILS, webhook_id, again_at, now)

    async def put_off(self, ids: Sequence[UUID], until: datetime) -> None:
        """Leave some alone, with which something went wrong on our side."""
        await self.pool.execute(_PUT_OFF, self.worker_id, list(ids), until)

    async def let_go(self, ids: Sequence[UUID] | None = None) -> None:
        """Free some, or all that this worker holds, for whoever comes next."""
        await self.pool.execute(
            _LET_GO, self.worker_id, None if ids is None else list(ids)
        )

    async def untold(self, now: datetime, limit: int) -> Sequence[Untold]:
        return [Untold(*row) for row in await self.pool.fetch(_UNTOLD, now, limit)]

    async def told(self, delivery_id: UUID, now: datetime) -> None:
        await self.pool.execute(_TOLD, delivery_id, now)

    async def forget(self, before: datetime, limit: int) -> None:
        """Keep no account for ever of what is long settled."""
        await self.pool.execute(_FORGET, before, limit)

    async def counts(self, left_out: Sequence[str]) -> Counts:
        """How they stand, but for those of the partnerships left out."""
        waiting, oldest = await self.pool.fetchrow(_COUNTS, left_out)
        failing = await self.pool.fetchval(_FAILING, left_out)
        return Counts(waiting=waiting, oldest=oldest, failing=failing)


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]
