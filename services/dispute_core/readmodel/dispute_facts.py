"""The facts that statistics count: a row for each dispute, kept by the worker."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from pydantic_core import from_json

from dispute_core.application.ports import RecordedEvent
from dispute_core.asking import Asking
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.readmodel.folding import STREAMS, DecodeFacts
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.folding import facts_of

_TOPICS = frozenset(event.TOPIC for event in EVENTS)
_FACTS: TypeAdapter[DisputeFacts] = TypeAdapter(DisputeFacts)
_SAVE = """
INSERT INTO dispute_facts (dispute_id, partnership, raised_at, facts)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::json[])
ON CONFLICT (dispute_id) DO UPDATE
SET raised_at = excluded.raised_at, facts = excluded.facts
"""
_OF_PARTNERSHIP = """
SELECT facts FROM dispute_facts WHERE partnership = $1 ORDER BY raised_at, dispute_id
"""
_CAUGHT_UP = """
SELECT coalesce((SELECT position FROM projection_positions WHERE name = $1), 0)
    >= coalesce((SELECT max(position) FROM events WHERE partnership = $2), 0)
"""


class StatisticsFacts:
    """Folds every dispute of which something new is in the log, and keeps its facts.

    Made from the folded dispute, so that it can never disagree with what that answers.
    """

    name: ClassVar[str] = "dispute_facts"

    def __init__(self, decode: DecodeFacts) -> None:
        self._decode = decode

    async def take(
        self, connection: asyncpg.Connection, events: Sequence[RecordedEvent]
    ) -> None:
        """Take in the next events of the log."""
        ids = {
            event.stream_id
            for event in events
            if event.facts and event.topic in _TOPICS
        }
        if not ids:
            return
        rows = await connection.fetch(STREAMS, list(ids))
        # In a thread, so that the worker's heart beats meanwhile.
        made = await asyncio.to_thread(self._facts, rows)
        if made:
            await connection.execute(_SAVE, *map(list, zip(*made, strict=True)))

    def _facts(self, rows: Iterable[Any]) -> list[tuple[Any, ...]]:
        found = []
        for stream_id, told in groupby(rows, key=itemgetter(0)):
            facts = self._of_one(stream_id, list(told))
            if facts is not None:
                said = _FACTS.dump_json(facts).decode()
                found.append((facts.id, facts.partnership, facts.raised_at, said))
        return found

    def _of_one(self, stream_id: UUID, rows: list[Any]) -> DisputeFacts | None:
        """None where some of its facts are deleted, after the time for keeping them."""
        if [row[1] for row in rows] != list(range(1, len(rows) + 1)):
            return None
        dispute, events = None, []
        for _, version, topic, occurred_at, _, facts in rows:
            event = self._decode(
                topic,
                from_json(facts),
                None,
                originator_id=stream_id,
                originator_version=version,
                timestamp=occurred_at,
            )
            dispute = event.mutate(dispute)
            events.append(event)
        return facts_of(dispute, events) if dispute else None


async def read_facts(asking: Asking, partnership: str) -> list[DisputeFacts]:
    """The facts of every dispute of a partnership, as the worker has taken them in."""
    rows = await asking.ask(lambda it: it.fetch(_OF_PARTNERSHIP, partnership))
    return await asyncio.to_thread(
        lambda: [_FACTS.validate_json(row["facts"]) for row in rows]
    )


async def caught_up(asking: Asking, partnership: str) -> bool:
    """Whether the worker has taken in everything that a partnership has on record."""
    found = await asking.ask(
        lambda it: it.fetchval(_CAUGHT_UP, StatisticsFacts.name, partnership)
    )
    return bool(found)
