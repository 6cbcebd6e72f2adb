"""Cumulative concerns about how another agency works: raised with one's own designated
lead, who decides how they are dealt with, possibly outside the procedure (002-34).

A concern is a record of its own and no dispute. It may name several disputes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.directory.retention import RuleApplied
from dispute_core.domain.values import By
from dispute_core.domain.vocabulary import Sealed

ConcernDecision = Literal[
    "handled_in_procedure",
    "taken_up_with_agency",
    "handled_outside",
    "referred_to_board",
    "no_action",
]
ConcernStatus = Literal["raised", "decided"]


class ConcernEvent(AggregateEvent):
    """Something that happened to a concern."""

    TOPIC: ClassVar[str]
    by: By


class ConcernRaised(ConcernEvent):
    """Somebody told their own designated lead how another agency works (002-34).

    `clause` is where the document in force speaks of it; None where it is silent.
    """

    TOPIC = "concern.raised"
    partnership: str
    agency: str
    about: str
    put_to: str
    themes: tuple[str, ...]
    policy: str | None
    clause: str | None
    concern: Sealed[str | None]
    evidence: Sealed[str | None]


class ConcernDisputeLinked(ConcernEvent):
    """A dispute is one of those from which the concern has grown."""

    TOPIC = "concern.dispute_linked"
    dispute_id: UUID
    note: Sealed[str | None]


class ConcernDecided(ConcernEvent):
    """The lead said how the concern is dealt with; the newest decision counts."""

    TOPIC = "concern.decided"
    decision: ConcernDecision
    reference: Sealed[str | None]
    reason: Sealed[str | None]


class ConcernShared(ConcernEvent):
    """The agency that the concern is about may read it from now on."""

    TOPIC = "concern.shared"
    reason: Sealed[str | None]


class ConcernErased(ConcernEvent):
    """What people wrote up to here is erased, on the word of two offices.

    `key` is the data key that is destroyed, None where none was left.
    """

    TOPIC = "concern.narrative_erased"
    checked_by: str
    settled_on: date
    due_on: date
    rules: tuple[RuleApplied, ...]
    schedule_version: int
    """Of the directory that says the schedule."""
    key: str | None


CONCERN_EVENTS: tuple[type[ConcernEvent], ...] = (
    ConcernRaised,
    ConcernDisputeLinked,
    ConcernDecided,
    ConcernShared,
    ConcernErased,
)
"""Every event class of a concern: the codec's dictionary is made of these too."""


@dataclass(frozen=True, kw_only=True)
class NewConcern:
    """A concern as it is raised, and with which designated lead's office."""

    about: str
    put_to: str
    concern: str
    agency: str | None = None
    evidence: str | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Concern:
    """A concern as its events have left it."""

    raised: ConcernRaised
    linked: tuple[ConcernDisputeLinked, ...] = ()
    decisions: tuple[ConcernDecided, ...] = ()
    shared: ConcernShared | None = None
    erasures: tuple[ConcernErased, ...] = ()
    version: int = 1

    @property
    def id(self) -> UUID:
        return self.raised.originator_id

    @property
    def status(self) -> ConcernStatus:
        return "decided" if self.decisions else "raised"

    @property
    def newest_at(self) -> datetime:
        """The latest of the times that a further step must not precede."""
        later = (*self.decisions, *((self.shared,) if self.shared else ()))
        times: list[datetime] = [one.timestamp for one in (self.raised, *later)]
        return max(times)


def concern_of(events: Iterable[Any]) -> Concern | None:
    """The concern that these events, from its first, have made; None of no concern."""
    concern = None
    for event in events:
        if isinstance(event, ConcernRaised):
            concern = Concern(raised=event)
        elif concern is not None:
            concern = _after(concern, event)
    return concern


def raising(concern_id: UUID, by: By, at: datetime, **said: Any) -> ConcernRaised:
    """The event with which a concern begins."""
    return ConcernRaised(**_header(concern_id, 1, at) | said | {"by": by})


def following(
    kind: type[ConcernEvent], concern: Concern, by: By, at: datetime, **said: Any
) -> ConcernEvent:
    """The next event of a concern."""
    return kind(**_header(concern.id, concern.version + 1, at) | said | {"by": by})


def _header(stream: UUID, version: int, at: datetime) -> dict[str, Any]:
    return {"originator_id": stream, "originator_version": version, "timestamp": at}


def _after(concern: Concern, event: ConcernEvent) -> Concern:
    now = replace(concern, version=event.originator_version)
    if isinstance(event, ConcernDisputeLinked):
        return replace(now, linked=(*now.linked, event))
    if isinstance(event, ConcernDecided):
        return replace(now, decisions=(*now.decisions, event))
    if isinstance(event, ConcernShared):
        return replace(now, shared=event)
    if isinstance(event, ConcernErased):
        return replace(now, erasures=(*now.erasures, event))
    return now
