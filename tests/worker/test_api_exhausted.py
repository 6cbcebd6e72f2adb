"""Readers may use up all that is theirs: the worker reports in time all the same."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from dispute_core.asking import POOL_SIZE, Asking, open_asking
from dispute_core.domain.errors import Unavailable
from dispute_core.log import roles
from tests.support.waiting import until, until_true
from tests.worker.place import Place
from tests.worker.processes import Workers

PROCESSES = 9
"""More of the API than the role may have connections for."""

SOON = timedelta(seconds=2.5)
IN_TIME = timedelta(seconds=2)
_BREACHED = """
SELECT recorded_at FROM events
WHERE stream_id = $1 AND topic = 'dispute.deadline_breached'
"""


@pytest.fixture
async def readers(place: Place) -> AsyncIterator[list[Asking]]:
    """The pools of that many processes, each with a query that does not end."""
    url = place.database.url(roles.API)
    async with AsyncExitStack() as stack:
        pools = [
            await stack.enter_async_context(open_asking(url, called=f"reader-{n}"))
            for n in range(PROCESSES)
        ]
        asking = [
            asyncio.create_task(_keep_busy(pool))
            for pool in pools
            for _ in range(POOL_SIZE)
        ]
        yield pools
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)


class TestWhenReadersHaveUsedEverythingUp:
    async def test_the_worker_starts_and_reports_in_time(
        self, place: Place, readers: list[Asking], workers: Workers
    ) -> None:
        await until_true(lambda: _connections(place, 60))
        due_at = datetime.now(UTC) + SOON
        dispute = await place.due(due_at)
        workers.start()

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await readers[-1].ask(lambda it: it.fetchval("SELECT 1"))
        await until(lambda: datetime.now(UTC) > due_at)
        await until_true(lambda: _breached(place, dispute))

        late = await place.eyes.fetchval(_BREACHED, dispute) - due_at
        assert timedelta() <= late < IN_TIME


async def _keep_busy(pool: Asking) -> None:
    while True:
        with suppress(Unavailable, TimeoutError):
            await pool.ask(lambda it: it.fetch("SELECT pg_sleep(9)"))


async def _connections(place: Place, least: int) -> bool:
    counted = await place.eyes.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = $1", roles.API
    )
    return bool(counted >= least)


async def _breached(place: Place, dispute: object) -> bool:
    return await place.eyes.fetchval(_BREACHED, dispute) is not None


class TestTheRoleOfTheApi:
    async def test_may_have_so_many_connections_and_no_more(self, place: Place) -> None:
        found = await place.eyes.fetchval(
            "SELECT rolconnlimit FROM pg_roles WHERE rolname = $1", roles.API
        )

        assert (
            2 * POOL_SIZE
            < found
            < int(await place.eyes.fetchval("SHOW max_connections"))
        )

    @pytest.mark.parametrize("role", roles.ROLES)
    async def test_and_every_other_ends_what_takes_too_long(
        self, place: Place, role: str
    ) -> None:
        connection = await asyncpg.connect(place.database.url(role))
        limits = [
            await connection.fetchval(f"SHOW {name}")
            for name in ("statement_timeout", "lock_timeout", "transaction_timeout")
        ]
        await connection.close()

        assert "0" not in limits
