"""The facts that statistics count: a row for each dispute, kept by the worker."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from dispute_core.application.ports import RecordedEvent
from dispute_core.asking import Asking
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.readmodel.folding import STREAMS, DecodeFacts, unfolded
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.folding import facts_of

_TOPICS = frozenset(event.TOPIC for event in EVENTS)
_FACTS: TypeAdapter[DisputeFacts] = TypeAdapter(DisputeFacts)
FORM = 1
"""Of the facts as they are kept; another release, which knows more, counts anew."""

_SAVE = """
INSERT INTO dispute_facts (dispute_id, version, form, facts)
SELECT dispute_id, version, $4, facts FROM unnest($1::uuid[], $2::integer[], $3::json[])
    AS made (dispute_id, version, facts)
ON CONFLICT (dispute_id) DO UPDATE
SET version = excluded.version, form = excluded.form, facts = excluded.facts
"""
_OF_PARTNERSHIP = """
SELECT s.id, CASE WHEN f.version >= s.version AND f.form = $2 THEN f.facts END AS facts
FROM dispute_summaries AS s LEFT JOIN dispute_facts AS f ON f.dispute_id = s.id
WHERE s.partnership = $1 ORDER BY s.raised_at, s.id
"""
BATCH = 500
"""Disputes that are folded at once; their events must fit into memory."""


class StatisticsFacts:
    """Folds every dispute of which something new is in the log, and keeps its facts.

    Made from the folded dispute, so that it can never disagree with what that answers.
    """

    name: ClassVar[str] = f"dispute_facts_{FORM}"

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
        made = await asyncio.to_thread(_written, rows, self._decode)
        if made:
            await connection.execute(_SAVE, *map(list, zip(*made, strict=True)), FORM)


async def read_facts(
    asking: Asking, decode: DecodeFacts, partnership: str
) -> list[DisputeFacts]:
    """The facts of every dispute of a partnership, up to its newest event.

    What the worker has not taken in yet is folded here, so that no number is old.
    """
    rows = await asking.ask(lambda it: it.fetch(_OF_PARTNERSHIP, partnership, FORM))
    kept = [row["facts"] for row in rows if row["facts"] is not None]
    found = await asyncio.to_thread(lambda: [*map(_FACTS.validate_json, kept)])
    missing = [row["id"] for row in rows if row["facts"] is None]
    for start in range(0, len(missing), BATCH):
        found += await _folded(asking, decode, missing[start : start + BATCH])
    return found


async def _folded(
    asking: Asking, decode: DecodeFacts, ids: Sequence[UUID]
) -> list[DisputeFacts]:
    rows = await asking.ask(lambda it: it.fetch(STREAMS, ids))
    made = await asyncio.to_thread(_facts, rows, decode)
    return [facts for _, facts in made]


def _written(rows: Iterable[Any], decode: DecodeFacts) -> list[tuple[Any, ...]]:
    return [
        (facts.id, version, _FACTS.dump_json(facts).decode())
        for version, facts in _facts(rows, decode)
    ]


def _facts(rows: Iterable[Any], decode: DecodeFacts) -> list[tuple[int, DisputeFacts]]:
    """The facts of each dispute, with the version up to which they go."""
    found = []
    for _, told in groupby(rows, key=itemgetter(0)):
        events = list(told)
        facts = _of_one(events, decode)
        if facts is not None:
            found.append((len(events), facts))
    return found


def _of_one(rows: list[Any], decode: DecodeFacts) -> DisputeFacts | None:
    """None where some of its facts are deleted, after the time for keeping them."""
    if [row[1] for row in rows] != list(range(1, len(rows) + 1)):
        return None
    told = list(unfolded(rows, decode))
    return facts_of(told[-1][1], [event for event, _ in told]) if told else None
