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
from tests.support.waiting import until_true
from tests.worker.place import Place
from tests.worker.processes import Workers

SOON = timedelta(seconds=1)
READERS_STATEMENT = timedelta(seconds=10)
"""Whoever waited for a reader to come to its end would be later than this."""

_BUSY_SECONDS = 3
_LONG = 60.0
_ALLOWED = "SELECT rolconnlimit FROM pg_roles WHERE rolname = $1"
_TAKEN = """
SELECT count(*) FROM pg_stat_activity WHERE usename = $1 AND query LIKE '%pg_sleep%'
"""
_BREACHED = """
SELECT recorded_at FROM events
WHERE stream_id = $1 AND topic = 'dispute.deadline_breached'
"""
_ALIVE = "SELECT EXISTS (SELECT FROM worker_heartbeats)"


@pytest.fixture
async def one_more(place: Place) -> AsyncIterator[Asking]:
    """A pool that comes when others have every connection, each with a query."""
    url, allowed = place.database.url(roles.API), await _allowed(place)
    assert allowed % POOL_SIZE == 0
    async with AsyncExitStack() as stack:
        pools = [
            await stack.enter_async_context(open_asking(url, called=f"reader-{n}"))
            for n in range(allowed // POOL_SIZE + 1)
        ]
        asking = [
            asyncio.create_task(_keep_busy(pool))
            for pool in pools[:-1]
            for _ in range(POOL_SIZE)
        ]
        await until_true(lambda: _taken(place, allowed), seconds=_LONG)
        yield pools[-1]
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)


class TestWhenReadersHaveUsedEverythingUp:
    async def test_the_worker_starts_and_reports_in_time(
        self, place: Place, one_more: Asking, workers: Workers
    ) -> None:
        await _is_refused(one_more)
        workers.start()
        await until_true(lambda: place.eyes.fetchval(_ALIVE), seconds=_LONG)
        due_at = datetime.now(UTC) + SOON
        dispute = await place.due(due_at)

        await until_true(lambda: _breached(place, dispute), seconds=_LONG)

        await _is_refused(one_more)
        late = await place.eyes.fetchval(_BREACHED, dispute) - due_at
        assert timedelta() <= late < READERS_STATEMENT


async def _keep_busy(pool: Asking) -> None:
    """Hold a connection; only the time between two queries is anybody's."""
    while True:
        with suppress(Unavailable, TimeoutError):
            await pool.ask(lambda it: it.fetch(f"SELECT pg_sleep({_BUSY_SECONDS})"))
            continue
        await asyncio.sleep(_BUSY_SECONDS)


async def _is_refused(pool: Asking) -> None:
    with pytest.raises(Unavailable) as refused:
        await pool.ask(lambda it: it.fetchval("SELECT 1"))
    assert isinstance(refused.value.__cause__, asyncpg.TooManyConnectionsError)


async def _allowed(place: Place) -> int:
    return int(await place.eyes.fetchval(_ALLOWED, roles.API))


async def _taken(place: Place, least: int) -> bool:
    return bool(await place.eyes.fetchval(_TAKEN, roles.API) >= least)


async def _breached(place: Place, dispute: object) -> bool:
    return await place.eyes.fetchval(_BREACHED, dispute) is not None


class TestTheRoleOfTheApi:
    async def test_may_have_so_many_connections_and_no_more(self, place: Place) -> None:
        assert (
            2 * POOL_SIZE
            < await _allowed(place)
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
