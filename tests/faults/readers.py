"""Readers that follow the log all the while, each in its own way."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from dispute_core.log import Reader
from tests.faults.clients import Client


@dataclass(kw_only=True)
class Tail:
    """Follows the log as a projection does."""

    reader: Reader
    positions: list[int] = field(default_factory=list)

    async def run(self) -> None:
        async for page in self.reader.tail(0, narrative=False):
            self.positions += [event.position for event in page]


@dataclass(kw_only=True)
class FeedReader:
    """Follows the feed over HTTP as an agency's system does, from its cursor."""

    client: Client
    events: list[str] = field(default_factory=list)
    _after: str | None = None

    async def run(self) -> None:
        while True:
            if await self.page():
                await asyncio.sleep(0.1)

    async def page(self) -> bool:
        """Take a page; whether there was no more."""
        query = {"limit": "200"} | ({"after": self._after} if self._after else {})
        answer = await self.client.asks("GET", "/v1/events", params=query)
        if answer is None or answer.status_code != httpx.codes.OK:
            return False
        said = answer.json()
        self.events += [event["id"] for event in said["items"]]
        self._after = said["next"]
        return bool(said["caught_up"])


async def stopped(task: "asyncio.Task[None]") -> None:
    """End a reader, and hear of whatever had ended it before."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
