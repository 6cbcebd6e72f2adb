"""The facts that statistics count: a row for each dispute, kept by the worker."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from dispute_core.asking import Asking
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Event
from dispute_core.readmodel.folding import STREAMS, DecodeFacts, unfolded
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.folding import facts_of

_FACTS: TypeAdapter[DisputeFacts] = TypeAdapter(DisputeFacts)
FORM = 1
"""Of the facts as they are kept; another release, which knows more, counts anew."""

FACTS = f"dispute_facts_{FORM}"
"""Under which the position is kept up to which the log has been counted."""

_SAVE = """
INSERT INTO dispute_facts (dispute_id, version, form, facts)
SELECT dispute_id, version, $4, facts FROM unnest($1::uuid[], $2::integer[], $3::json[])
    AS made (dispute_id, version, facts)
ON CONFLICT (dispute_id) DO UPDATE
SET version = excluded.version, form = excluded.form, facts = excluded.facts
WHERE dispute_facts.version <= excluded.version OR dispute_facts.form <> excluded.form
"""
_OF_PARTNERSHIP = """
SELECT s.id, CASE WHEN f.version >= s.version AND f.form = $2 THEN f.facts END AS facts
FROM dispute_summaries AS s LEFT JOIN dispute_facts AS f ON f.dispute_id = s.id
WHERE s.partnership = $1 ORDER BY s.raised_at, s.id
"""
BATCH = 500
"""Disputes that are folded at once; their events must fit into memory."""


class Kept(NamedTuple):
    """The facts of a dispute as the table keeps them."""

    dispute_id: UUID
    version: int
    facts: str


def kept(dispute: Dispute, events: Sequence[Event]) -> Kept:
    """Made from the folded dispute, so that it can never say what that does not."""
    facts = _FACTS.dump_json(facts_of(dispute, events)).decode()
    return Kept(dispute.id, len(events), facts)


async def save(connection: asyncpg.Connection, rows: Sequence[Kept]) -> None:
    """Keep these facts, unless those of a later version are kept."""
    if rows:
        await connection.execute(_SAVE, *map(list, zip(*rows, strict=True)), FORM)


async def read_facts(
    asking: Asking, decode: DecodeFacts, partnership: str
) -> list[DisputeFacts]:
    """The facts of every dispute of a partnership, up to its newest event.

    What the worker has not taken in yet is folded here, so that no number is old.
    """
    rows = await asking.ask(lambda it: it.fetch(_OF_PARTNERSHIP, partnership, FORM))
    made = [row["facts"] for row in rows if row["facts"] is not None]
    found = await asyncio.to_thread(lambda: [*map(_FACTS.validate_json, made)])
    missing = [row["id"] for row in rows if row["facts"] is None]
    for start in range(0, len(missing), BATCH):
        found += await _folded(asking, decode, missing[start : start + BATCH])
    return found


async def _folded(
    asking: Asking, decode: DecodeFacts, ids: Sequence[UUID]
) -> list[DisputeFacts]:
    rows = await asking.ask(lambda it: it.fetch(STREAMS, ids))
    return await asyncio.to_thread(_facts, rows, decode)


def _facts(rows: Iterable[Any], decode: DecodeFacts) -> list[DisputeFacts]:
    found = (_of_one(list(told), decode) for _, told in groupby(rows, itemgetter(0)))
    return [facts for facts in found if facts is not None]


def _of_one(rows: list[Any], decode: DecodeFacts) -> DisputeFacts | None:
    """None where some of its facts are deleted, after the time for keeping them."""
    if [row[1] for row in rows] != list(range(1, len(rows) + 1)):
        return None
    told = list(unfolded(rows, decode))
    return facts_of(told[-1][1], [event for event, _ in told]) if told else None
