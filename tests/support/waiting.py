"""Waits for what another process or task is about to do."""

import asyncio
from collections.abc import Callable

import pytest

_STEP_SECONDS = 0.02


async def until(condition: Callable[[], bool], *, seconds: float = 20) -> None:
    """Return as soon as the condition holds; fail the test if it never does."""
    for _ in range(int(seconds / _STEP_SECONDS)):
        if condition():
            return
        await asyncio.sleep(_STEP_SECONDS)
    pytest.fail(f"waited {seconds} seconds in vain")
