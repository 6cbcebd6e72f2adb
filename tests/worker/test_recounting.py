"""Real workers that count open deadlines anew, where a board says so."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
import uuid_utils.compat as uuid_utils

from dispute_core.application.calendars.publishing import publish_calendar
from dispute_core.application.deciding import Asker
from dispute_core.application.ports import IdempotencyKey
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.domain.errors import StaleVersion
from dispute_core.domain.published_calendars import DaysSaid
from dispute_core.domain.releases import calendar_stream
from dispute_core.domain.working_time import DayOff
from dispute_core.log import Secrets
from tests.support.api import publish
from tests.support.steps import resolves
from tests.support.waiting import until_true
from tests.support.world import PARTNERSHIP, WALES, caller
from tests.worker.place import Place
from tests.worker.processes import Workers
from tests.worker.test_watching import SECOND, SkewedClocks, held, working

REGION = PARTNERSHIP[WALES]
MANY = 60
RECOMPUTED = "dispute.deadline_recomputed"


@pytest.fixture
async def services(place: Place) -> AsyncIterator[Services]:
    """The core as the API has it, with everything published."""
    settings = CoreSettings(
        writer_url=place.database.writer_url,
        reader_url=place.database.reader_url,
        secrets=Secrets.from_file(place.secrets_file),
    )
    async with open_core(settings) as services:
        await publish(services)
        yield services


async def the_board_closes(services: Services, *, recomputes: bool = True) -> None:
    """The next three days are closed, of which one is worked at least."""
    today = datetime.now(UTC).date()
    key = f"closing-{uuid_utils.uuid7()}"
    await publish_calendar(
        Asker(
            caller=caller("board", REGION).asking("publishCalendar", in_mandate=False),
            key=IdempotencyKey(client="board", key=key, fingerprint=b""),
            reason="The offices are flooded.",
            partnership=REGION,
        ),
        REGION,
        DaysSaid(days_off=tuple(map(_flood, _next_days(today))), recomputes=recomputes),
        services.core,
        services.catalogue,
    )


def _next_days(today: date) -> list[date]:
    return [today + timedelta(days=number) for number in range(1, 4)]


def _flood(day: date) -> DayOff:
    return DayOff(date=day, name="Flood", kind="closure")


class TestWorkers:
    async def test_move_each_running_deadline_once_and_say_why(
        self, place: Place, workers: Workers, services: Services
    ) -> None:
        open_id = await place.raised(policy=WALES)
        late_id = (await place.overdue(1, policy=WALES))[0]
        workers.start()
        await until_true(lambda: _breached(place))

        await the_board_closes(services)
        workers.start()
        await until_true(lambda: _recomputed(place, 2))

        dispute = await place.dispute(open_id)
        ends = {d.set.duty: d.set.due_at for d in dispute.deadlines if d.open}
        assert all(d.status == "superseded" for d in dispute.deadlines if not d.open)
        for event in await place.events(RECOMPUTED):
            facts = json.loads(event["facts"])
            assert event["stream_id"] == open_id != late_id
            assert facts["reason"] == "The offices are flooded."
            assert facts["old_due_at"] < facts["new_due_at"]
            assert datetime.fromisoformat(facts["new_due_at"]) == ends[facts["duty"]]

    async def test_that_start_again_append_nothing_more(
        self, place: Place, workers: Workers, services: Services
    ) -> None:
        await place.raised(policy=WALES)
        first = workers.start()
        await the_board_closes(services)
        await until_true(lambda: _recomputed(place, 2))
        assert workers.stop(first) == 0

        workers.start()
        await until_true(place.caught_up)
        await asyncio.sleep(2)

        assert await _recomputed(place, 2)

    async def test_move_each_date_once_whoever_dies_and_whatever_is_settled(
        self, place: Place, workers: Workers, services: Services
    ) -> None:
        ids = await asyncio.gather(*(place.raised(policy=WALES) for _ in range(MANY)))
        victim = workers.start()
        workers.start()
        await until_true(place.caught_up)

        settling = asyncio.create_task(_settle(place, ids[::3]))
        await the_board_closes(services)
        await until_true(lambda: _recomputed(place, 1, or_more=True))
        victim.kill()
        workers.start()
        await settling
        await until_true(lambda: _all_moved(place, ids))

        for dispute_id in ids:
            loaded = await place.core.log.load(dispute_id)
            topics = [event.topic for event in loaded.events]
            settled = "dispute.resolved" in topics
            assert topics.count(RECOMPUTED) in ({0, 2} if settled else {2})
            assert topics[-1] == ("dispute.resolved" if settled else RECOMPUTED)

    async def test_go_on_past_a_dispute_that_cannot_be_read(
        self, place: Place, workers: Workers, services: Services
    ) -> None:
        await place.raised(policy=WALES)
        await the_board_closes(services)
        await place.eyes.execute(
            "INSERT INTO open_deadlines VALUES"
            " ($1, 'a', 1, '2999-01-01', 'both', 'stage-1', $2, '2020-01-01')",
            calendar_stream(REGION),  # a stream, and none of a dispute
            REGION,
        )

        worker = workers.start()
        await until_true(lambda: _recomputed(place, 2))

        assert "could not be counted anew" in "".join(workers.lines())
        assert workers.stop(worker) == 0

    async def test_wait_until_the_clocks_agree(
        self, place: Place, services: Services
    ) -> None:
        """By a clock that runs ahead, what still runs would be taken for over."""
        await place.raised(policy=WALES)
        skewed = SkewedClocks(skew=20 * SECOND)
        async with working(place, skewed.clocks(), worker_steady_seconds=1):
            await until_true(partial(held, place))
            await the_board_closes(services)
            await asyncio.sleep(6)
            assert await _recomputed(place, 0)

            skewed.skew = timedelta()
            await until_true(lambda: _recomputed(place, 2))

    async def test_leave_every_date_where_the_board_does_not_say_so(
        self, place: Place, workers: Workers, services: Services
    ) -> None:
        dispute_id = await place.raised(policy=WALES)
        before = (await place.dispute(dispute_id)).deadlines

        await the_board_closes(services, recomputes=False)
        workers.start()
        await until_true(place.caught_up)
        await asyncio.sleep(2)

        assert before == (await place.dispute(dispute_id)).deadlines


async def _breached(place: Place) -> bool:
    return await place.breaches() > 0


async def _recomputed(place: Place, count: int, *, or_more: bool = False) -> bool:
    found = len(await place.events(RECOMPUTED))
    return found >= count if or_more else found == count


async def _settle(place: Place, ids: Sequence[UUID]) -> None:
    """Settle disputes one after the other, again where a worker was quicker."""
    for dispute_id in ids:
        while True:
            try:
                await place.act(resolves("school"), await place.dispute(dispute_id))
            except StaleVersion:
                continue
            break


async def _all_moved(place: Place, ids: Sequence[UUID]) -> bool:
    """Whether no running deadline is left that counts with the days of before."""
    disputes = [await place.dispute(dispute_id) for dispute_id in ids]
    return all(
        d.set.generation == 2
        for dispute in disputes
        if not dispute.settled
        for d in dispute.open_deadlines()
    )
