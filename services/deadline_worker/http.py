"""The one place from which the worker calls other systems over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

_SECONDS = 15.0
_JSON = {"Content-Type": "application/json"}


class NoAnswer(Exception):
    """There was nobody, or nobody who spoke HTTP."""


@dataclass(frozen=True)
class Http:
    """Posts what it is given; follows no redirect and reads no answer's body."""

    client: httpx.AsyncClient

    async def post(self, url: str, content: bytes) -> int:
        """The status; raises `TimeoutError` or `NoAnswer`."""
        try:
            async with self.client.stream(
                "POST", url, content=content, headers=_JSON
            ) as answer:
                return answer.status_code
        except httpx.TimeoutException:
            raise TimeoutError from None
        except httpx.HTTPError:
            raise NoAnswer from None


@asynccontextmanager
async def open_http() -> AsyncIterator[Http]:
    async with httpx.AsyncClient(
        timeout=_SECONDS, follow_redirects=False, trust_env=False
    ) as client:
        yield Http(client)
