"""Decides, in memory and under the lock, what becomes of each waiting append.

Pure: what the log holds comes in as a `State`, what is to be written goes out as the
parameters of one statement. A losing append fails alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from dispute_core.application.ports import (
    AlreadyDone,
    Appended,
    OutsideItsTime,
    VersionConflict,
)
from dispute_core.domain.errors import KeyReused, Unavailable
from dispute_core.log.prepared import Prepared
from dispute_core.log.projection import Projection
from dispute_core.log.rows import TICK, Row, Rows, Spot, rows_of
from dispute_core.log.sealing import CannotOpen, Sealer, WrappedKey
from dispute_core.log.statements import EVENT_COLUMNS, TABLES, as_json

Verdict: TypeAlias = Appended | Exception


@dataclass(frozen=True, slots=True)
class Known:
    """What an idempotency key recorded before."""

    fingerprint: bytes
    stream_id: UUID
    version: int
    recorded_at: tuple[datetime, ...]

    def answer(self, fingerprint: bytes | None) -> Appended | KeyReused:
        if fingerprint != self.fingerprint:
            return KeyReused()
        return Appended(
            stream_id=self.stream_id,
            version=self.version,
            recorded_at=self.recorded_at,
            replayed=True,
        )


@dataclass(slots=True)
class State:
    """What the log held when the lock was taken, and what the batch adds to it."""

    position: int
    recorded_at: datetime
    now: datetime
    streams: dict[UUID, tuple[int, bytes]] = field(default_factory=dict)
    keys: dict[UUID, WrappedKey] = field(default_factory=dict)
    requests: dict[bytes, Known] = field(default_factory=dict)
    dedupe: set[str] = field(default_factory=set)
    persons_known: set[UUID] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict for each append, and the parameters that write those that won."""

    verdicts: list[Verdict]
    last_hash: bytes | None
    last_position: int
    parameters: list[Any]
    commits: bool
    """Also for repeats alone: they are answered from what a commit proves durable."""


class Decider:
    """Goes through a batch in order, each append seeing what those before it won."""

    def __init__(
        self, state: State, sealer: Sealer, projections: Sequence[Projection]
    ) -> None:
        self._state = state
        self._sealer = sealer
        self._projections = projections
        self._before = state.position
        self._last_hash: bytes | None = None
        self._events: list[Row] = []
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._ends: dict[UUID, Row] = {}
        self._views: list[dict[Row, Row]] = [{} for _ in projections]

    def decide(self, batch: Sequence[Prepared]) -> Decision:
        verdicts = [self._judge(prepared) for prepared in batch]
        return Decision(
            verdicts=verdicts,
            last_hash=self._last_hash,
            last_position=self._state.position,
            parameters=self._parameters(),
            commits=any(isinstance(verdict, Appended) for verdict in verdicts),
        )

    def _judge(self, prepared: Prepared) -> Verdict:
        state, append = self._state, prepared.append
        if prepared.request is not None and prepared.request in state.requests:
            return state.requests[prepared.request].answer(prepared.fingerprint)
        if not prepared.items:
            return Unavailable("What was recorded before is not there any more.")
        if not state.dedupe.isdisjoint(append.dedupe):
            return AlreadyDone()
        version, previous = state.streams.get(append.stream_id, (0, None))
        if version != append.expected_version:
            return VersionConflict(version)
        first_at = max(state.now, state.recorded_at + TICK)
        if (missed := _missed(prepared, first_at)) is not None:
            return OutsideItsTime(missed)
        spot = Spot(state.position + 1, version + 1, previous, first_at)
        return self._win(prepared, spot)

    def _win(self, prepared: Prepared, spot: Spot) -> Verdict:
        """Make all rows first, then take them over: an append counts whole or not."""
        append = prepared.append
        try:
            key, is_new = self._key_for(prepared)
            rows = rows_of(prepared, spot, key, self._sealer)
        except CannotOpen:
            return Unavailable("The key of this record cannot be opened just now.")
        last_at, version = rows.recorded_at[-1], rows.end.version - 1
        views = [p.row(append, last_at, version) for p in self._projections]

        self._take(prepared, rows, version, views)
        if key is not None and is_new:
            self._take_key(append.stream_id, key, spot.version, last_at)
        return Appended(
            stream_id=append.stream_id,
            version=version,
            recorded_at=rows.recorded_at,
            person_known=append.stream_id in self._state.persons_known,
        )

    def _key_for(self, prepared: Prepared) -> tuple[WrappedKey | None, bool]:
        if all(item.narrative is None for item in prepared.items):
            return None, False
        known = self._state.keys.get(prepared.append.stream_id)
        if known is not None:
            return known, False
        return self._sealer.new_key(prepared.append.stream_id), True

    def _take(
        self, prepared: Prepared, made: Rows, version: int, views: list[Row | None]
    ) -> None:
        state, append, rows = self._state, prepared.append, self._rows
        stream_id, last_at = append.stream_id, made.recorded_at[-1]
        last_hash = made.end.previous_hash or b""
        state.streams[stream_id] = (version, last_hash)
        state.position += len(made.events)
        state.recorded_at, self._last_hash = last_at, last_hash
        state.dedupe.update(append.dedupe)

        self._events += made.events
        self._ends[stream_id] = (stream_id, version, last_hash)
        rows["event_narratives"] += made.narratives
        rows["dedupe"] += [(key, state.position) for key in append.dedupe]
        if prepared.request is not None and prepared.fingerprint is not None:
            first = append.expected_version + 1
            record = (prepared.request, prepared.fingerprint, stream_id)
            rows["idempotency"].append((*record, first, version, last_at))
            state.requests[prepared.request] = Known(
                prepared.fingerprint, stream_id, version, made.recorded_at
            )
        for projection, kept, row in zip(
            self._projections, self._views, views, strict=True
        ):
            if row is not None:
                names = dict(zip(projection.columns, row, strict=True))
                kept[tuple(names[name] for name in projection.key)] = row

    def _take_key(
        self, stream_id: UUID, key: WrappedKey, since: int, at: datetime
    ) -> None:
        self._state.keys[stream_id] = key
        self._rows["keys"].append(
            (stream_id, key.key_id, key.kek_id, key.wrapped, since, at)
        )

    def _parameters(self) -> list[Any]:
        state = self._state
        self._rows["streams"] = list(self._ends.values())
        parameters: list[Any] = [self._before, state.position, state.recorded_at]
        parameters.append(as_json(EVENT_COLUMNS, self._events))
        for table, names in TABLES.items():
            parameters.append(as_json(names, self._rows[table]))
        for projection, kept in zip(self._projections, self._views, strict=True):
            parameters.append(as_json(projection.columns, kept.values()))
        return parameters


def _missed(prepared: Prepared, first_at: datetime) -> datetime | None:
    """The instant at which the append would not be within its time, if any."""
    append = prepared.append
    last_at = first_at + TICK * (len(prepared.items) - 1)
    if append.not_before is not None and first_at < append.not_before:
        return first_at
    if append.not_after is not None and last_at >= append.not_after:
        return last_at
    return None
