"""The stages of a procedure, the ways between them, and how they end."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import CheckBackRule, Stage
from dispute_core.domain.vocabulary import CheckBackKind, Consequence, Force, Formality
from dispute_core.policies.format.learning import StageLinkPart, stage_link
from dispute_core.policies.format.meetings import MeetingPart, meeting
from dispute_core.policies.format.moves import MovePart, move, stage_id
from dispute_core.policies.format.parts import (
    Clause,
    Help,
    Line,
    List,
    Part,
    StageName,
    TakenFrom,
    Text,
)
from dispute_core.policies.format.people import (
    DECIDERS,
    HOLDERS,
    DeciderWord,
    HolderWord,
    WhoPart,
    actor,
)
from dispute_core.policies.format.powers import BodyPart, ClosingPart, body, closing
from dispute_core.policies.format.tasks import TaskPart, task
from dispute_core.policies.format.times import DutyPart, limit

FormalityWord = Literal["before the formal start", "informal", "formal"]
FORMALITIES: dict[FormalityWord, Formality] = {
    "before the formal start": "before_formal",
    "informal": "informal",
    "formal": "formal",
}


ConsequenceWord = Literal[
    "remind the owner", "consider reopening", "ask whether it is a complaint"
]
CONSEQUENCES: dict[ConsequenceWord, Consequence] = {
    "remind the owner": "remind",
    "consider reopening": "reopen",
    "ask whether it is a complaint": "complaint",
}


class CheckBackPart(Part):
    """A check-back that the document asks for when the stage ends in agreement."""

    kind: CheckBackKind
    text: Text
    owed_by: HolderWord
    force: Force
    clause: Clause
    if_not_confirmed: Annotated[
        List[ConsequenceWord],
        Field(description="What the board has follow where it is not confirmed."),
    ] = ()


class StagePart(Part):
    """One stage of the procedure, under the document's own label."""

    stage: Annotated[
        int | None, Field(ge=1, le=9, description="Its number, or else `named`.")
    ] = None
    named: Annotated[
        StageName | None,
        Field(description="A name of its own, where it has no number."),
    ] = None
    taken_from: TakenFrom = None
    label: Line
    it_is: Annotated[
        FormalityWord | None, Field(description="None where the document is silent.")
    ] = None
    part_of: Annotated[
        StageName | None, Field(description="The stage of which it is a part or path.")
    ] = None
    as_often_as_needed: Annotated[
        bool, Field(description="Whether the dispute may be taken to it again.")
    ] = False
    clause: Clause
    who: Annotated[List[WhoPart], Field(min_length=1)]
    duties: Annotated[
        # One more may stand over the whole procedure.
        tuple[DutyPart, ...],
        Field(max_length=49),
    ] = ()
    leads_to: List[MovePart] = ()
    check_backs: List[CheckBackPart] = ()
    decided_by: List[DeciderWord] = ()
    decider: Annotated[Text | None, Field(description="The body that decides.")] = None
    decider_reading: Annotated[
        Line | None,
        Field(
            description="What the reading is `about`, if it gives that power and not "
            "the document."
        ),
    ] = None
    may_end_unresolved: bool = False
    board_is_told: Annotated[
        bool, Field(description="Whether the board is told of the case by this stage.")
    ] = False
    bodies: List[BodyPart] = ()
    ends: ClosingPart | None = None
    meeting: Annotated[
        MeetingPart | None, Field(description="The meeting that is held at this stage.")
    ] = None
    help: Help = ""
    links: Annotated[
        List[StageLinkPart], Field(description="What to read or to use here.")
    ] = ()
    also_to_do: Annotated[
        List[TaskPart], Field(description="What else this stage asks for.")
    ] = ()


def stage(part: StagePart) -> Stage:
    id_ = stage_id(name_of(part))
    return Stage(
        id=id_,
        label=part.label,
        taken_from=part.taken_from,
        number=number_of(part),
        clause=part.clause,
        actors=tuple(actor(who) for who in part.who),
        limits=tuple(limit(id_, duty) for duty in part.duties),
        moves=tuple(move(way, id_) for way in part.leads_to),
        check_backs=tuple(_check_back(rule) for rule in part.check_backs),
        decided_by=frozenset(DECIDERS[side] for side in part.decided_by),
        decider=part.decider,
        decider_reading=part.decider_reading,
        ends_unresolved=part.may_end_unresolved,
        board_sees=part.board_is_told,
        help=part.help,
        links=tuple(stage_link(one) for one in part.links),
        tasks=tuple(task(id_, one) for one in part.also_to_do),
        formality=FORMALITIES[part.it_is] if part.it_is else None,
        part_of=stage_id(part.part_of) if part.part_of else None,
        repeatable=part.as_often_as_needed,
        bodies=tuple(body(one) for one in part.bodies),
        closing=closing(part.ends),
        meeting=meeting(part.meeting),
    )


def name_of(part: StagePart) -> str:
    """What other parts of the file call a stage."""
    return part.named or f"stage {part.stage}"


def number_of(part: StagePart) -> int:
    """Its own number, or that of the stage it is part of; 0 where there is none."""
    if part.stage is not None:
        return part.stage
    belongs = part.part_of or ""
    last = belongs.rpartition(" ")[2]
    return int(last) if belongs.startswith("stage ") and last.isdigit() else 0


def _check_back(part: CheckBackPart) -> CheckBackRule:
    return CheckBackRule(
        kind=part.kind,
        text=part.text,
        holder=HOLDERS[part.owed_by],
        clause=part.clause,
        force=part.force,
        if_not_confirmed=tuple(CONSEQUENCES[word] for word in part.if_not_confirmed),
    )
