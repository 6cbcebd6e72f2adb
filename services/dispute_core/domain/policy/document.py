"""The whole of a procedure, and what may be asked of it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from dispute_core.domain.errors import UnknownStage
from dispute_core.domain.policy.beside import OutsideRoute, PreventionStep
from dispute_core.domain.policy.entry import (
    ALLEGATION,
    Category,
    LaterStart,
    MeetingRight,
    Precondition,
    Question,
)
from dispute_core.domain.policy.learning import AgenciesNamed, Lesson
from dispute_core.domain.policy.people import Equivalents, OneWayChallenge, Proxy
from dispute_core.domain.policy.sources import Layer, Reading, Silence
from dispute_core.domain.policy.stages import Stage
from dispute_core.domain.policy.times import Limit, Priority, for_case
from dispute_core.domain.vocabulary import Nation, Scope, SubjectKind
from dispute_core.domain.working_time import USUAL_DAYS, WorkingDays


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
    working_days: WorkingDays = USUAL_DAYS
    area: tuple[str, ...] = ()
    in_force_to: date | None = None
    layers: tuple[Layer, ...] = ()
    asks: tuple[Question, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    meeting_right: MeetingRight | None = None
    equivalents: tuple[Equivalents, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    one_way: OneWayChallenge | None = None
    priorities: tuple[Priority, ...] = ()
    whole_procedure: Limit | None = None
    stage_noun: str = "stage"
    prevention: tuple[PreventionStep, ...] = ()
    outside_routes: tuple[OutsideRoute, ...] = ()
    learned_from: tuple[Lesson, ...] = ()
    agencies_named: AgenciesNamed | None = None

    @cached_property
    def entered_before(self) -> dict[tuple[Hashable, ...], tuple[Any, ...]]:
        """Its stages as events recorded them, by who met there; see `entered_for`."""
        return {}

    @property
    def version(self) -> int:
        """Which version of the procedure this is, by its reference."""
        return name_and_version(self.ref)[1]

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
        """The stage to which the document first leads on from this one."""
        onward = (
            move.to_stage for move in self.stage(stage_id).moves if not move.skips
        )
        ahead = [stage for stage in onward if stage != stage_id]
        return self.stage(ahead[0]) if ahead else None

    def first_stage(self) -> Stage:
        return self.stages[0]

    def place(self, stage_id: str) -> int:
        """How far on a stage stands in the document's order."""
        return self.stages.index(self.stage(stage_id))

    def is_last(self, stage_id: str) -> bool:
        """Whether the document leads from here to no other stage."""
        moves = self.stage(stage_id).moves
        return all(move.to_stage == stage_id for move in moves)

    def knows_category(self, code: str) -> bool:
        return any(category.code == code for category in self.categories)

    def limits_by_duty(self) -> Mapping[str, tuple[Stage, Limit]]:
        """Every duty of every stage and of the whole procedure, by its id."""
        return self._limits_by_duty

    @cached_property
    def _limits_by_duty(self) -> Mapping[str, tuple[Stage, Limit]]:
        found = {
            limit.duty: (stage, limit)
            for stage in self.stages
            for limit in stage.limits
        }
        if self.whole_procedure is not None:
            whole = self.whole_procedure
            found[whole.duty] = (self.stages[0], whole)
        return found

    @cached_property
    def _differs_by_case(self) -> bool:
        limits = [limit for _, limit in self.limits_by_duty().values()]
        return any(limit.priorities or limit.instead for limit in limits)

    def for_case(self, priority: str | None, category: str) -> "Policy":
        """The procedure as it holds for a priority and a kind of disagreement."""
        if not self._differs_by_case:
            return self
        whole = for_case(
            (self.whole_procedure,) if self.whole_procedure else (), priority, category
        )
        return replace(
            self,
            whole_procedure=next(iter(whole), None),
            stages=tuple(
                replace(stage, limits=for_case(stage.limits, priority, category))
                for stage in self.stages
            ),
        )


def name_and_version(ref: str) -> tuple[str, int]:
    """The two parts of a reference such as `wales-regional@1`."""
    name, _, version = ref.partition("@")
    return name, int(version)
