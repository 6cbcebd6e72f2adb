"""Asking the database: a dead connection is asked past, a dead database said to be."""

import asyncpg
import pytest

from dispute_core.asking import open_asking
from dispute_core.bootstrap import Services
from dispute_core.domain.errors import Unavailable
from tests.support.databases import Database


async def backends(services: Services) -> list[int]:
    """The server processes that serve this pool."""
    rows = await services.asking.ask(
        lambda it: it.fetch(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'concord-readmodel'"
        )
    )
    return [row[0] for row in rows]


class TestAsking:
    async def test_goes_on_when_the_server_has_cut_its_connections(
        self, services: Services, database: Database
    ) -> None:
        before = await backends(services)
        administrator = await asyncpg.connect(database.url())
        for pid in before:
            await administrator.execute("SELECT pg_terminate_backend($1, 2000)", pid)
        await administrator.close()

        after = await backends(services)

        assert before
        assert set(after).isdisjoint(before)

    async def test_starts_without_a_database_and_says_that_there_is_none(
        self,
    ) -> None:
        nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
        async with open_asking(nowhere, called="concord-readmodel") as asking:
            with pytest.raises(Unavailable):
                await asking.ask(lambda it: it.fetchval("SELECT 1"))

    async def test_gives_up_a_question_that_takes_too_long(
        self, services: Services
    ) -> None:
        with pytest.raises(Unavailable):
            await services.asking.ask(
                lambda it: it.execute("SET statement_timeout = 50; SELECT pg_sleep(5)")
            )

        assert await backends(services)

    async def test_can_change_nothing(self, services: Services) -> None:
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await services.asking.ask(
                lambda it: it.execute("DELETE FROM dispute_summaries")
            )
