"""What became of notices, brought to their rows as the log tells it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg

from dispute_core.domain.notices.happened import (
    NoticeEvent,
    NoticeFailed,
    NoticeSent,
    NoticeUndeliverable,
)

_NOTE = """
UPDATE notices AS n SET
    status = CASE
        WHEN said.what <> 'acknowledged' THEN coalesce(said.status, n.status)
        WHEN n.status = 'waiting' THEN 'cancelled' ELSE n.status END,
    settled_at = CASE said.what
        WHEN 'failed' THEN n.settled_at
        WHEN 'acknowledged' THEN coalesce(n.settled_at, said.at) ELSE said.at END,
    mail_id = coalesce(said.mail_id, n.mail_id),
    attempts = coalesce(said.attempts, n.attempts),
    because = CASE said.what
        WHEN 'acknowledged' THEN n.because ELSE said.because END,
    leased_by = CASE WHEN said.status IS NULL THEN n.leased_by END,
    leased_until = CASE WHEN said.status IS NULL THEN n.leased_until END,
    acknowledged_at = CASE said.what
        WHEN 'acknowledged' THEN coalesce(n.acknowledged_at, said.at)
        ELSE n.acknowledged_at END
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::uuid[],
    $6::integer[], $7::text[])
    AS said (notice_id, what, at, status, mail_id, attempts, because),
    (SELECT set_config('synchronous_commit', 'off', true)) AS hurry (told)
WHERE n.id = said.notice_id AND CASE said.what
    WHEN 'acknowledged' THEN true
    WHEN 'undeliverable' THEN n.status <> 'undeliverable'
    ELSE n.status = 'waiting' END
"""
"""What a crash takes back of it, the log tells again; nobody waits for its flush."""


class Noted(NamedTuple):
    """What became of a notice, and when that was recorded."""

    event: NoticeEvent
    at: datetime


async def note(
    connection: asyncpg.Connection | asyncpg.Pool, noted: Iterable[Noted]
) -> None:
    """Bring the rows of notices to what their events say, in this order.

    One statement for all, and another one for what became of the same notice next.
    """
    waiting = list(noted)
    while waiting:
        first: dict[UUID, Noted] = {}
        for one in waiting:
            first.setdefault(one.event.notice_id, one)
        rows = [_said(*one) for one in first.values()]
        await connection.execute(_NOTE, *map(list, zip(*rows, strict=True)))
        waiting = [one for one in waiting if first[one.event.notice_id] is not one]


def _said(event: NoticeEvent, at: datetime) -> tuple[object, ...]:
    """In the order of `_NOTE`: the new status, if any, and what goes with it."""
    if isinstance(event, NoticeSent):
        mail, attempts = event.mail_id, event.attempts
        return (event.notice_id, "sent", at, "sent", mail, attempts, None)
    if isinstance(event, NoticeUndeliverable):
        what, because = "undeliverable", event.because
        return (event.notice_id, what, at, what, None, None, because)
    if isinstance(event, NoticeFailed):
        return (event.notice_id, "failed", at, None, None, None, event.because)
    return (event.notice_id, "acknowledged", at, None, None, None, None)
