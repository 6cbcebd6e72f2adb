"""The API and the database are killed under load: nothing acknowledged is ever lost."""

import asyncio
import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from tests.faults.campaign import Campaign, campaign
from tests.faults.standing import Standing

CYCLES = 20
LONG_CYCLES = 150
FAULTS = ("database", "api", "both", "worker", "frozen")
REPORT = Path(__file__).parents[2] / "build" / "faults.jsonl"

only_long = pytest.mark.skipif(
    os.environ.get("CONCORD_CAMPAIGN") != "long", reason="takes minutes"
)


class TestKillingTheServiceUnderLoad:
    async def test_keeps_every_promise_in_twenty_kills(self, service: Standing) -> None:
        service.start_worker()
        service.start_api()
        async with campaign(service) as running:
            for _ in range(CYCLES // 2):
                await running.progress()
                await service.kill_database()
                await running.progress()
                service.kill_api()
            await running.finish()

            assert await running.broken() == []
            assert await service.logbook.judged() > 0
            assert running.shared.history.cut > CYCLES
            assert service.alive

    @only_long
    @pytest.mark.parametrize("seed", [1, 2])
    async def test_keeps_every_promise_whatever_fails(
        self, service: Standing, seed: int
    ) -> None:
        """Two of each process, and any of them is killed, or the database stopped."""
        chance, faults = Random(seed), Counter[str]()  # noqa: S311 - no secret
        for _ in range(2):
            service.start_worker()
            service.start_api()
        async with campaign(service) as running:
            begun = monotonic()
            for _ in range(LONG_CYCLES):
                await running.progress(chance.randint(1, 60))
                fault = chance.choice(FAULTS)
                faults[fault] += 1
                await bring_about(fault, service, chance)
            await running.finish()

            broken = await running.broken()
            missed = await service.logbook.judged()
            report(running, seed=seed, faults=faults, seconds=monotonic() - begun)
            assert broken == []
            assert missed > 0
            assert service.alive


async def bring_about(fault: str, service: Standing, chance: Random) -> None:
    match fault:
        case "database":
            await service.kill_database()
        case "api":
            service.kill_api()
        case "both":
            service.kill_api()
            await service.kill_database()
        case "worker":
            service.kill_worker()
        case _:
            async with service.frozen():
                await asyncio.sleep(chance.uniform(0.1, 8))


def report(
    running: Campaign, *, seed: int, faults: Counter[str], seconds: float
) -> None:
    """Write down what this run stood, for whoever counts it all up."""
    history = running.shared.history
    counts = {
        "seed": seed,
        "faults": dict(faults),
        "seconds": round(seconds, 1),
        "commands": len(history.commands),
        "attempts": sum(len(command.attempts) for command in history.commands),
        "acknowledged": history.acknowledged,
        "cut_off_and_done": history.cut,
        "readings": len(history.readings),
        "answers_503": running.shared.refusals,
        "slowest_answer_seconds": round(running.shared.slowest, 2),
        "events": len(running.log),
    }
    REPORT.parent.mkdir(exist_ok=True)
    with REPORT.open("a") as file:
        file.write(json.dumps(counts) + "\n")
