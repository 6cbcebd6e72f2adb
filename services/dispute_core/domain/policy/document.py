"""A board's procedure as data: stages, limits and moves, each with its clause.

Built from released content in the log, so that a dispute is always judged by the
very text under which it was raised. A silence of the document stays a silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dispute_core.domain.errors import UnknownStage
from dispute_core.domain.policy.entry import (
    ALLEGATION,
    Category,
    LaterStart,
    MeetingRight,
    Precondition,
    Question,
)
from dispute_core.domain.policy.people import Equivalents, OneWayChallenge, Proxy
from dispute_core.domain.policy.sources import Layer, Reading, Silence
from dispute_core.domain.policy.stages import Stage
from dispute_core.domain.policy.times import Limit
from dispute_core.domain.vocabulary import Nation, Scope, SubjectKind


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
    area: tuple[str, ...] = ()
    in_force_to: date | None = None
    layers: tuple[Layer, ...] = ()
    asks: tuple[Question, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    meeting_right: MeetingRight | None = None
    equivalents: tuple[Equivalents, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    one_way: OneWayChallenge | None = None

    @property
    def version(self) -> int:
        """Which version of the procedure this is, by its reference."""
        return int(self.ref.rpartition("@")[2])

    def questions(self) -> tuple[Question, ...]:
        """What is asked at entry; of an allegation under every policy."""
        if any(question.kind == "allegation" for question in self.asks):
            return self.asks
        return (*self.asks, ALLEGATION)

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions() if one.code == code), None)

    def equivalent(self, band: str) -> Equivalents | None:
        """What the document says of a level across kinds of agency."""
        return next((one for one in self.equivalents if one.band == band), None)

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
