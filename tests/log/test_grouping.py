"""Group commit: few transactions, bounded, on a connection that may be lost."""

import asyncio

import asyncpg
import pytest

from dispute_core.domain.errors import Busy, Unavailable
from dispute_core.log import PostgresLog, Secrets, Writer
from dispute_core.log.statements import APPEND_LOCK
from tests.log.events import an_append, codec
from tests.support.databases import Database


class TestGrouping:
    async def test_puts_all_that_waits_into_few_transactions(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        await log.append(an_append())

        await asyncio.gather(*(log.append(an_append()) for _ in range(100)))

        transactions = await administrator.fetchval(
            "SELECT count(DISTINCT xmin::text) FROM events"
        )
        assert transactions <= 4

    async def test_writes_half_of_those_who_come_and_go_at_a_time(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        await asyncio.gather(*(log.append(an_append()) for _ in range(100)))

        largest = await administrator.fetchval(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM events GROUP BY xmin::text)"
        )
        assert largest <= 50

    @pytest.mark.parametrize(
        ("text", "at_most"), [(None, 2 * 256), ("x" * 300_000, 2 * 4)]
    )
    async def test_bounds_a_transaction(
        self,
        log: PostgresLog,
        administrator: asyncpg.Connection,
        text: str | None,
        at_most: int,
    ) -> None:
        count = 600 if text is None else 8

        await asyncio.gather(*(log.append(an_append(text=text)) for _ in range(count)))

        largest = await administrator.fetchval(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM events GROUP BY xmin::text)"
        )
        assert largest <= at_most / 2

    async def test_refuses_at_once_what_the_queue_cannot_hold(
        self, database: Database, administrator: asyncpg.Connection, secrets: Secrets
    ) -> None:
        writer = Writer(
            database.writer_url, codec=codec(), secrets=secrets, capacity=10
        )
        await writer.start()
        await administrator.execute("BEGIN")
        await administrator.execute(f"SELECT pg_advisory_xact_lock({APPEND_LOCK})")
        waiting = [asyncio.create_task(writer.append(an_append()))]
        await asyncio.sleep(0.2)  # the first batch waits for the lock
        waiting += [asyncio.create_task(writer.append(an_append())) for _ in range(10)]
        await asyncio.sleep(0)

        with pytest.raises(Busy):
            await writer.append(an_append())

        await administrator.execute("COMMIT")
        assert len(await asyncio.gather(*waiting)) == 11
        await writer.close()


class TestBeingCutOff:
    async def test_goes_on_when_an_idle_connection_died(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        for _ in range(3):
            await log.append(an_append())
            await administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'concord-writer'"
                " AND datname = current_database()"
            )

        assert await log.head() == 3

    async def test_appends_to_a_writable_primary_only(
        self, log: PostgresLog, database: Database, administrator: asyncpg.Connection
    ) -> None:
        read_only = f"ALTER DATABASE {database.name} SET default_transaction_read_only"
        await administrator.execute(f"{read_only} = on")
        with pytest.raises(Unavailable):
            await log.append(an_append())

        await administrator.execute("SET default_transaction_read_only = off")
        await administrator.execute(f"{read_only} = off")

        await log.append(an_append())
