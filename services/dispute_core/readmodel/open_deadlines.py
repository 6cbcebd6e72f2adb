"""The deadlines that are running: where the worker looks for what falls due next."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg

from dispute_core.application.ports import RecordedEvent
from dispute_core.domain.dispute_events import (
    EVENTS,
    DeadlineBreached,
    DeadlinePassed,
    Event,
)
from dispute_core.domain.events import DomainFact
from dispute_core.readmodel.projection import Change, Delete, Table, Upsert

_TOPICS = frozenset(event.TOPIC for event in EVENTS)


class OpenDeadlines:
    """One row per running deadline with a date: the next moment at which one is late.

    A deadline without a date never comes in. One leaves when it ends or passes; an
    event may end what has passed long before, and so has left already.
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

    def concerns(self, topic: str) -> bool:
        return topic in _TOPICS

    def changes(self, event: DomainFact, recorded: RecordedEvent) -> Iterator[Change]:
        if not isinstance(event, Event):
            return
        dispute_id = event.originator_id
        if isinstance(event, DeadlineBreached | DeadlinePassed):
            yield Delete((dispute_id, event.duty, event.generation))
        for ended in event.deadlines_ended:
            yield Delete((dispute_id, ended.duty, ended.generation))
        for started in event.deadlines_started:
            if started.due_at is not None:
                yield Upsert(
                    (dispute_id, started.duty, started.generation),
                    (
                        started.due_at,
                        started.holder,
                        started.stage,
                        recorded.partnership,
                        recorded.recorded_at,
                    ),
                )


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
