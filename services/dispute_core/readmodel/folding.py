"""Folds disputes from their facts alone: no key is opened for a list or a rebuild."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

import asyncpg
import orjson

from dispute_core.asking import Asking
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Event

T = TypeVar("T")


class DecodeFacts(Protocol):
    """The codec's way from stored facts to the domain's event."""

    def __call__(
        self,
        topic: str,
        facts: Mapping[str, Any],
        narrative: Mapping[str, Any] | None,
        *,
        originator_id: UUID,
        originator_version: int,
        timestamp: datetime,
    ) -> Any: ...


class Stored(NamedTuple):
    """What of an event a fold needs, in the order of `STREAMS`."""

    stream_id: UUID
    version: int
    topic: str
    occurred_at: datetime
    recorded_at: datetime
    facts: str | None


STREAMS = """
SELECT e.stream_id, e.version, e.topic, e.occurred_at, e.recorded_at, b.facts
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = ANY($1::uuid[])
ORDER BY e.stream_id, e.version
"""


class Folded(NamedTuple):
    """A dispute folded from facts, and when its newest event was recorded."""

    dispute: Dispute
    recorded_at: datetime
    events: int


def unfolded(
    rows: Iterable[tuple[Any, ...]], decode: DecodeFacts
) -> Iterator[tuple[Event, Dispute]]:
    """Each event of one dispute, in their order, with the dispute as it left it."""
    dispute: Dispute | None = None
    for stream_id, version, topic, occurred_at, _, facts in rows:
        event: Event = decode(
            topic,
            orjson.loads(facts),
            None,
            originator_id=stream_id,
            originator_version=version,
            timestamp=occurred_at,
        )
        dispute = event.mutate(dispute)
        if dispute is not None:
            yield event, dispute


def fold(rows: Iterable[tuple[Any, ...]], decode: DecodeFacts) -> Folded:
    """Fold the events of one dispute, in their order."""
    stored = list(rows)
    dispute: Dispute | None = None
    for _, dispute in unfolded(stored, decode):  # noqa: B007 - the last one counts
        pass
    if dispute is None:
        message = "a dispute without events"
        raise LookupError(message)
    recorded = [row[4] for row in stored]
    dispute.stamp(len(recorded), recorded)
    return Folded(dispute, recorded[-1], len(recorded))


def fold_all(rows: Iterable[tuple[Any, ...]], decode: DecodeFacts) -> Iterable[Folded]:
    """Fold many disputes, whose events come one stream after the other."""
    for _, events in groupby(rows, key=itemgetter(0)):
        yield fold(events, decode)


async def fold_few(
    asking: Asking,
    decode: DecodeFacts,
    query: str,
    partnership: str,
    fold_one: Callable[[Iterator[Any]], T | None],
) -> list[T]:
    """What the streams of a partnership have come to, those of no dispute.

    They are few, and so never remembered; the first one first, as ids sort by time.
    """
    rows = await asking.ask(lambda it: it.fetch(query, partnership))
    found = (
        fold_one(
            decode(
                topic,
                orjson.loads(facts),
                None,
                originator_id=stream,
                originator_version=version,
                timestamp=occurred_at,
            )
            for stream, topic, facts, version, occurred_at in events
        )
        for _, events in groupby(rows, key=itemgetter(0))
    )
    return [one for one in found if one is not None]


async def fold_streams(
    connection: asyncpg.Connection,
    ids: Iterable[UUID],
    decode: DecodeFacts,
) -> dict[UUID, Dispute]:
    """The disputes with these ids as they are now, without narrative."""
    rows = await connection.fetch(STREAMS, list(ids))
    return {folded.dispute.id: folded.dispute for folded in fold_all(rows, decode)}
