"""Gives the events of a winning append their place: position, version, time, hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from dispute_core.log.leaf import Leaf, leaf_hash, narrative_hash
from dispute_core.log.prepared import Item, Prepared
from dispute_core.log.sealing import Place, Sealer, WrappedKey

Row: TypeAlias = tuple[Any, ...]

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Start:
    """Where an append begins: what its first event follows, and its first instant."""

    position: int
    version: int
    previous_hash: bytes | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one append, and where it ends."""

    events: list[Row]
    narratives: list[Row]
    recorded_at: tuple[datetime, ...]
    hash: bytes


def rows_of(
    prepared: Prepared, start: Start, key: WrappedKey | None, sealer: Sealer
) -> Rows:
    """Seal, place and hash each event; raises `CannotOpen` if the key does not."""
    events, narratives, recorded = [], [], []
    previous = start.previous_hash
    for n, item in enumerate(prepared.items):
        position, version = start.position + 1 + n, start.version + 1 + n
        recorded_at = start.recorded_at + TICK * n
        sealed = None
        if item.narrative is not None and key is not None:
            place = Place(
                prepared.append.partnership,
                prepared.append.stream_id,
                version,
                item.topic,
            )
            sealed = sealer.seal(key, place, item.narrative)
            narratives.append((position, key.key_id, sealed))
        leaf = _leaf(prepared, item, position, version, recorded_at, sealed, previous)
        previous = leaf_hash(leaf)
        events.append(_event_row(leaf, previous, item))
        recorded.append(recorded_at)
    return Rows(events, narratives, tuple(recorded), previous or b"")


def columns(rows: Sequence[Row], width: int) -> list[Any]:
    """Rows turned into one array per column."""
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _leaf(
    prepared: Prepared,
    item: Item,
    position: int,
    version: int,
    recorded_at: datetime,
    sealed: bytes | None,
    previous: bytes | None,
) -> Leaf:
    append = prepared.append
    return Leaf(
        position=position,
        stream=append.stream_id,
        version=version,
        topic=item.topic,
        partnership=append.partnership,
        agency=append.author.agency,
        client=append.author.client,
        subject=prepared.subject,
        correlation=append.correlation,
        causation=append.causation,
        occurred_at=item.occurred_at,
        recorded_at=recorded_at,
        facts_hash=item.facts_hash,
        narrative_hash=None if sealed is None else narrative_hash(sealed),
        previous_hash=previous,
    )


def _event_row(leaf: Leaf, own_hash: bytes, item: Item) -> Row:
    """In the order of the columns in `statements`."""
    return (
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
    )
