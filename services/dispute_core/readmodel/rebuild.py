"""Builds the summaries again from the log, while everything else goes on.

A second table is filled from every dispute's facts; then, under the lock that makes
appends serial, what came meanwhile is added and the tables change places.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import asyncpg

from dispute_core.domain.dispute import Dispute
from dispute_core.readmodel.folding import DecodeFacts, fold
from dispute_core.readmodel.second_table import LIVE, SecondTable
from dispute_core.readmodel.summaries import COLUMNS, SummaryRow, summary_row

BATCH = 500
"""Disputes per round; their events must fit into memory."""

SWAP_ATTEMPTS = 20
_REBUILDING = 0x636F6E63_72656275  # an advisory lock: one rebuild at a time
_NIL = UUID(int=0)
_IDS = "SELECT stream_id FROM streams WHERE stream_id > $1 ORDER BY stream_id LIMIT $2"
_CHANGED = "SELECT DISTINCT stream_id FROM events WHERE position > $1"
_HEAD = "SELECT position FROM head"
_EVENTS = """
SELECT e.stream_id, e.version, e.topic, e.occurred_at, e.recorded_at, b.facts
FROM events AS e LEFT JOIN event_bodies AS b USING (position)
WHERE e.stream_id = ANY($1::uuid[])
ORDER BY e.stream_id, e.version
"""


class AlreadyRebuilding(Exception):
    """Another process is building the same table again."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a rebuild did."""

    events: int
    disputes: int
    seconds: float

    @property
    def events_per_second(self) -> float:
        return self.events / self.seconds if self.seconds else 0.0


@dataclass
class _Tally:
    events: int = 0
    disputes: int = 0


async def rebuild(url: str, decode: DecodeFacts, *, append_lock: int) -> Report:
    """Build `dispute_summaries` again; the role must own it.

    `append_lock` is the advisory lock that every append holds.
    """
    started = time.perf_counter()
    async with _connected(url) as reading, _connected(url) as writing:
        if not await writing.fetchval("SELECT pg_try_advisory_lock($1)", _REBUILDING):
            raise AlreadyRebuilding
        table = SecondTable(writing)
        await table.create()
        tally = _Tally()
        position = await reading.fetchval(_HEAD)
        async for rows in _batches(reading, ahead=True):
            # In a thread, so that what the server sends meanwhile is taken in.
            made = await asyncio.to_thread(_summaries, rows, decode, tally)
            await table.add(made)
        await table.add_indexes()
        position = await _follow(reading, table, decode, position)
        await _swap(writing, table, decode, position, append_lock)
    return Report(
        events=tally.events,
        disputes=tally.disputes,
        seconds=time.perf_counter() - started,
    )


async def compare(url: str, decode: DecodeFacts) -> list[UUID]:
    """The disputes whose summary is not what their events say; reading is enough."""
    differing: list[UUID] = []
    async with (
        _connected(url) as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        async for rows in _batches(connection, ahead=False):
            folded = {row.id: row for row in _summaries(rows, decode, _Tally())}
            kept = await connection.fetch(
                f"SELECT {', '.join(COLUMNS)} FROM {LIVE}"  # noqa: S608 - our names
                " WHERE id = ANY($1::uuid[])",
                list(folded),
            )
            inline = {row["id"]: SummaryRow(*row) for row in kept}
            differing += [key for key in folded if inline.get(key) != folded[key]]
        orphans = await connection.fetch(
            f"SELECT id FROM {LIVE} AS s WHERE NOT EXISTS"  # noqa: S608 - as above
            " (SELECT FROM streams WHERE stream_id = s.id)"
        )
    return sorted({*differing, *(row["id"] for row in orphans)})


async def _batches(
    connection: asyncpg.Connection, *, ahead: bool
) -> AsyncIterator[Sequence[Any]]:
    """The events of all streams, some streams at a time.

    With `ahead` the server looks for the next ones while these are being folded; the
    connection can then do nothing else meanwhile.
    """
    after = _NIL

    async def fetch() -> Sequence[Any]:
        nonlocal after
        ids = [row[0] for row in await connection.fetch(_IDS, after, BATCH)]
        if not ids:
            return ()
        after = ids[-1]
        return list(await connection.fetch(_EVENTS, ids))

    rows = await fetch()
    while rows:
        coming = asyncio.create_task(fetch()) if ahead else None
        yield rows
        rows = await (coming or fetch())


def _summaries(
    rows: Iterable[Any], decode: DecodeFacts, tally: _Tally
) -> list[SummaryRow]:
    """The rows of those streams that are disputes and still have all their facts."""
    made = []
    for _, grouped in groupby(rows, key=itemgetter(0)):
        events = list(grouped)
        tally.events += len(events)
        if events[0][2] != Dispute.Raised.TOPIC or any(e[5] is None for e in events):
            continue
        folded = fold(events, decode)
        tally.disputes += 1
        made.append(summary_row(folded.dispute, folded.recorded_at, folded.events))
    return made


async def _follow(
    connection: asyncpg.Connection,
    table: SecondTable,
    decode: DecodeFacts,
    position: int,
) -> int:
    """Take in what was appended meanwhile, until little is left for the lock."""
    while True:
        head = await connection.fetchval(_HEAD)
        changed = await _take_in(connection, table, decode, position)
        if changed < BATCH:
            return int(head)
        position = head


async def _take_in(
    connection: asyncpg.Connection,
    table: SecondTable,
    decode: DecodeFacts,
    position: int,
) -> int:
    """Fold anew every dispute with an event after a position; how many there were."""
    ids = [row[0] for row in await connection.fetch(_CHANGED, position)]
    for start in range(0, len(ids), BATCH):
        rows = await connection.fetch(_EVENTS, ids[start : start + BATCH])
        await table.replace(_summaries(rows, decode, _Tally()))
    return len(ids)


async def _swap(
    writing: asyncpg.Connection,
    table: SecondTable,
    decode: DecodeFacts,
    position: int,
    append_lock: int,
) -> None:
    """Catch up to the very last event and change places, all under the append lock."""
    await writing.execute("SET lock_timeout = '2s'")
    for attempt in range(1, SWAP_ATTEMPTS + 1):
        try:
            async with writing.transaction():
                await writing.execute("SELECT pg_advisory_xact_lock($1)", append_lock)
                await _take_in(writing, table, decode, position)
                await table.take_over()
        except asyncpg.LockNotAvailableError:
            if attempt == SWAP_ATTEMPTS:
                raise
            await asyncio.sleep(0.1)
        else:
            return


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(
        url, timeout=5, server_settings={"application_name": "concord-rebuild"}
    )
    try:
        yield connection
    finally:
        await connection.close(timeout=5)
