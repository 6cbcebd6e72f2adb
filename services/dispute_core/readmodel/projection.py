"""Keeps a table in step with the log: pure rows in, one statement per batch out.

A projection never meets a connection. The runner saves its rows and how far it has
read in one transaction, so a crash between the two cannot happen.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import asyncpg

from dispute_core.application.ports import RecordedEvent
from dispute_core.domain.events import DomainFact

Key = tuple[Any, ...]
Decode = Callable[[RecordedEvent], DomainFact]
"""From an event as the log holds it to the domain's own, facts only."""


class GapInLog(Exception):
    """The log did not hold the position that had to come next: nothing may go on."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"expected position {expected} of the log, found {found}")
        self.expected = expected
        self.found = found


class Reading(Protocol):
    """The log as a reader follows it."""

    async def after(
        self, position: int, limit: int, *, narrative: bool
    ) -> Sequence[RecordedEvent]: ...


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

    def changes(self, event: DomainFact, recorded: RecordedEvent) -> Iterable[Change]:
        """What an event changes, in this order."""
        ...

    def concerns(self, topic: str) -> bool:
        """Whether events of a topic can change anything."""
        ...


Take = Callable[[asyncpg.Connection, Sequence[RecordedEvent]], Awaitable[None]]
"""Does what the next events call for, in the transaction that saves the position."""


async def catch_up(
    pool: asyncpg.Pool,
    reader: Reading,
    decode: Decode,
    projection: Projection,
    *,
    batch: int = 500,
) -> int:
    """Take in the next events; how many they were, 0 at the end of the log."""

    async def take(
        connection: asyncpg.Connection, events: Sequence[RecordedEvent]
    ) -> None:
        await _write(connection, projection.table, _net(events, decode, projection))

    return await follow(pool, reader, projection.name, take, batch=batch)


async def follow(
    pool: asyncpg.Pool, reader: Reading, name: str, take: Take, *, batch: int = 500
) -> int:
    """Hand on the next events, facts only; how many they were, 0 at the end.

    Any number of workers may call this at once: the one that comes second finds the
    position locked and returns 0 without waiting.
    """
    async with pool.acquire() as connection:
        await _enter(connection, name)
        async with connection.transaction():
            position = await connection.fetchval(_LOCK_POSITION, name)
            if position is None:
                return 0
            events = await reader.after(position, batch, narrative=False)
            if not events:
                return 0
            _expect_dense(events, position)
            await take(connection, events)
            await connection.execute(_SAVE_POSITION, name, events[-1].position)
            return len(events)


async def position_of(pool: asyncpg.Pool, name: str) -> int:
    """How far a projection has read."""
    return await pool.fetchval(_POSITION, name) or 0


async def start_over(pool: asyncpg.Pool, projection: Projection) -> None:
    """Empty a projection, so that it is built again from the first event."""
    async with pool.acquire() as connection:
        await _enter(connection, projection.name)
        async with connection.transaction():
            await connection.execute(_WAIT_FOR_POSITION, projection.name)
            await connection.execute(f"DELETE FROM {projection.table.name}")  # noqa: S608
            await connection.execute(_SAVE_POSITION, projection.name, 0)


_POSITION = "SELECT position FROM projection_positions WHERE name = $1"
_LOCK_POSITION = f"{_POSITION} FOR UPDATE SKIP LOCKED"
_WAIT_FOR_POSITION = f"{_POSITION} FOR UPDATE"
_SAVE_POSITION = "UPDATE projection_positions SET position = $2 WHERE name = $1"
_ENTER = (
    "INSERT INTO projection_positions (name, position) VALUES ($1, 0)"
    " ON CONFLICT DO NOTHING"
)


async def _enter(connection: asyncpg.Connection, name: str) -> None:
    """Make the row that holds the position; apart, so that it can be locked."""
    if await connection.fetchval(_POSITION, name) is None:
        await connection.execute(_ENTER, name)


def _expect_dense(events: Sequence[RecordedEvent], position: int) -> None:
    for expected, event in enumerate(events, start=position + 1):
        if event.position != expected:
            raise GapInLog(expected, event.position)


def _net(
    events: Sequence[RecordedEvent], decode: Decode, projection: Projection
) -> dict[Key, Change]:
    """What a batch comes to: of several changes of a row, the last one counts.

    An event whose facts have been deleted, after the time for keeping them, has
    nothing left to say.
    """
    net: dict[Key, Change] = {}
    for recorded in events:
        if recorded.facts and projection.concerns(recorded.topic):
            for change in projection.changes(decode(recorded), recorded):
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
