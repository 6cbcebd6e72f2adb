"""Gives the events of a winning append their place: position, version, time, hash."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from dispute_core.log.leaf import Leaf, leaf_hash, narrative_hash
from dispute_core.log.prepared import Item, Prepared
from dispute_core.log.sealing import Place, Sealer, WrappedKey

Row: TypeAlias = tuple[Any, ...]

TICK = timedelta(microseconds=1)


class Spot(NamedTuple):
    """The place of an event in the log and in its stream."""

    position: int
    version: int
    previous_hash: bytes | None
    recorded_at: datetime

    def next(self, own_hash: bytes) -> "Spot":
        return Spot(
            self.position + 1, self.version + 1, own_hash, self.recorded_at + TICK
        )


class Rows(NamedTuple):
    """The rows of one append; `end` is where the stream would go on."""

    events: list[Row]
    narratives: list[Row]
    recorded_at: tuple[datetime, ...]
    end: Spot


def rows_of(
    prepared: Prepared, spot: Spot, key: WrappedKey | None, sealer: Sealer
) -> Rows:
    """Seal, place and hash each event; raises `CannotOpen` if the key does not."""
    append = prepared.append
    events, narratives, recorded = [], [], []
    for item in prepared.items:
        sealed = None
        if item.narrative is not None and key is not None:
            place = Place(
                append.partnership, append.stream_id, spot.version, item.topic
            )
            sealed = sealer.seal(key, place, item.narrative)
            narratives.append((spot.position, key.key_id, sealed))
        leaf = _leaf(prepared, item, spot, sealed)
        own_hash = leaf_hash(leaf)
        events.append(_event_row(leaf, own_hash, item, prepared.traceparent))
        recorded.append(spot.recorded_at)
        spot = spot.next(own_hash)
    return Rows(events, narratives, tuple(recorded), spot)


def _leaf(prepared: Prepared, item: Item, spot: Spot, sealed: bytes | None) -> Leaf:
    append = prepared.append
    return Leaf(
        position=spot.position,
        stream=append.stream_id,
        version=spot.version,
        topic=item.topic,
        partnership=append.partnership,
        agency=append.author.agency,
        client=append.author.client,
        subject=prepared.subject,
        correlation=append.correlation,
        causation=append.causation,
        occurred_at=item.occurred_at,
        recorded_at=spot.recorded_at,
        facts_hash=item.facts_hash,
        narrative_hash=None if sealed is None else narrative_hash(sealed),
        previous_hash=spot.previous_hash,
    )


def _event_row(leaf: Leaf, own_hash: bytes, item: Item, traceparent: str | None) -> Row:
    """In the order of `statements.EVENT_COLUMNS`."""
    return (
        leaf.position,
        leaf.stream,
        leaf.version,
        leaf.topic,
        leaf.partnership,
        leaf.agency,
        leaf.client,
        leaf.subject,
        leaf.correlation,
        leaf.causation,
        leaf.occurred_at,
        leaf.recorded_at,
        leaf.facts_hash,
        leaf.narrative_hash,
        leaf.previous_hash,
        own_hash,
        item.salt,
        item.facts,
        traceparent,
    )
