"""Reads, in one statement under the lock, all that decides about a batch."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from dispute_core.log.canonical import parse
from dispute_core.log.decision import Known, State
from dispute_core.log.prepared import Prepared
from dispute_core.log.sealing import WrappedKey
from dispute_core.log.statements import PERSONS_ASKED, as_json

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def questions(batch: Sequence[Prepared]) -> tuple[Any, ...]:
    """The parameters of `statements.READ`."""
    return (
        list({prepared.append.stream_id for prepared in batch}),
        list(
            {
                prepared.append.stream_id
                for prepared in batch
                if any(item.narrative is not None for item in prepared.items)
            }
        ),
        [key for prepared in batch for key in prepared.append.dedupe],
        [prepared.request for prepared in batch if prepared.request is not None],
        as_json(PERSONS_ASKED, filter(None, map(_asked, batch))),
    )


def _asked(prepared: Prepared) -> tuple[Any, ...] | None:
    asked = prepared.append.same_person
    if asked is None:
        return None
    stream_id = prepared.append.stream_id
    return (stream_id, prepared.person, list(asked.agencies), asked.board)


def state_from(row: Sequence[Any]) -> State:
    """Understand the row that `statements.READ` answers with."""
    position, recorded_at, now = row[:3]
    streams, versions, hashes = row[3:6]
    keyed, key_ids, kek_ids, wrapped = row[6:10]
    requests = row[11:16]
    state = State(position=position, recorded_at=recorded_at, now=now)
    if streams:
        ends = zip(versions, hashes, strict=True)
        state.streams.update(zip(streams, ends, strict=True))
    if keyed:
        keys = map(WrappedKey, key_ids, kek_ids, wrapped)
        state.keys.update(zip(keyed, keys, strict=True))
    state.dedupe.update(row[10] or ())
    for request, *found in zip(*(part or () for part in requests), strict=True):
        state.requests[request] = known_from(found)
    state.persons_known.update(row[16] or ())
    return state


def known_from(found: Sequence[Any]) -> Known:
    """An idempotency record: fingerprint, stream, first version, instants."""
    fingerprint, stream_id, first_version, recorded = found
    instants = tuple(_instant(microseconds) for microseconds in parse(recorded))
    version = first_version + len(instants) - 1
    return Known(fingerprint, stream_id, version, instants)


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
