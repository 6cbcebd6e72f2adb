"""What became of notices, many at once: as if each had been noted by itself."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import asyncpg
import uuid_utils.compat as uuid_utils

from dispute_core.domain.notices.happened import (
    NoticeAcknowledged,
    NoticeEvent,
    NoticeFailed,
    NoticeSent,
    NoticeUndeliverable,
    header,
)
from dispute_core.domain.notices.notice import Notice, agency
from dispute_core.readmodel.notices import Called, add
from dispute_core.readmodel.noting import Noted, note

MINUTE = timedelta(minutes=1)
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
DISPUTE = uuid_utils.uuid7()
MAIL = uuid_utils.uuid7()
TOLD: tuple[tuple[Any, dict[str, Any]], ...] = (
    (NoticeFailed, {"channel": "e_mail", "because": "no_answer", "attempts": 1}),
    (
        NoticeSent,
        {
            "channel": "e_mail",
            "reached_by": "agency",
            "mail_id": MAIL,
            "attempts": 2,
        },
    ),
    (NoticeUndeliverable, {"because": "refused", "attempts": 3}),
    (NoticeAcknowledged, {"by_agency": "school"}),
)
FAILED, SENT, UNDELIVERABLE, ACKNOWLEDGED = TOLD
ORDERS = list(permutations(TOLD, 3))
_STATE = """
SELECT status, settled_at, mail_id = $2, attempts, because, leased_by, leased_until,
       acknowledged_at FROM notices WHERE id = ANY($1::uuid[]) ORDER BY id
"""


def called(notice_id: UUID) -> Called:
    notice = Notice(
        id=notice_id,
        dispute_id=DISPUTE,
        version=1,
        kind="raised",
        to=agency("school"),
        stage="Stage 1",
        owed_by="school",
    )
    return Called(notice=notice, partnership="here", reference="HER-1", at=AT)


def happened(notice_id: UUID, cls: Any, said: dict[str, Any], minute: int) -> Noted:
    at = AT + minute * MINUTE
    event: NoticeEvent = cls(
        **header(DISPUTE, 1, at),
        notice_id=notice_id,
        dispute_id=DISPUTE,
        kind="raised",
        recipient="agency:school",
        **said,
    )
    return Noted(event, at)


class TestNoting:
    async def test_comes_to_the_same_at_once_as_one_by_one_in_every_order(
        self, worker_pool: asyncpg.Pool
    ) -> None:
        some = [uuid_utils.uuid7() for _ in ORDERS]
        others = [uuid_utils.uuid7() for _ in ORDERS]
        async with worker_pool.acquire() as connection:
            await add(connection, [called(one) for one in (*some, *others)])
            await connection.execute("UPDATE notices SET leased_by = 'me'")

            await note(connection, noted(some))
            for one in noted(others):
                await note(connection, [one])

            at_once = await connection.fetch(_STATE, some, MAIL)
            one_by_one = await connection.fetch(_STATE, others, MAIL)

        assert [tuple(row) for row in at_once] == [tuple(row) for row in one_by_one]
        sent = at_once[ORDERS.index((FAILED, SENT, ACKNOWLEDGED))]
        assert tuple(sent) == (
            "sent", AT + MINUTE, True, 2, None, None, None, AT + 2 * MINUTE
        )  # fmt: skip
        read = at_once[ORDERS.index((FAILED, ACKNOWLEDGED, SENT))]
        assert tuple(read) == (
            "cancelled", AT + MINUTE, False, 0, "no_answer", "me", None, AT + MINUTE
        )  # fmt: skip
        lost = at_once[ORDERS.index((SENT, UNDELIVERABLE, ACKNOWLEDGED))]
        assert tuple(lost) == (
            "undeliverable", AT + MINUTE, True, 2, "refused", None, None,
            AT + 2 * MINUTE,
        )  # fmt: skip

    async def test_of_nothing_asks_the_database_nothing(
        self, worker_pool: asyncpg.Pool
    ) -> None:
        async with worker_pool.acquire() as connection:
            await note(connection, [])


def noted(ids: list[UUID]) -> list[Noted]:
    return [
        happened(notice_id, cls, said, minute)
        for notice_id, order in zip(ids, ORDERS, strict=True)
        for minute, (cls, said) in enumerate(order)
    ]
