"""The record of accesses survives what happens to its connection, or says that not."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest

from dispute_core.application.accesses import Access
from dispute_core.domain.errors import Busy, Unavailable
from dispute_core.log import AccessLog, Secrets, open_access_log
from tests.support.databases import Database

CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'concord-accesses' AND datname = current_database()
"""


def an_access() -> Access:
    return Access(
        client="school-system",
        subject="a person",
        partnership="worcestershire",
        role="practitioner",
        agency="school",
        operation="getDispute",
        purpose="safeguarding",
        correlation=str(uuid4()),
        disputes=[uuid4()],
    )


async def kept(administrator: asyncpg.Connection) -> int:
    found: int = await administrator.fetchval("SELECT count(*) FROM accesses")
    return found


class TestTheRecordOfAccesses:
    async def test_goes_on_over_a_new_connection_and_keeps_each_once(
        self, database: Database, secrets: Secrets, administrator: asyncpg.Connection
    ) -> None:
        async with open_access_log(database.writer_url, secrets) as log:
            await log.record(an_access())
            await administrator.execute(CUT)
            await asyncio.gather(*(log.record(an_access()) for _ in range(5)))

        assert await kept(administrator) == 6

    async def test_writes_what_waits_before_it_ends(
        self, database: Database, secrets: Secrets, administrator: asyncpg.Connection
    ) -> None:
        async with open_access_log(database.writer_url, secrets) as log:
            waiting = asyncio.create_task(log.record(an_access()))
            await asyncio.sleep(0)

        await waiting
        assert await kept(administrator) == 1

    async def test_keeps_nothing_quietly_where_it_cannot(
        self, database: Database, secrets: Secrets, administrator: asyncpg.Connection
    ) -> None:
        """The reader's role may not add to it."""
        log = AccessLog(database.reader_url, secrets)

        with pytest.raises(Unavailable):
            await log.record(an_access())

        await log.close()
        assert await kept(administrator) == 0

    async def test_takes_no_more_than_it_can_hold(
        self, database: Database, secrets: Secrets
    ) -> None:
        log = AccessLog(database.writer_url, secrets, capacity=1)
        first = asyncio.create_task(log.record(an_access()))
        await asyncio.sleep(0)

        with pytest.raises(Busy):
            await log.record(an_access())

        await first
        await log.close()

    async def test_minds_no_reader_who_has_gone(
        self, database: Database, secrets: Secrets, administrator: asyncpg.Connection
    ) -> None:
        async with open_access_log(database.writer_url, secrets) as log:
            gone = asyncio.create_task(log.record(an_access()))
            await asyncio.sleep(0)
            gone.cancel()
            await log.record(an_access())

        assert gone.cancelled()
        assert await kept(administrator) == 2
