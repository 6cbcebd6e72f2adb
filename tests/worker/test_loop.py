"""The loop and what runs beside it: no wake-up lost, no limping on."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic

import pytest

from deadline_worker.loop import Step, run
from deadline_worker.worker import Patience, SideTaskEnded, work
from dispute_core.domain.errors import Unavailable

LONG = timedelta(seconds=30)


class Steps:
    """A step that counts, and does on each turn what a test wants of it."""

    def __init__(self, *turns: Callable[[], Awaitable[bool]]) -> None:
        self.turns = list(turns)
        self.count = 0

    async def __call__(self) -> bool:
        self.count += 1
        return await self.turns.pop(0)() if self.turns else False


class Stage:
    """The events between which a loop runs."""

    def __init__(self) -> None:
        self.woken, self.stop = asyncio.Event(), asyncio.Event()

    async def run(self, *steps: Step) -> None:
        async with asyncio.timeout(5):
            await run(steps, woken=self.woken, stop=self.stop, idle=LONG)

    async def work(
        self, step: Step, beside: list[Callable[[], Awaitable[None]]]
    ) -> None:
        async with asyncio.timeout(5):
            await work(
                [step],
                beside,
                woken=self.woken,
                stop=self.stop,
                idle=LONG,
                finish_within=timedelta(seconds=0.2),
            )

    async def more(self) -> bool:
        return True

    async def stopping(self) -> bool:
        self.stop.set()
        return False

    async def waking(self) -> bool:
        self.woken.set()
        return False


async def for_ever() -> None:
    await asyncio.sleep(3600)


class TestTheLoop:
    async def test_works_on_while_there_is_more(self) -> None:
        stage = Stage()
        step = Steps(stage.more, stage.more, stage.stopping)

        await stage.run(step)

        assert step.count == 3

    async def test_loses_no_wake_up_that_comes_during_the_work(self) -> None:
        stage = Stage()
        step = Steps(stage.waking, stage.stopping)

        await stage.run(step)

        assert step.count == 2

    async def test_takes_a_flood_of_wake_ups_in_few_turns(self) -> None:
        stage, step = Stage(), Steps()
        loop = asyncio.get_running_loop()
        for number in range(200):
            loop.call_later(number / 2000, stage.woken.set)
        loop.call_later(0.2, stage.stop.set)

        await stage.run(step)

        assert 2 <= step.count <= 5

    async def test_stops_from_its_sleep_at_once(self) -> None:
        stage, step = Stage(), Steps()
        asyncio.get_running_loop().call_later(0.05, stage.stop.set)

        await stage.run(step)

        assert step.count == 1

    async def test_does_not_begin_when_it_was_stopped_before(self) -> None:
        stage, step = Stage(), Steps()
        stage.stop.set()

        await stage.run(step)

        assert step.count == 0


class TestTheWorker:
    async def test_ends_if_something_beside_it_fails(self) -> None:
        stage = Stage()

        async def failing() -> None:
            message = "a defect"
            raise ZeroDivisionError(message)

        with pytest.raises(ZeroDivisionError):
            await stage.work(Steps(), [failing, for_ever])

    async def test_ends_if_something_beside_it_comes_to_an_end(self) -> None:
        stage = Stage()

        async def ending() -> None:
            return

        with pytest.raises(SideTaskEnded):
            await stage.work(Steps(), [ending])

    async def test_ends_if_a_step_fails(self) -> None:
        stage = Stage()

        async def failing() -> bool:
            message = "a defect"
            raise ZeroDivisionError(message)

        with pytest.raises(ZeroDivisionError):
            await stage.work(failing, [for_ever])

    async def test_waits_for_the_work_in_hand_but_not_for_ever(self) -> None:
        stage = Stage()

        async def endless() -> bool:
            stage.stop.set()
            await for_ever()
            return False

        began = monotonic()
        await stage.work(endless, [for_ever])

        assert monotonic() - began < 3


class TestPatience:
    async def test_bears_a_database_that_is_away(self) -> None:
        stage = Stage()

        async def away() -> bool:
            message = "Not just now."
            raise Unavailable(message)

        step = Steps(away, stage.stopping)
        patient = Patience(stop=stage.stop).over(step)

        assert await patient() is False
        await stage.run(patient)
        assert step.count == 2

    async def test_does_not_bear_a_defect(self) -> None:
        async def defective() -> bool:
            message = "a defect"
            raise ZeroDivisionError(message)

        with pytest.raises(ZeroDivisionError):
            await Patience(stop=asyncio.Event()).over(defective)()
