"""What one look at the database allows a worker to conclude."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from deadline_worker.board import look
from deadline_worker.clock import Clocks
from dispute_core.log import PostgresLog, roles
from dispute_core.readmodel.open_deadlines import OpenDeadlines
from dispute_core.readmodel.projection import catch_up
from tests.support.world import WORCESTERSHIRE
from tests.worker.place import Place


@pytest.fixture
async def pool(place: Place) -> AsyncIterator[asyncpg.Pool]:
    url = place.database.url(roles.WORKER)
    async with asyncpg.create_pool(url, min_size=0, max_size=2) as pool:
        yield pool


class TestLooking:
    async def test_is_of_no_later_than_the_first_event_not_yet_read(
        self, place: Place, pool: asyncpg.Pool
    ) -> None:
        await place.overdue(2, policy=WORCESTERSHIRE)
        first = await place.eyes.fetchval("SELECT min(recorded_at) FROM events")

        seen = await look(pool, Clocks(), limit=10)

        assert seen.due == []
        assert (seen.position, seen.head) == (0, 2)
        assert seen.as_of == first

    async def test_is_of_now_once_the_whole_log_was_read(
        self, place: Place, pool: asyncpg.Pool
    ) -> None:
        ids = await place.overdue(2, policy=WORCESTERSHIRE)
        log = place.core.log
        assert isinstance(log, PostgresLog)
        await catch_up(pool, log, OpenDeadlines())

        seen = await look(pool, Clocks(), limit=10)

        assert {row.dispute_id for row in seen.due} == set(ids)
        assert seen.as_of == seen.now

    async def test_takes_the_longest_overdue_first_and_no_more_than_asked(
        self, place: Place, pool: asyncpg.Pool
    ) -> None:
        await place.overdue(1, policy=WORCESTERSHIRE, days=60)
        (oldest,) = await place.overdue(1, policy=WORCESTERSHIRE, days=90)
        log = place.core.log
        assert isinstance(log, PostgresLog)
        await catch_up(pool, log, OpenDeadlines())

        seen = await look(pool, Clocks(), limit=1)

        assert [row.dispute_id for row in seen.due] == [oldest]
