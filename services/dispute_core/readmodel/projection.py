"""Keeps a table in step with the log: pure rows in, one statement per batch out.

A projection never meets a connection. The runner saves its rows and how far it has
read in one transaction, so a crash between the two cannot happen.
"""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import asyncpg

from dispute_core.application.ports import UnreadEvent

Key = tuple[Any, ...]


class GapInLog(Exception):
    """The log did not hold the position that had to come next: nothing may go on."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"expected position {expected} of the log, found {found}")
        self.expected = expected
        self.found = found


class Reading(Protocol):
    """The log as a reader follows it."""

    async def unread_after(
        self, position: int, limit: int
    ) -> Sequence[UnreadEvent]: ...


@dataclass(frozen=True, slots=True)
class Upsert:
    """A row as it is from now on."""

    key: Key
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Delete:
    """A row that is no more; that there was none is no error."""

    key: Key


Change = Upsert | Delete


@dataclass(frozen=True, kw_only=True)
class Table:
    """A projection's table: its columns with their types, the key's first."""

    name: str
    key: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]


class Projection(Protocol):
    """A pure function from an event to changes of one table."""

    @property
    def name(self) -> str: ...

    @property
    def table(self) -> Table: ...

    def changes(self, event: UnreadEvent, facts: str) -> Iterable[Change]:
        """What an event changes, in this order."""
        ...


class Held(NamedTuple):
    """The right to take in what comes next, as long as a transaction lasts."""

    connection: asyncpg.Connection
    positions: Mapping[str, int]
    """How far each has read that is followed together."""


Take = Callable[[Held, Sequence[UnreadEvent]], Awaitable[None]]
"""Does what the next events call for, in the transaction that saves the positions."""


async def catch_up(
    pool: asyncpg.Pool, reader: Reading, projection: Projection, *, batch: int = 500
) -> int:
    """Take in the next events; how many they were, 0 at the end of the log."""

    async def take(held: Held, events: Sequence[UnreadEvent]) -> None:
        await _write(held.connection, projection.table, _net(events, projection))

    return await follow(pool, reader, (projection.name,), take, batch=batch)


async def follow(
    pool: asyncpg.Pool,
    reader: Reading,
    names: Sequence[str],
    take: Take,
    *,
    batch: int = 500,
) -> int:
    """Hand on the next events after the lowest position; how many, 0 at the end.

    Who is further than that looks at the positions, and takes only what is new to it.
    """
    async with holding(pool, names) as held:
        if held is None:
            return 0
        position = min(held.positions.values())
        events = await reader.unread_after(position, batch)
        if not events:
            return 0
        _expect_dense(events, position)
        await take(held, events)
        await held.connection.execute(_ADVANCE, list(names), events[-1].position)
        return len(events)


@asynccontextmanager
async def holding(
    pool: asyncpg.Pool, names: Sequence[str]
) -> AsyncIterator[Held | None]:
    """Hold all these positions in a transaction; None while somebody else does.

    Any number of workers may call this at once: the one that comes second finds a
    position locked, and goes away without waiting.
    """
    async with pool.acquire() as connection:
        known = await connection.fetch(_POSITIONS, list(names))
        for name in set(names).difference(row["name"] for row in known):
            # Apart, so that the row can be locked.
            await connection.execute(_ENTER, name)
        async with connection.transaction():
            rows = await connection.fetch(_LOCK_POSITIONS, list(names))
            free = len(rows) == len(names)
            yield Held(connection, {n: at for n, at, _ in rows}) if free else None


async def position_of(pool: asyncpg.Pool, name: str) -> int:
    """How far a projection has read."""
    return await pool.fetchval(_POSITION, name) or 0


async def start_over(pool: asyncpg.Pool, projection: Projection) -> None:
    """Empty a projection, so that it is built again from the first event."""
    async with pool.acquire() as connection:
        await connection.execute(_ENTER, projection.name)
        async with connection.transaction():
            await connection.execute(_WAIT_FOR_POSITION, projection.name)
            await connection.execute(f"DELETE FROM {projection.table.name}")  # noqa: S608
            await connection.execute(_SAVE_POSITION, projection.name, 0)


_POSITION = "SELECT position FROM projection_positions WHERE name = $1"
_WAIT_FOR_POSITION = f"{_POSITION} FOR UPDATE"
_POSITIONS = "SELECT name, position FROM projection_positions WHERE name = ANY($1)"
_LOCK_POSITIONS = """
SELECT name, position, set_config('synchronous_commit', 'off', true)
FROM projection_positions WHERE name = ANY($1) ORDER BY name FOR UPDATE SKIP LOCKED
"""
"""What a crash of the database takes back, it takes back with the position.

It is made again from the log; so nobody who appends has to wait for its flush to disk.
"""
_SAVE_POSITION = "UPDATE projection_positions SET position = $2 WHERE name = $1"
_ADVANCE = (
    "UPDATE projection_positions SET position = $2"
    " WHERE name = ANY($1) AND position < $2"
)
_ENTER = (
    "INSERT INTO projection_positions (name, position) VALUES ($1, 0)"
    " ON CONFLICT DO NOTHING"
)


def _expect_dense(events: Sequence[UnreadEvent], position: int) -> None:
    for expected, event in enumerate(events, start=position + 1):
        if event.position != expected:
            raise GapInLog(expected, event.position)


def _net(events: Sequence[UnreadEvent], projection: Projection) -> dict[Key, Change]:
    """What a batch comes to: of several changes of a row, the last one counts.

    An event whose facts have been deleted, after the time for keeping them, has
    nothing left to say.
    """
    net: dict[Key, Change] = {}
    for event in events:
        if event.facts is not None:
            for change in projection.changes(event, event.facts):
                net[change.key] = change
    return net


async def _write(
    connection: asyncpg.Connection, table: Table, net: dict[Key, Change]
) -> None:
    gone = [change.key for change in net.values() if isinstance(change, Delete)]
    rows = [
        (*change.key, *change.values)
        for change in net.values()
        if isinstance(change, Upsert)
    ]
    if gone:
        await connection.execute(_delete(table), *map(list, zip(*gone, strict=True)))
    if rows:
        await connection.execute(_upsert(table), *map(list, zip(*rows, strict=True)))


def _delete(table: Table) -> str:
    names = [name for name, _ in table.key]
    same = " AND ".join(f"held.{name} = gone.{name}" for name in names)
    return (
        f"DELETE FROM {table.name} AS held"  # noqa: S608 - names of our own
        f" USING unnest({_arrays(table.key)}) AS gone ({', '.join(names)})"
        f" WHERE {same}"
    )


def _upsert(table: Table) -> str:
    columns = [name for name, _ in (*table.key, *table.values)]
    new = ", ".join(f"{name} = excluded.{name}" for name, _ in table.values)
    return (
        f"INSERT INTO {table.name} ({', '.join(columns)})"  # noqa: S608 - as above
        f" SELECT * FROM unnest({_arrays((*table.key, *table.values))})"
        f" ON CONFLICT ({', '.join(name for name, _ in table.key)})"
        f" DO UPDATE SET {new}"
    )


def _arrays(columns: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"${n}::{kind}[]" for n, (_, kind) in enumerate(columns, start=1))
