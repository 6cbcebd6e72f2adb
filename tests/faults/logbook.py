"""The log as its tables tell it, for those who judge it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from tests.support.history import Written
from tests.support.oracle import Fact, differences, reported
from tests.support.waiting import until_true

_EVERYTHING = """
SELECT e.position, b.facts::text,
       e.stream_id::text, e.version, e.topic, e.occurred_at, e.recorded_at
FROM events AS e JOIN event_bodies AS b USING (position) ORDER BY e.position
"""


@dataclass(frozen=True)
class Logbook:
    """Reads the log of one database, each time on a connection of its own."""

    url: str

    async def written(self) -> list[Written]:
        return [_written(*row) for row in await self._ask(_EVERYTHING)]

    async def facts(self) -> list[Fact]:
        return [_fact(*row) for row in await self._ask(_EVERYTHING)]

    async def now(self) -> datetime:
        """The database's time."""
        ((now,),) = await self._ask("SELECT clock_timestamp()")
        at: datetime = now
        return at

    async def judged(self, missed: int | None = None) -> int:
        """Wait until exactly what the oracle says is reported; how much that is."""
        told = 0

        async def agreed() -> bool:
            nonlocal told
            facts = await self.facts()
            told = len(reported(facts))
            return missed in (None, told) and not differences(facts, await self.now())

        await until_true(agreed, seconds=30)
        return told

    async def _ask(self, question: str) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(question))
        finally:
            await connection.close()


def _written(position: int, _: str, *header: Any) -> Written:
    return Written(position, *header)


def _fact(_: int, facts: str, *header: Any) -> Fact:
    stream, version, topic, occurred_at, recorded_at = header
    return Fact(
        stream=stream,
        version=version,
        topic=topic,
        occurred_at=occurred_at,
        recorded_at=recorded_at,
        facts=json.loads(facts),
    )
