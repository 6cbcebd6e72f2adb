"""What the handlers need from outside: a log, and nothing else but a clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.events import DomainFact
from dispute_core.domain.values import Subject

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who caused an append; the log keeps `client` and a pseudonym of `subject`."""

    client: str
    subject: str
    agency: str | None = None


@dataclass(frozen=True, kw_only=True)
class IdempotencyKey:
    """A client's own name for a request; the log keeps only keyed digests of it."""

    client: str
    """Whose it is: for callers their namespace, so that no agency gets another's."""
    key: str
    fingerprint: bytes
    """Method, route and canonical body, joined; another request has another one."""


@dataclass(frozen=True, kw_only=True)
class SamePerson:
    """Asks, with an append, for open disputes of the person whom it is about.

    Only those in sight of these agencies, or of a board that has been told, count:
    so that how long an answer takes tells of no others.
    """

    subject: Subject
    agencies: Sequence[str]
    board: bool


@dataclass(frozen=True, kw_only=True)
class Append:
    """Events to be added to one stream, all or none, and what they rest on.

    `not_before` and `not_after` are compared with the database's own time inside the
    append lock: recorded_at >= not_before and recorded_at < not_after. `dedupe` keys
    never expire: an append whose key exists loses with `AlreadyDone`. `after` is the
    aggregate with the events applied, from which inline projections make their rows.
    """

    stream_id: UUID
    expected_version: int
    partnership: str
    events: Sequence[DomainFact]
    author: Author
    after: object | None = None
    idempotency: IdempotencyKey | None = None
    dedupe: Sequence[str] = ()
    not_before: datetime | None = None
    not_after: datetime | None = None
    correlation: str | None = None
    causation: str | None = None
    same_person: SamePerson | None = None


@dataclass(frozen=True, kw_only=True)
class Appended:
    """What the log made of an append; `replayed` if it had been recorded before."""

    stream_id: UUID
    version: int
    recorded_at: Sequence[datetime]
    """One instant per event, strictly increasing."""
    replayed: bool = False
    person_known: bool = False
    """Whether there was what `same_person` asks for; a repeat does not say."""


class Lost(Exception):
    """The append lost against what the log holds; nothing of it was recorded."""


class VersionConflict(Lost):
    """Another append to the stream came first."""

    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.current = current


class OutsideItsTime(Lost):
    """`not_before` or `not_after` did not hold at the database's time `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class AlreadyDone(Lost):
    """A dedupe key of the append is in the log already."""


@dataclass(frozen=True, kw_only=True)
class RecordedEvent:
    """An event as the log holds it, header and content."""

    position: int
    stream_id: UUID
    version: int
    topic: str
    partnership: str
    client: str
    subject_pseudonym: str
    agency: str | None
    correlation: str | None
    causation: str | None
    occurred_at: datetime
    recorded_at: datetime
    hash: str
    previous_hash: str | None
    facts: Mapping[str, Any]
    narrative: Mapping[str, Any] | None
    """None where there is none, or where it has been erased (see `erased`)."""
    erased: bool = False


class UnreadEvent(NamedTuple):
    """An event with its facts as the log holds them: for who needs few, or none."""

    position: int
    stream_id: UUID
    version: int
    topic: str
    partnership: str
    occurred_at: datetime
    recorded_at: datetime
    facts: str | None
    """None where they are deleted, after the time for keeping them."""
    client: str = ""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A dispute folded from its stream, with the events it was folded from."""

    dispute: Dispute
    events: Sequence[RecordedEvent] = field(default_factory=tuple)


class Log(Protocol):
    """The append-only log, the only truth."""

    async def append(self, request: Append) -> Appended:
        """Record the events durably, or raise.

        Raises `Lost` (a subclass), `KeyReused`, `Busy`, `OutcomeUnknown` or
        `Unavailable`; on all but `OutcomeUnknown` nothing was recorded.
        """

    async def load(
        self,
        dispute_id: UUID,
        *,
        version: int | None = None,
        as_at: datetime | None = None,
    ) -> Loaded:
        """Fold a dispute, if wished as it stood; raises `DisputeNotFound`.

        `as_at` is compared with recorded_at (inclusive). An `as_at` or `version`
        before the first event finds nothing.
        """

    async def find(self, key: IdempotencyKey) -> Appended | None:
        """What an earlier use of the key recorded; raises `KeyReused`."""
