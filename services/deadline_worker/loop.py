"""The worker's heart: work until none is left, then sleep until there may be more."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import timedelta

Step = Callable[[], Awaitable[bool]]
"""A piece of work; it says whether there may be more of it at once."""

GATHER = timedelta(milliseconds=50)
"""What is appended in this time is taken in together.

Each turn asks the database a dozen times. A busy hour would else give the worker a
turn for nearly every event, and its questions would slow those who append.
"""


async def run(
    steps: Sequence[Step], *, woken: asyncio.Event, stop: asyncio.Event, idle: timedelta
) -> None:
    """Work until none is left; then sleep until woken, stopped or `idle` is over."""
    while not stop.is_set():
        woken.clear()  # before the work, so that a wake-up during it is not lost
        more = [await step() for step in steps]
        if not any(more):
            await first_of(woken.wait(), stop.wait(), within=idle)
            if woken.is_set():
                await first_of(stop.wait(), within=GATHER)


async def first_of(*waits: Coroutine[None, None, object], within: timedelta) -> None:
    """Wait for the first of several, but not for ever."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    try:
        await asyncio.wait(
            tasks, timeout=within.total_seconds(), return_when=asyncio.FIRST_COMPLETED
        )
    finally:
        for task in tasks:
            task.cancel()
