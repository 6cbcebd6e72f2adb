"""A worker on a real log: what it fires, when it holds, and what it says of why."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from deadline_worker.clock import Clocks
from deadline_worker.process import run
from tests.support.waiting import until_true
from tests.support.world import ALL_POLICIES, WALES, WORCESTERSHIRE
from tests.worker.place import Place
from tests.worker.processes import Workers

SECOND = timedelta(seconds=1)


@dataclass
class SkewedClocks:
    """This machine's clocks, of which a test can set the wall clock wrong."""

    skew: timedelta = timedelta()

    def clocks(self) -> Clocks:
        return Clocks(wall=lambda: datetime.now(UTC) + self.skew)


@asynccontextmanager
async def working(
    place: Place, clocks: Clocks | None = None, **settings: Any
) -> AsyncIterator[None]:
    """A worker in this process, so that a test can give it its clocks."""
    stop = asyncio.Event()
    task = asyncio.create_task(
        run(place.settings(**settings), stop=stop, clocks=clocks)
    )
    try:
        yield
    finally:
        stop.set()
        await task


class TestADeadlineOnTime:
    async def test_breaches_within_seconds_and_says_that_this_is_normal(
        self, place: Place, workers: Workers
    ) -> None:
        workers.start()
        await until_true(partial(swept, place))
        due_at = datetime.now(UTC) + SECOND
        dispute_id = await place.due(due_at)

        await until_true(partial(breached, place, 1))

        breach = await only_breach(place, dispute_id)
        assert breach["cause"] == "normal"
        assert 0 <= breach["lateness_seconds"] <= 5


class TestDutiesWithoutANumber:
    async def test_never_breach(self, place: Place, workers: Workers) -> None:
        for policy in ALL_POLICIES:
            await place.overdue(3, policy=policy, days=400)

        workers.start()
        await until_true(partial(breached, place, 1))
        await until_true(partial(quiet, place))

        dated = {WORCESTERSHIRE, WALES}
        rows = await place.events("dispute.deadline_breached")
        for row in rows:
            dispute = await place.dispute(UUID(str(row["stream_id"])))
            facts = json.loads(row["facts"])
            deadline = dispute.deadline(facts["duty"], facts["generation"])
            assert deadline.set.due_at is not None
            assert dispute.raised.policy.ref in dated
        assert len({row["stream_id"] for row in rows}) == 3 * len(dated)


class TestClocksThatDiffer:
    async def test_hold_every_breach_and_fire_it_when_they_agree_again(
        self, place: Place
    ) -> None:
        skewed = SkewedClocks()
        async with working(place, skewed.clocks(), worker_steady_seconds=1):
            await until_true(partial(swept, place))
            skewed.skew = 20 * SECOND
            await until_true(partial(held, place))
            dispute_id = await place.due(datetime.now(UTC) + 0.5 * SECOND)
            await asyncio.sleep(6)

            assert await place.breaches() == 0
            row = await place.eyes.fetchrow("SELECT * FROM worker_heartbeats")
            assert row is not None
            assert -20_500 < row["clock_difference_ms"] < -19_500

            skewed.skew = timedelta()
            await until_true(partial(breached, place, 1))

        breach = await only_breach(place, dispute_id)
        assert breach["cause"] == "clock_hold"


class TestADeadlineThatPassedWhileNobodyWatched:
    async def test_is_reported_as_an_outage_of_ours(self, place: Place) -> None:
        dispute_id = await place.due(datetime.now(UTC) + 0.5 * SECOND)
        await asyncio.sleep(6)

        async with working(place):
            await until_true(partial(breached, place, 1))

        breach = await only_breach(place, dispute_id)
        assert breach["cause"] == "outage"
        assert breach["lateness_seconds"] >= 5


class TestADisputeThatCannotBeRead:
    async def test_keeps_no_other_from_being_reported(self, place: Place) -> None:
        await place.eyes.execute(
            "INSERT INTO open_deadlines VALUES (gen_random_uuid(), 'a', 1,"
            " '2020-01-01', 'both', 'stage-1', 'wales-region', '2020-01-01')"
        )
        await place.overdue(1, policy=WORCESTERSHIRE)

        async with working(place):
            await until_true(partial(breached, place, 1))


async def breached(place: Place, number: int) -> bool:
    return await place.breaches() >= number


async def quiet(place: Place) -> bool:
    due = "SELECT count(*) FROM open_deadlines WHERE due_at <= clock_timestamp()"
    return await place.caught_up() and await place.eyes.fetchval(due) == 0


async def swept(place: Place) -> bool:
    rows = "SELECT count(*) FROM worker_heartbeats WHERE swept_at IS NOT NULL"
    return bool(await place.eyes.fetchval(rows))


async def held(place: Place) -> bool:
    rows = "SELECT count(*) FROM worker_heartbeats WHERE held"
    return bool(await place.eyes.fetchval(rows))


async def only_breach(place: Place, dispute_id: UUID) -> dict[str, Any]:
    rows = await place.events("dispute.deadline_breached")
    assert [str(row["stream_id"]) for row in rows] == [str(dispute_id)]
    facts: dict[str, Any] = json.loads(rows[0]["facts"])
    return facts
