"""The table of notices: what waits to be told, and how far telling it has come.

Whatever it says can be made again from the log: the rows from the events of disputes,
their ends from the events of the notices. Only leases and next tries are its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

import asyncpg

from dispute_core.application.acknowledging import Standing
from dispute_core.domain.notices.happened import notices_stream
from dispute_core.domain.notices.notice import Asked, Notice, NoticeKind, Recipient

NOTICES = "notices"
"""Under which the position is kept up to which the log has been read."""

NOT_CONFIGURED = "not_configured"


class NoticeRow(NamedTuple):
    """A row as the worker and the API read it."""

    id: UUID
    dispute_id: UUID
    partnership: str
    reference: str
    version: int
    kind: NoticeKind
    recipient: str
    copy: bool
    stage: str
    owed_by: str
    words: str | None
    clause: str | None
    about: str | None
    due_at: datetime | None
    created_at: datetime
    status: str
    mail_id: UUID
    attempts: int
    next_at: datetime
    give_up_at: datetime | None
    because: str | None
    settled_at: datetime | None
    digest_at: datetime | None
    """The morning for whose one mail it is held, if it is."""
    acknowledged_at: datetime | None

    @property
    def notice(self) -> Notice:
        return Notice(
            id=self.id,
            dispute_id=self.dispute_id,
            version=self.version,
            kind=self.kind,
            to=Recipient.of(self.recipient),
            stage=self.stage,
            owed_by=self.owed_by,
            copy=self.copy,
            asked=Asked(
                words=self.words,
                clause=self.clause,
                about=self.about,
                due_at=self.due_at,
            ),
        )

    @property
    def standing(self) -> Standing:
        return Standing(
            notice=self.notice,
            partnership=self.partnership,
            status=self.status,
            attempts=self.attempts,
        )


COLUMNS = ", ".join(f"n.{name}" for name in NoticeRow._fields)

_ADD = """
INSERT INTO notices (id, dispute_id, partnership, reference, version, kind, recipient,
    copy, stage, owed_by, words, clause, about, due_at, created_at, mail_id, next_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[],
    $6::text[], $7::text[], $8::boolean[], $9::text[], $10::text[], $11::text[],
    $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[], $16::uuid[],
    $17::timestamptz[])
ON CONFLICT (id) DO NOTHING
"""
_CANCEL = """
UPDATE notices AS n SET status = 'cancelled', settled_at = ended.at
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS ended (dispute_id, about, at)
WHERE n.dispute_id = ended.dispute_id AND n.about = ended.about
  AND n.status = 'waiting'
"""
_READ = """
SELECT b.facts ->> 'notice_id', e.recorded_at
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = $1 AND e.topic = 'notice.acknowledged'
"""


@dataclass(frozen=True, kw_only=True)
class Called:
    """A notice with what its row needs besides."""

    notice: Notice
    partnership: str
    reference: str
    at: datetime
    """When the event was recorded that calls for it."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What is owed no longer, so that nobody needs to be told of it."""

    dispute_id: UUID
    about: str
    at: datetime


async def add(connection: asyncpg.Connection, called: Iterable[Called]) -> None:
    """Put down what is to be told; what stands there already stays as it is."""
    rows = [_row(one) for one in called]
    if rows:
        await connection.execute(_ADD, *map(list, zip(*rows, strict=True)))


async def cancel(connection: asyncpg.Connection, ended: Iterable[Ended]) -> None:
    rows = [(one.dispute_id, one.about, one.at) for one in ended]
    if rows:
        await connection.execute(_CANCEL, *map(list, zip(*rows, strict=True)))


async def of_dispute(
    connection: asyncpg.Connection, dispute_id: UUID
) -> Sequence[NoticeRow]:
    """Every notice of a dispute, the oldest first.

    Who has said that they read one sees it at once, before the table follows the log.
    """
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM notices AS n WHERE dispute_id = $1"  # noqa: S608 - ours
        " ORDER BY created_at, id",
        dispute_id,
    )
    read = await connection.fetch(_READ, notices_stream(dispute_id))
    at = {UUID(notice): when for notice, when in read}
    return [
        row._replace(acknowledged_at=row.acknowledged_at or at.get(row.id))
        for row in rows_from(rows)
    ]


async def of_mail(connection: asyncpg.Connection, mail_id: UUID) -> Sequence[NoticeRow]:
    """The notices that went, or would go, with one mail."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM notices AS n"  # noqa: S608 - ours
        " WHERE mail_id = $1 OR id = $1 ORDER BY id",
        mail_id,
    )
    return rows_from(rows)


def rows_from(rows: Iterable[asyncpg.Record]) -> Sequence[NoticeRow]:
    return [NoticeRow(*cast("tuple[object, ...]", row)) for row in rows]  # type: ignore[arg-type]


def _row(called: Called) -> tuple[object, ...]:
    notice, asked = called.notice, called.notice.asked
    return (
        notice.id,
        notice.dispute_id,
        called.partnership,
        called.reference,
        notice.version,
        notice.kind,
        notice.to.key,
        notice.copy,
        notice.stage,
        notice.owed_by,
        asked.words,
        asked.clause,
        asked.about,
        asked.due_at,
        called.at,
        notice.id,
        asked.at or called.at,
    )
