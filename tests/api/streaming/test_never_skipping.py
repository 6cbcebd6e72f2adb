"""No reader of the stream ever misses an event or meets one twice, whatever happens.

Writers raise disputes, act in them, let agencies join and leave, all at once; readers
come and go and go on from their last id; the connections to the database are broken
under all of them. In the end each reader must have been told what the feed has.
"""

import asyncio
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

import asyncpg
import httpx
import pytest

from tests.support.api import (
    Api,
    Json,
    Speaker,
    a_discussion,
    a_dispute,
)
from tests.support.databases import Database
from tests.support.endless import Reader
from tests.support.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="package")

LONG = os.environ.get("CONCORD_CAMPAIGN") == "long"
ROUNDS = 20 if LONG else 2
WRITERS, ACTS = 4, 12
HIGHEST = 4
SEED = int(os.environ.get("CONCORD_SEED", time.time_ns() % 10**9))
OWN = "own_agency"
READERS = (
    ("agency", "school"),
    ("agency", "school"),
    ("agency", "social-care"),
    ("agency", "police"),
    ("agency", "health"),
    ("role", "board"),
    ("role", "auditor"),
)
_BREAK = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND application_name IN ('concord-readmodel', 'concord-listener', 'concord-reader')
"""


@dataclass
class Writer:
    """Does things one after the other, each again until it is known to be done."""

    school: Speaker
    dispute: Json = field(default_factory=dict)
    joined: bool = False

    async def live(self, chance: random.Random) -> None:
        """A few disputes, which the police join and leave."""
        acts = (self.raises, self.discusses, self.notes, self.moves, self.escalates)
        await self.raises()
        for _ in range(ACTS):
            await chance.choice(acts)()

    async def raises(self) -> None:
        self.dispute = await self._done("/v1/disputes", a_dispute(), None)
        self.joined = False

    async def discusses(self) -> None:
        await self._act("discussions", a_discussion())

    async def notes(self) -> None:
        await self._act("records", {"kind": "note", "text": "x", "visible_to": OWN})

    async def escalates(self) -> None:
        if self.dispute["stage"]["number"] < HIGHEST:
            await self._act("escalations", {"trigger": "not_agreed"})

    async def moves(self) -> None:
        change = "remove" if self.joined else "add"
        self.joined = not self.joined
        body = {"change": change, "side": "responding", "agency": "police"}
        await self._act("parties", body)

    async def _act(self, act: str, body: Json) -> None:
        path = f"/v1/disputes/{self.dispute['id']}/{act}"
        self.dispute = await self._done(path, body, self.dispute["version"])

    async def _done(self, path: str, body: Json, version: int | None) -> Json:
        key = str(uuid4())
        while True:
            answer = await self.school.post(path, body, version=version, key=key)
            if answer.status_code == httpx.codes.CREATED:
                done: Json = answer.json()
                return done
            assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, answer.text
            await asyncio.sleep(0.01)


def another(chance: random.Random) -> random.Random:
    """One chance for each life, so that a seed tells all of them."""
    return random.Random(chance.random())  # noqa: S311 - only lives


async def read(reader: Reader, chance: random.Random, over: asyncio.Event) -> None:
    """One reader's life: streams of any length, one after the other."""
    while not over.is_set():
        leave = asyncio.Event()
        timer = asyncio.get_running_loop().call_later(
            chance.uniform(0.01, 0.6), leave.set
        )
        await reader.listen(leave)
        timer.cancel()
        await asyncio.sleep(0.01)


async def catch_up(reader: Reader, wanted: Callable[[], bool]) -> None:
    leave = asyncio.Event()
    listening = asyncio.create_task(reader.listen(leave))
    await until(wanted)
    leave.set()
    await listening


async def break_connections(
    database: Database, chance: random.Random, over: asyncio.Event
) -> None:
    connection = await asyncpg.connect(database.url())
    while not over.is_set():
        await asyncio.sleep(chance.uniform(0.1, 0.4))
        await connection.execute(_BREAK)
    await connection.close()


async def feed_of(speaker: Speaker) -> list[str]:
    found: list[str] = []
    query: dict[str, str | int] = {"limit": 200}
    while True:
        answer = await speaker.get("/v1/events", params=query)
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            continue
        page = answer.json()
        found += [one["id"] for one in page["items"]]
        if page["caught_up"]:
            return found
        query["after"] = page["next"]


class TestAReader:
    @pytest.mark.parametrize("turn", range(ROUNDS))
    async def test_is_told_everything_once(
        self, api: Api, database: Database, turn: int
    ) -> None:
        print(f"CONCORD_SEED={SEED}")
        chance = random.Random(SEED + turn)  # noqa: S311 - only lives
        speakers = [getattr(api, kind)(who) for kind, who in READERS]
        readers = [Reader(api, one.headers) for one in speakers]
        over = asyncio.Event()
        lives = [
            asyncio.create_task(read(reader, another(chance), over))
            for reader in readers
        ]
        lives.append(asyncio.create_task(break_connections(database, chance, over)))

        await asyncio.gather(
            *(
                Writer(api.agency("school")).live(another(chance))
                for _ in range(WRITERS)
            )
        )
        over.set()
        await asyncio.gather(*lives)

        for (_, who), speaker, reader in zip(READERS, speakers, readers, strict=True):
            expected = await feed_of(speaker)
            await catch_up(reader, partial(has_all, reader, expected))
            if who == "police":
                assert newest(reader.told, expected) == expected
            else:
                assert reader.told == expected
        assert sum(reader.streams for reader in readers) > 2 * len(readers)


def has_all(reader: Reader, expected: list[str]) -> bool:
    return set(expected) <= set(reader.told)


def newest(told: list[str], expected: list[str]) -> list[str]:
    """In the order in which they came last: who joins again is told all again."""
    last = {event: place for place, event in enumerate(told)}
    return sorted(expected, key=last.__getitem__)
