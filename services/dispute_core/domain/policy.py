"""A board's procedure as data: stages, limits and moves, each with its clause.

Built from released content in the log, so that a dispute is always judged by the
very text under which it was raised. A silence of the document stays a silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dispute_core.domain.errors import UnknownStage
from dispute_core.domain.vocabulary import (
    Anchor,
    Band,
    CheckBackKind,
    Force,
    Holder,
    LimitKind,
    Nation,
    Scope,
    Settling,
    Side,
    SilenceKind,
    SubjectKind,
    Trigger,
    Unit,
)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts at a stage: a side, a band for comparison, the document's own words."""

    side: Holder
    band: Band
    text: str


@dataclass(frozen=True, kw_only=True)
class Span:
    """A length of time as the document prints it, and the unit chosen to count it."""

    amount: int
    unit: Unit
    printed: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One duty of a stage and the time that it may take.

    `within` is None where the document gives no number: such a duty carries the
    document's word for its `urgency` and never breaches. `outer` says whether the
    number is a cap over a shorter human judgement ("no later than", "whichever is
    sooner") or the limit itself.
    """

    duty: str
    text: str
    holder: Holder
    band: Band
    clause: str
    force: Force
    anchor: Anchor
    settled_by: frozenset[Settling]
    accepts: frozenset[LimitKind] = frozenset()
    within: Span | None = None
    outer: bool = False
    urgency: str | None = None


@dataclass(frozen=True, kw_only=True)
class Move:
    """A way from one stage to another.

    `skips` marks a move that may pass over stages (immediate risk); `from_settled`
    one that a board reads as open even after the case itself is settled.
    """

    to_stage: str
    triggers: frozenset[Trigger]
    clause: str
    skips: bool = False
    from_settled: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckBackRule:
    """A check-back that the document asks for when a stage ends in agreement."""

    kind: CheckBackKind
    text: str
    holder: Holder
    clause: str
    force: Force


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One rung of the procedure, under the document's own label.

    `decided_by` names the body whose decision ends the dispute here, if the document
    gives one that power; `ends_unresolved` is true where the stage is the last and
    the document shows no other way out; `board_sees` from the stage at which the
    board is told of the case itself.
    """

    id: str
    label: str
    number: int
    clause: str
    actors: tuple[Actor, ...]
    limits: tuple[Limit, ...]
    moves: tuple[Move, ...]
    check_backs: tuple[CheckBackRule, ...] = ()
    decided_by: frozenset[Side] = frozenset()
    decider: str | None = None
    ends_unresolved: bool = False
    board_sees: bool = False
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class LaterStart:
    """The document's leave to start at a later stage, and on what ground."""

    ground: str
    clause: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Category:
    """A kind of disagreement: a stable code and the document's own label."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Something that the document does not say, or that stands in one not seen."""

    about: str
    text: str
    kind: SilenceKind
    clause: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How an unclear clause is read, by whom: never shown as the document's words."""

    about: str
    text: str
    clause: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A released version of a board's procedure."""

    ref: str
    sha256: str
    title: str
    publisher: str
    document: str
    nation: Nation
    in_force_from: date | None
    review_on: date | None
    subject_kinds: frozenset[SubjectKind]
    scopes: frozenset[Scope]
    categories: tuple[Category, ...]
    stages: tuple[Stage, ...]
    later_start: LaterStart | None
    emergency: str
    silences: tuple[Silence, ...]
    readings: tuple[Reading, ...]
    links: Mapping[str, str]

    def stage(self, stage_id: str, *, pointer: str | None = None) -> Stage:
        """Find a stage by its id; raises `UnknownStage`."""
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise UnknownStage(self.ref, pointer=pointer)

    def following(self, stage_id: str) -> Stage | None:
        """The stage that the document prints after this one."""
        later = self.stages.index(self.stage(stage_id)) + 1
        return self.stages[later] if later < len(self.stages) else None

    def first_stage(self) -> Stage:
        return self.stages[0]

    def is_last(self, stage_id: str) -> bool:
        return self.stages[-1].id == stage_id

    def knows_category(self, code: str) -> bool:
        return any(category.code == code for category in self.categories)

    def limits_by_duty(self) -> dict[str, tuple[Stage, Limit]]:
        """Every duty of every stage, by its id."""
        return {
            limit.duty: (stage, limit)
            for stage in self.stages
            for limit in stage.limits
        }
