"""The stages of a procedure, the ways between them, and how they end."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import CheckBackRule, Move, Stage
from dispute_core.domain.vocabulary import CheckBackKind, Force, Trigger
from dispute_core.policies.format.parts import Clause, Part, StageName, Text
from dispute_core.policies.format.people import (
    DECIDERS,
    HOLDERS,
    DeciderWord,
    HolderWord,
    WhoPart,
    actor,
)
from dispute_core.policies.format.tasks import TaskPart, task
from dispute_core.policies.format.times import DutyPart, limit

TriggerWord = Literal[
    "not agreed",
    "time passed",
    "no response",
    "unsatisfactory response",
    "policy issue",
    "immediate risk",
]
TRIGGERS: dict[TriggerWord, Trigger] = {
    "not agreed": "not_agreed",
    "time passed": "time_passed",
    "no response": "no_response",
    "unsatisfactory response": "unsatisfactory_response",
    "policy issue": "policy_issue",
    "immediate risk": "immediate_risk",
}


class MovePart(Part):
    """A way on to another stage."""

    to: StageName
    when: Annotated[tuple[TriggerWord, ...], Field(min_length=1)]
    clause: Clause
    passes_over_stages: bool = False
    even_when_settled: bool = False


class CheckBackPart(Part):
    """A check-back that the document asks for when the stage ends in agreement."""

    kind: CheckBackKind
    text: Text
    owed_by: HolderWord
    force: Force
    clause: Clause


class StagePart(Part):
    """One stage of the procedure, under the document's own label."""

    stage: Annotated[int, Field(ge=1, le=9)]
    label: Text
    clause: Clause
    who: Annotated[tuple[WhoPart, ...], Field(min_length=1)]
    duties: tuple[DutyPart, ...] = ()
    leads_to: tuple[MovePart, ...] = ()
    check_backs: tuple[CheckBackPart, ...] = ()
    decided_by: tuple[DeciderWord, ...] = ()
    decider: Annotated[Text | None, Field(description="The body that decides.")] = None
    may_end_unresolved: bool = False
    board_is_told: Annotated[
        bool, Field(description="Whether the board is told of the case by this stage.")
    ] = False
    help: str = ""
    also_to_do: Annotated[
        tuple[TaskPart, ...], Field(description="What else this stage asks for.")
    ] = ()


def stage(part: StagePart) -> Stage:
    return Stage(
        id=stage_id(f"stage {part.stage}"),
        label=part.label,
        number=part.stage,
        clause=part.clause,
        actors=tuple(actor(who) for who in part.who),
        limits=tuple(limit(part.stage, duty) for duty in part.duties),
        moves=tuple(_move(move) for move in part.leads_to),
        check_backs=tuple(_check_back(rule) for rule in part.check_backs),
        decided_by=frozenset(DECIDERS[side] for side in part.decided_by),
        decider=part.decider,
        ends_unresolved=part.may_end_unresolved,
        board_sees=part.board_is_told,
        help=part.help,
        tasks=tuple(task(part.stage, one) for one in part.also_to_do),
    )


def stage_id(name: str) -> str:
    return name.replace(" ", "-")


def _move(part: MovePart) -> Move:
    return Move(
        to_stage=stage_id(part.to),
        triggers=frozenset(TRIGGERS[word] for word in part.when),
        clause=part.clause,
        skips=part.passes_over_stages,
        from_settled=part.even_when_settled,
    )


def _check_back(part: CheckBackPart) -> CheckBackRule:
    return CheckBackRule(
        kind=part.kind,
        text=part.text,
        holder=HOLDERS[part.owed_by],
        clause=part.clause,
        force=part.force,
    )
