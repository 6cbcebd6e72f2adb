"""A log in memory that keeps the promises of the real one (`tests/log_promises.py`).

It stores what the codec writes and folds what the codec reads back, so that a test
on it also shows that every event survives being stored.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from uuid import UUID

from dispute_core.application.ports import (
    AlreadyDone,
    Append,
    Appended,
    IdempotencyKey,
    Loaded,
    OutsideItsTime,
    RecordedEvent,
    VersionConflict,
)
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import EVENTS, Event
from dispute_core.domain.errors import DisputeNotFound, KeyReused
from dispute_core.log.codec import Codec, header_of

TICK = timedelta(microseconds=1)


def codec() -> Codec:
    """The codec for the events of a dispute, as `bootstrap` makes it."""
    return Codec(EVENTS, {"dispute.raised": Dispute})


@dataclass(kw_only=True)
class MemoryLog:
    """Holds recorded events in a list; `clock` is the time of its database."""

    clock: Callable[[], datetime]
    codec: Codec = field(default_factory=codec)
    events: list[RecordedEvent] = field(default_factory=list)
    before_append: list[Callable[[], None]] = field(default_factory=list)
    """What else happens just before the next append gets its turn: one race each."""

    def __post_init__(self) -> None:
        self._requests: dict[tuple[str, str], tuple[bytes, Appended]] = {}
        self._dedupe: set[str] = set()
        self._read: dict[int, tuple[RecordedEvent | None, Event | None]] = {}

    async def append(self, request: Append) -> Appended:
        if self.before_append:
            self.before_append.pop(0)()
        known = self._known(request.idempotency)
        if known is not None:
            return known
        if not self._dedupe.isdisjoint(request.dedupe):
            raise AlreadyDone
        current = self._version(request.stream_id)
        if current != request.expected_version:
            raise VersionConflict(current)
        instants = self._instants(len(request.events))
        if request.not_before is not None and instants[0] < request.not_before:
            raise OutsideItsTime(instants[0])
        if request.not_after is not None and instants[-1] >= request.not_after:
            raise OutsideItsTime(instants[-1])
        return self._record(request, instants)

    async def load(
        self,
        dispute_id: UUID,
        *,
        version: int | None = None,
        as_at: datetime | None = None,
    ) -> Loaded:
        events = [
            event
            for event in self._stream(dispute_id)
            if (version is None or event.version <= version)
            and (as_at is None or event.recorded_at <= as_at)
        ]
        if not events or (version is not None and events[-1].version != version):
            raise DisputeNotFound
        return Loaded(dispute=self._fold(events), events=tuple(events))

    async def find(self, key: IdempotencyKey) -> Appended | None:
        return self._known(key)

    def positions_are_dense(self) -> bool:
        pairs = pairwise(event.position for event in self.events)
        return all(later == earlier + 1 for earlier, later in pairs)

    def _known(self, key: IdempotencyKey | None) -> Appended | None:
        if key is None or (key.client, key.key) not in self._requests:
            return None
        fingerprint, appended = self._requests[key.client, key.key]
        if fingerprint != key.fingerprint:
            raise KeyReused
        return replace(appended, replayed=True)

    def _stream(self, stream_id: UUID) -> Iterator[RecordedEvent]:
        return (event for event in self.events if event.stream_id == stream_id)

    def _version(self, stream_id: UUID) -> int:
        return max((event.version for event in self._stream(stream_id)), default=0)

    def _instants(self, count: int) -> list[datetime]:
        first = self.clock()
        if self.events:
            first = max(first, self.events[-1].recorded_at + TICK)
        return [first + TICK * number for number in range(count)]

    def _record(self, request: Append, instants: list[datetime]) -> Appended:
        for number, event in enumerate(request.events):
            encoded = self.codec.encode(event)
            self.events.append(
                RecordedEvent(
                    position=len(self.events) + 1,
                    stream_id=request.stream_id,
                    version=request.expected_version + 1 + number,
                    topic=encoded.topic,
                    partnership=request.partnership,
                    client=request.author.client,
                    subject_pseudonym=_digest(request.author.subject),
                    agency=request.author.agency,
                    correlation=request.correlation,
                    causation=request.causation,
                    occurred_at=event.timestamp,
                    recorded_at=instants[number],
                    hash=_digest(f"{len(self.events)}"),
                    previous_hash=None,
                    facts=encoded.facts,
                    narrative=encoded.narrative,
                )
            )
        self._dedupe.update(request.dedupe)
        appended = Appended(
            stream_id=request.stream_id,
            version=request.expected_version + len(request.events),
            recorded_at=tuple(instants),
        )
        if request.idempotency is not None:
            key = request.idempotency
            self._requests[key.client, key.key] = (key.fingerprint, appended)
        return appended

    def read(self, stored: RecordedEvent) -> Event:
        """The event as it reads from what is stored; decoded once, it never changes."""
        known, event = self._read.get(stored.position, (None, None))
        if event is None or known is not stored:
            event = self.codec.decode(
                stored.topic,
                stored.facts,
                stored.narrative,
                **header_of(stored.stream_id, stored.version, stored.occurred_at),
            )
            self._read[stored.position] = (stored, event)
        return event

    def _fold(self, events: list[RecordedEvent]) -> Dispute:
        dispute: Dispute | None = None
        for stored in events:
            dispute = self.read(stored).mutate(dispute)
        if dispute is None:
            raise DisputeNotFound
        dispute.stamp(dispute.version, [event.recorded_at for event in events])
        return dispute


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
