"""Waits until a service that has just been started can serve."""

import asyncio
import time
from contextlib import suppress

import httpx

from concord.errors import CannotGoOn

_READY_SECONDS = 60.0
_POLL_SECONDS = 0.05


async def wait_until_ready(url: str) -> None:
    """Ask again and again, for a minute at most."""
    limit = time.monotonic() + _READY_SECONDS
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=5) as client:
        while time.monotonic() < limit:
            with suppress(httpx.HTTPError):
                if (await client.get("/readyz")).is_success:
                    return
            await asyncio.sleep(_POLL_SECONDS)
    message = f"The service did not become ready within {_READY_SECONDS:.0f} seconds."
    raise CannotGoOn(message)
