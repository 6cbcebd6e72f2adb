"""The things that events speak of: people, parties, subjects, actions.

Names, references and free text are `Sealed`; everything else is a fact.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize
from uuid import UUID

from dispute_core.domain.vocabulary import (
    ActorSide,
    Band,
    LimitKind,
    ResolutionOutcome,
    Sealed,
    Side,
    SubjectKind,
)

_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]+")


@dataclass(frozen=True, kw_only=True)
class PolicyPin:
    """The exact text under which a dispute was raised."""

    ref: str
    sha256: str
    title: str
    publisher: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The person at risk, known by the holding agency's own reference only."""

    kind: SubjectKind
    reference: Sealed[str | None]
    held_by: str | None = None


def alike(reference: str) -> str:
    """A reference as it is compared, however somebody has written it.

    Capitals, spaces, hyphens and full stops make no other person.
    """
    return _BETWEEN.sub("", normalize("NFKC", reference).casefold())


@dataclass(frozen=True, kw_only=True)
class Party:
    """An agency on one side, and its point of contact."""

    agency: str
    role: str | None = None
    band: Band | None = None
    name: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class By:
    """Who acted. `reported_by` is set where another agency entered it for them."""

    agency: str
    side: Side | None = None
    role: str | None = None
    band: Band | None = None
    name: Sealed[str | None] = None
    reported_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone who took part or acts at a stage."""

    side: Side | None = None
    agency: str | None = None
    role: str | None = None
    band: Band | None = None
    name: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is disputed, in the raising side's own words (003-14: specific, evidence
    based, and what it means for the person).
    """

    disputed: Sealed[str | None]
    effect_on_person: Sealed[str | None]
    outcome_wanted: Sealed[str | None]
    raiser_view: Sealed[str | None] = None
    evidence: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class SeriousnessJudged:
    """Whether it is serious enough, and not easily and quickly resolved (002-5)."""

    serious: bool
    not_easily_resolved: bool


@dataclass(frozen=True, kw_only=True)
class ImmediateRisk:
    """Whether somebody is in danger now, and what was done about it."""

    present: bool
    action_taken: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Who acts at a stage for an agency, or beside both sides.

    `instead_of` is the document's level where the agency lacks it; `title` what its
    kind of agency calls the level; `through` the agency whose officer acts for it.
    """

    side: ActorSide
    agency: str | None
    band: Band
    instead_of: Band | None
    title: str | None
    through: str | None
    role: str | None
    office: str | None
    text: str
    one_way: bool


@dataclass(frozen=True, kw_only=True)
class Screened:
    """The answer to a question that the policy asks at entry."""

    question: str
    applies: bool


@dataclass(frozen=True, kw_only=True)
class FirstDone:
    """What was said of a precondition: how it was met, or why it was not."""

    condition: str
    met: bool
    evidence: Sealed[str | None] = None
    reason: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class StageEntered:
    """A stage as the policy labelled it when it was entered, and who acts there."""

    id: str
    label: str
    number: int
    last: bool
    board_sees: bool
    acting: tuple[Acting, ...] = ()
    moves_by_itself: bool = False
    """Whether the document leads on from here by itself when a time has passed."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """What was agreed, who does it, by when (002-13)."""

    id: str
    owner_agency: str
    due_on: date | None
    what: Sealed[str | None]
    owner: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """A party's word that it accepts, or does not (004-19)."""

    agency: str
    accepts: bool = True
    at: datetime | None = None
    role: str | None = None
    name: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a piece of correspondence lies: by reference and digest, never a copy."""

    sender: Sealed[str | None] = None
    recipient: Sealed[str | None] = None
    dated: date | None = None
    held_at: Sealed[str | None] = None
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProposedLimit:
    """A limit that one side has offered and the other has yet to accept."""

    kind: LimitKind
    duty: str
    due_at: datetime
    accepted_by: tuple[str, ...]
    binding: bool
    by: By
    reason: str | None
    set_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """How the dispute ended, or how one side proposes that it ends."""

    outcome: ResolutionOutcome
    declared_by: By
    resolved_at: datetime
    accepted_by: tuple[Acceptance, ...]
    review_on: date | None
    proposal: bool
    version: int
    summary: str | None = None
    binding: bool | None = None
    clause: str | None = None


def reference_for(prefix: str, year: int, dispute_id: UUID) -> str:
    """A short name for people to say, `WOR-2026-7K3F9Q`: the id's random end."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    tail = dispute_id.int & ((1 << 30) - 1)
    letters = "".join(alphabet[(tail >> shift) & 31] for shift in range(25, -1, -5))
    return f"{prefix}-{year}-{letters}"
