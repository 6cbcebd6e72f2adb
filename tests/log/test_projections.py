"""Inline projections: written with the events, newest row of a key last."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from dispute_core.application.ports import Append, Appended
from dispute_core.domain.errors import Unavailable
from dispute_core.log import PostgresLog, Secrets, open_log
from tests.log.events import an_append, codec
from tests.support.databases import Database


@dataclass
class Summaries:
    """A row per stream; fails for partnerships that a test wants to fail."""

    table: str = "summaries"
    key: Sequence[str] = ("stream_id",)
    columns: Mapping[str, str] = field(
        default_factory=lambda: {
            "stream_id": "uuid",
            "version": "int",
            "partnership": "text",
            "recorded_at": "timestamptz",
            "codes": "text[]",
            "more": "jsonb",
        }
    )

    def row(
        self, append: Append, recorded_at: datetime, version: int
    ) -> tuple[Any, ...] | None:
        if append.partnership == "defect":
            raise ZeroDivisionError
        if append.partnership == "none":
            return None
        codes = [f"v{version}", "b"]
        number = "not a number" if append.partnership == "unwritable" else version
        more = {"a": 1}
        return (
            append.stream_id, number, append.partnership, recorded_at, codes, more,
        )  # fmt: skip


@pytest.fixture
async def log(
    database: Database, administrator: asyncpg.Connection, secrets: Secrets
) -> AsyncIterator[PostgresLog]:
    await administrator.execute(
        "CREATE TABLE summaries (stream_id uuid PRIMARY KEY, version int NOT NULL,"
        " partnership text, recorded_at timestamptz, codes text[], more jsonb);"
        " GRANT SELECT, INSERT, UPDATE ON summaries TO concord_writer"
    )
    async with open_log(
        writer_url=database.writer_url,
        reader_url=database.reader_url,
        secrets=secrets,
        codec=codec(),
        projections=[Summaries()],
    ) as log:
        yield log


class TestProjecting:
    async def test_writes_the_row_with_the_event(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        append = an_append(count=2)

        appended = await log.append(append)

        row = await administrator.fetchrow("SELECT * FROM summaries")
        assert tuple(row) == (
            append.stream_id,
            2,
            "worcestershire",
            appended.recorded_at[-1],
            ["v2", "b"],
            '{"a": 1}',
        )

    async def test_lets_the_newest_row_of_a_batch_win(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        stream = uuid4()

        await asyncio.gather(
            *(log.append(an_append(stream, expected=version)) for version in range(20))
        )

        rows = await administrator.fetch("SELECT version FROM summaries")
        assert [row["version"] for row in rows] == [20]

    async def test_may_have_nothing_to_say(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        await log.append(an_append(partnership="none"))

        assert await administrator.fetchval("SELECT count(*) FROM summaries") == 0

    @pytest.mark.parametrize("partnership", ["defect", "unwritable"])
    async def test_lets_an_append_that_cannot_be_projected_fail_alone(
        self, log: PostgresLog, administrator: asyncpg.Connection, partnership: str
    ) -> None:
        appends = [an_append() for _ in range(5)]
        appends.insert(2, an_append(partnership=partnership))

        outcomes = await asyncio.gather(
            *(log.append(append) for append in appends), return_exceptions=True
        )

        assert [isinstance(it, Appended) for it in outcomes] == [
            number != 2 for number in range(6)
        ]
        assert isinstance(outcomes[2], Unavailable)
        assert await log.head() == 5
        assert await administrator.fetchval("SELECT count(*) FROM summaries") == 5
