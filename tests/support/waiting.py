"""Waits for what another process or task is about to do."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

_STEP_SECONDS = 0.05


async def until(condition: Callable[[], bool], *, seconds: float = 20) -> None:
    """Return as soon as the condition holds; fail the test if it never does."""
    for _ in range(int(seconds / _STEP_SECONDS)):
        if condition():
            return
        await asyncio.sleep(_STEP_SECONDS)
    pytest.fail(f"waited {seconds} seconds in vain")


async def until_true(
    condition: Callable[[], Awaitable[bool]], *, seconds: float = 20
) -> None:
    """As `until`, for a condition that has to ask somebody."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if await condition():
            return
        await asyncio.sleep(_STEP_SECONDS)
    pytest.fail(f"waited {seconds} seconds in vain")
