"""The API and the database are killed under load: nothing acknowledged is ever lost."""

import asyncio
import os
from random import Random

from tests.faults.campaign import campaign
from tests.faults.standing import Standing

LONG = os.environ.get("CONCORD_CAMPAIGN") == "long"
CYCLES = 20
LONG_CYCLES = 300


class TestKillingTheServiceUnderLoad:
    async def test_keeps_every_promise_in_twenty_kills(self, service: Standing) -> None:
        await service.start_worker()
        await service.start_api()
        async with campaign(service) as running:
            for _ in range(CYCLES // 2):
                await service.warm_a_spare()
                await running.progress()
                await service.kill_database()
                await running.progress()
                await service.kill_api()
            await running.finish()

            assert await running.broken() == []
            assert await service.logbook.judged() > 0
            assert running.shared.history.cut > CYCLES
            assert service.alive

    if LONG:

        async def test_keeps_every_promise_in_hundreds_of_faults_of_any_kind(
            self, service: Standing
        ) -> None:
            chance = Random(LONG_CYCLES)  # noqa: S311 - chance, not secrecy
            await service.start_worker()
            await service.start_worker()
            await service.start_api()
            async with campaign(service) as running:
                for _ in range(LONG_CYCLES):
                    await running.progress(chance.randint(1, 60))
                    await any_fault(service, chance)
                await running.finish()

                assert await running.broken() == []
                assert await service.logbook.judged() > 0
                assert service.alive


async def any_fault(service: Standing, chance: Random) -> None:
    """Kill a part or two, or stop the database for a while."""
    match chance.choice(("database", "api", "both", "worker", "frozen")):
        case "database":
            await service.kill_database()
        case "api":
            await service.kill_api()
        case "both":
            await asyncio.gather(service.kill_database(), service.kill_api())
        case "worker":
            await service.kill_worker()
        case _:
            async with service.frozen():
                await asyncio.sleep(chance.uniform(0.1, 8))
