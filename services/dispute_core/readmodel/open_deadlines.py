"""The deadlines that are running: where the worker looks for what falls due next."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import orjson

from dispute_core.application.ports import UnreadEvent
from dispute_core.domain.dispute_events import (
    EVENTS,
    DeadlineBreached,
    DeadlinePassed,
)
from dispute_core.readmodel.projection import Change, Delete, Table, Upsert

_OF_DISPUTES = "dispute."
_VERSIONS = {event.TOPIC: event.class_version for event in EVENTS}
_PASSING = frozenset({DeadlineBreached.TOPIC, DeadlinePassed.TOPIC})


class WrittenByNewer(Exception):
    """An event of a later release: what it says of deadlines must not be guessed."""

    def __init__(self, topic: str, version: object) -> None:
        super().__init__(f"{topic}, version {version}, was written by a newer release")


class OpenDeadlines:
    """One row per running deadline with a date: the next moment at which one is late.

    A deadline without a date never comes in. One leaves when it ends or passes; an
    event may end what has passed long before, and so has left already. It is read from
    facts as they stand, for in every release each event tells its deadlines alike.
    """

    name = "open_deadlines"
    table = Table(
        name="open_deadlines",
        key=(("dispute_id", "uuid"), ("duty", "text"), ("generation", "integer")),
        values=(
            ("due_at", "timestamptz"),
            ("holder", "text"),
            ("stage", "text"),
            ("partnership", "text"),
            ("set_recorded_at", "timestamptz"),
        ),
    )

    def changes(self, event: UnreadEvent, facts: str) -> Iterator[Change]:
        if not event.topic.startswith(_OF_DISPUTES):
            return
        told = orjson.loads(facts)
        _expect_known(event.topic, told)
        dispute_id = event.stream_id
        if event.topic in _PASSING:
            yield Delete((dispute_id, told["duty"], told["generation"]))
        for ended in told["deadlines_ended"]:
            yield Delete((dispute_id, ended["duty"], ended["generation"]))
        for started in told["deadlines_started"]:
            if started["due_at"] is not None:
                yield Upsert(
                    (dispute_id, started["duty"], started["generation"]),
                    (
                        datetime.fromisoformat(started["due_at"]),
                        started["holder"],
                        started["stage"],
                        event.partnership,
                        event.recorded_at,
                    ),
                )


def _expect_known(topic: str, told: dict[str, Any]) -> None:
    version = told.get("v", 1)
    if version > _VERSIONS.get(topic, 0):
        raise WrittenByNewer(topic, version)


class Due(NamedTuple):
    """A deadline whose instant has come; the dispute itself has the last word."""

    dispute_id: UUID
    duty: str
    generation: int
    due_at: datetime
    set_recorded_at: datetime


class DeadlineCounts(NamedTuple):
    """How many deadlines run, and how many of them have passed unreported."""

    open: int
    overdue: int


async def due(pool: asyncpg.Pool, now: datetime, limit: int) -> list[Due]:
    """The deadlines that have passed at `now`, the longest passed first."""
    rows = await pool.fetch(
        "SELECT dispute_id, duty, generation, due_at, set_recorded_at"
        " FROM open_deadlines WHERE due_at <= $1 ORDER BY due_at, dispute_id LIMIT $2",
        now,
        limit,
    )
    return [Due(*row) for row in rows]


async def counts(pool: asyncpg.Pool, now: datetime) -> DeadlineCounts:
    row = await pool.fetchrow(
        "SELECT count(*), count(*) FILTER (WHERE due_at <= $1) FROM open_deadlines",
        now,
    )
    return DeadlineCounts(*row)
