"""Open deadlines: what runs and when it is over, kept in step with the log."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from dispute_core.application.ports import UnreadEvent
from dispute_core.bootstrap import Services, now
from dispute_core.domain.dispute import Dispute
from dispute_core.readmodel.open_deadlines import OpenDeadlines, counts, due
from dispute_core.readmodel.projection import (
    GapInLog,
    catch_up,
    position_of,
    start_over,
)
from tests.readmodel.playing import Play
from tests.support.builders import a_dispute, an_action
from tests.support.steps import corrects, discusses, escalates, resolves
from tests.support.world import WALES

LONG_AGO = datetime(2026, 3, 2, 10, tzinfo=UTC)
TABLE = OpenDeadlines()


class Skipping:
    """A reader that has lost an event."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def unread_after(self, position: int, limit: int) -> Sequence[UnreadEvent]:
        events = await self._services.log.unread_after(position, limit)
        return events[1:]


async def caught_up(
    services: Services, pool: asyncpg.Pool, *, batch: int = 500
) -> list[int]:
    """Catch up to the end; the sizes of the batches."""
    sizes = []
    reader = services.log.reader
    while size := await catch_up(pool, reader, TABLE, batch=batch):
        sizes.append(size)
    return sizes


async def rows(pool: asyncpg.Pool) -> set[tuple[object, str, int, datetime]]:
    found = await pool.fetch(
        "SELECT dispute_id, duty, generation, due_at FROM open_deadlines"
    )
    return {tuple(row) for row in found}


def running(*disputes: Dispute) -> set[tuple[object, str, int, datetime]]:
    """What the disputes themselves say: the plain way to the same answer."""
    return {
        (dispute.id, d.set.duty, d.set.generation, d.set.due_at)
        for dispute in disputes
        for d in dispute.deadlines
        if d.status == "running" and not d.ended and d.set.due_at is not None
    }


class TestOpenDeadlines:
    async def test_agree_with_the_disputes(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        far = date.fromordinal(now().date().toordinal() + 30)
        disputes = [
            await play.raised(a_dispute()),
            await play.raised(a_dispute(WALES), discusses("school")),
            await play.raised(a_dispute(), escalates("school")),
            await play.raised(
                a_dispute(), resolves("school", actions=[an_action(due_on=far)])
            ),
        ]
        first = disputes[0]
        earlier = (first.raised_at - timedelta(days=1)).isoformat()
        await play.act(first.id, corrects("school", 1, "raised_at", earlier))
        disputes = [await play.dispute(dispute.id) for dispute in disputes]

        await caught_up(services, worker_pool)

        assert await rows(worker_pool) == running(*disputes)
        assert len(running(*disputes)) == 4

    async def test_know_holder_stage_and_since_when(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        dispute = await play.raised(a_dispute(at=LONG_AGO))

        await caught_up(services, worker_pool)
        row = await worker_pool.fetchrow("SELECT * FROM open_deadlines")

        assert dict(row) == {
            "dispute_id": dispute.id,
            "duty": dispute.deadlines[0].set.duty,
            "generation": 1,
            "due_at": datetime(2026, 3, 4, tzinfo=UTC),
            "holder": "both",
            "stage": "stage-1",
            "partnership": "worcestershire",
            "set_recorded_at": dispute.recorded[1],
        }

    async def test_lose_a_deadline_that_was_breached(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        dispute = await play.raised(a_dispute(at=LONG_AGO))
        await caught_up(services, worker_pool)
        assert len(await due(worker_pool, now(), 10)) == 1

        await play.sweep(dispute.id)
        await play.act(dispute.id, discusses("school"))
        await caught_up(services, worker_pool)

        assert await rows(worker_pool) == set()

    async def test_never_hold_what_was_settled_before_its_start_was_corrected(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        dispute = await play.raised(a_dispute(), discusses("school"))
        earlier = (dispute.raised_at - timedelta(days=1)).isoformat()
        await play.act(dispute.id, corrects("school", 1, "raised_at", earlier))
        assert len((await play.dispute(dispute.id)).deadlines) == 2

        await caught_up(services, worker_pool)

        assert await rows(worker_pool) == set()

    async def test_never_hold_a_duty_without_a_date(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        dispute = await play.raised(
            a_dispute(), escalates("school"), escalates("school")
        )
        assert any(d.set.due_at is None for d in dispute.open_deadlines())

        await caught_up(services, worker_pool)

        assert await rows(worker_pool) == running(dispute)

    async def test_say_what_is_due_the_longest_passed_first(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        for days in (0, 14, 7):
            await play.raised(a_dispute(at=LONG_AGO + timedelta(days=days)))
        await play.raised(a_dispute())
        await caught_up(services, worker_pool)

        found = await due(worker_pool, now(), 10)

        assert [item.due_at.date().day for item in found] == [4, 11, 18]
        assert await due(worker_pool, now(), 2) == found[:2]
        assert await due(worker_pool, found[0].due_at, 10) == found[:1]
        assert await counts(worker_pool, now()) == (4, 3)


class TestCatchingUp:
    async def test_gives_the_same_whatever_the_batch(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        await play.raised(a_dispute(), escalates("school"))
        await play.raised(a_dispute(WALES), discusses("school"))

        sizes = await caught_up(services, worker_pool)
        at_once = await rows(worker_pool)
        await start_over(worker_pool, TABLE)
        assert await rows(worker_pool) == set()
        one_by_one = await caught_up(services, worker_pool, batch=1)

        assert await rows(worker_pool) == at_once
        assert sizes == [len(one_by_one)]
        assert await position_of(worker_pool, "open_deadlines") == sum(sizes)

    async def test_is_done_by_one_worker_at_a_time(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        await play.raised(a_dispute())
        await caught_up(services, worker_pool)
        await play.raised(a_dispute())
        reader = services.log.reader

        async with worker_pool.acquire() as stopped, stopped.transaction():
            await stopped.execute("SELECT FROM projection_positions FOR UPDATE")
            async with asyncio.timeout(1):
                meanwhile = await catch_up(worker_pool, reader, TABLE)

        assert meanwhile == 0
        assert await caught_up(services, worker_pool) == [1]

    async def test_stops_at_a_gap_and_keeps_nothing_of_it(
        self, services: Services, play: Play, worker_pool: asyncpg.Pool
    ) -> None:
        await play.raised(a_dispute())

        with pytest.raises(GapInLog) as gap:
            await catch_up(worker_pool, Skipping(services), TABLE)

        assert (gap.value.expected, gap.value.found) == (1, 2)
        assert await position_of(worker_pool, "open_deadlines") == 0
        assert await rows(worker_pool) == set()
