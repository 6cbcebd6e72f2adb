"""Real workers and the oracle: the same deadlines are missed, whatever happens."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispute_core.domain.errors import DisputeError
from dispute_core.log import Secrets
from tests.faults.lives import Chance
from tests.faults.logbook import Logbook
from tests.support.databases import Database
from tests.support.waiting import until_true
from tests.support.world import WORCESTERSHIRE
from tests.worker.place import Place, open_place
from tests.worker.processes import Workers

LIVES = 40
STEPS = 14
OVERDUE = 1_000
"""More than a worker reports before anybody can look and kill it."""

PACE = 4e-6
"""What people would give hours for comes in milliseconds here."""

LONGEST = 1.5
"""Within so many seconds every limit has come that people set at this pace."""


@pytest.fixture
async def place(database: Database, tmp_path: Path) -> AsyncIterator[Place]:
    secrets_file = tmp_path / "secrets.json"
    Secrets.generate(secrets_file)
    async with open_place(database, secrets_file) as place:
        yield place


@pytest.fixture
def workers(place: Place, tmp_path: Path) -> Iterator[Workers]:
    workers = Workers(place.settings(), tmp_path)
    yield workers
    workers.kill_all()


def logbook(place: Place) -> Logbook:
    return Logbook(place.database.reader_url)


async def live(place: Place, seed: int) -> None:
    """A dispute to which people do this and that, while workers watch it."""
    chance = Chance(seed, lambda: datetime.now(UTC), pace=PACE)
    dispute_id = await place.begins(chance.begins())
    for _ in range(STEPS):
        await asyncio.sleep(chance.random.uniform(0, 0.2))
        dispute = await place.dispute(dispute_id)
        with suppress(DisputeError):
            await place.act(chance.goes_on(dispute), dispute)


class TestLivesUnderWatch:
    async def test_miss_exactly_what_the_oracle_says(
        self, place: Place, workers: Workers
    ) -> None:
        workers.start()
        victim = workers.start()
        living = asyncio.gather(*(live(place, seed) for seed in range(LIVES)))
        await asyncio.sleep(1)
        victim.kill()
        workers.start()
        await living
        await asyncio.sleep(LONGEST)

        # How many people are late depends on how busy the machine is.
        assert await logbook(place).judged() > LIVES / 4


class TestAKilledWorker:
    async def test_leaves_out_none_of_its_backlog_and_repeats_none(
        self, place: Place, workers: Workers
    ) -> None:
        await place.overdue(OVERDUE, policy=WORCESTERSHIRE)
        for _ in range(2):
            before = await place.breaches()
            victim = workers.start()

            async def some_more(before: int = before) -> bool:
                reported = await place.breaches()
                # On a busy machine it may have been through before it is killed.
                return reported > before or reported == OVERDUE

            await until_true(some_more)
            victim.kill()
            victim.wait()

        workers.start()
        workers.start()

        assert await logbook(place).judged() == OVERDUE
