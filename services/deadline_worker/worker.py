"""The worker process: its work, what runs beside it, and how all of it ends."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog

from deadline_worker.failures import is_passing
from deadline_worker.loop import Step, first_of, run
from dispute_core.tracing import begun, within

logger = structlog.get_logger(__name__)

SideTask = Callable[[], Awaitable[None]]

_LONGEST_PAUSE = timedelta(seconds=5)


class SideTaskEnded(Exception):
    """Something that must run as long as the worker does has come to its end."""


@dataclass(kw_only=True)
class Patience:
    """Lets a step fail as long as the database is away, a little longer each time."""

    stop: asyncio.Event
    last_good: float = field(default_factory=time.monotonic)
    last_turn: float = field(default_factory=time.monotonic)
    _pause: timedelta = timedelta()

    def over(self, step: Step) -> Step:
        """The step as it is, but trouble that passes means "nothing done"."""

        async def patient() -> bool:
            self.last_turn = time.monotonic()
            try:
                with within(begun()):
                    more = await step()
            except Exception as error:
                if not is_passing(error):
                    raise
                await self._wait(error)
                return False
            self._pause, self.last_good = timedelta(), time.monotonic()
            return more

        return patient

    async def _wait(self, error: Exception) -> None:
        logger.warning("The database does not answer.", kind=type(error).__name__)
        self._pause = min(self._pause * 2 + timedelta(seconds=0.25), _LONGEST_PAUSE)
        await first_of(self.stop.wait(), within=self._pause)


async def work(
    steps: list[Step],
    beside: list[SideTask],
    *,
    woken: asyncio.Event,
    stop: asyncio.Event,
    idle: timedelta,
    finish_within: timedelta,
) -> None:
    """Run the steps until asked to stop; stop too if anything beside them ends.

    A worker without its heartbeat, say, would limp on unseen; so it ends instead, and
    whoever started it starts another.
    """
    main = asyncio.create_task(
        run(steps, woken=woken, stop=stop, idle=idle), name="steps"
    )
    sides = [asyncio.create_task(_endless(side), name=side.__name__) for side in beside]
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait(
            (main, stopping, *sides), return_when=asyncio.FIRST_COMPLETED
        )
        stop.set()
        await asyncio.wait((main,), timeout=finish_within.total_seconds())
        for task in (main, *sides):
            if task.done():
                task.result()  # raises what ended it
        if not main.done():
            logger.warning("Stopping in the middle of work that took too long.")
    finally:
        everything: tuple[asyncio.Task[Any], ...] = (main, stopping, *sides)
        for task in everything:
            task.cancel()
        await asyncio.gather(*everything, return_exceptions=True)


async def _endless(side: SideTask) -> None:
    await side()
    raise SideTaskEnded
