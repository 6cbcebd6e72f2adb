"""How a dispute may begin: about what, at which stage, and what is asked before."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import (
    LaterStart,
    MeetingRight,
    Precondition,
    Question,
)
from dispute_core.domain.vocabulary import (
    Force,
    PreconditionKind,
    RouteEffect,
    RouteKind,
)
from dispute_core.policies.format.moves import TRIGGERS, TriggerWord, stage_id
from dispute_core.policies.format.parts import (
    Clause,
    Code,
    Line,
    Link,
    Part,
    StageName,
    TakenFrom,
    Text,
)

AboutWord = Literal[
    "a child protection referral",
    "child protection procedures",
    "a complaint",
    "an allegation against a person",
    "whistleblowing",
    "a disagreement within one agency",
    "dissent at a conference",
    "a cumulative concern",
    "another procedure",
]
ABOUT: dict[AboutWord, RouteKind] = {
    "a child protection referral": "child_protection_referral",
    "child protection procedures": "child_protection_procedures",
    "a complaint": "complaint",
    "an allegation against a person": "allegation",
    "whistleblowing": "whistleblowing",
    "a disagreement within one agency": "single_agency",
    "dissent at a conference": "conference_dissent",
    "a cumulative concern": "cumulative_concern",
    "another procedure": "other_procedure",
}

IfYesWord = Literal["not by this procedure", "show the way and go on"]
IF_YES: dict[IfYesWord, RouteEffect] = {
    "not by this procedure": "routes_out",
    "show the way and go on": "goes_on",
}

ConditionWord = Literal[
    "own agency's policy used first",
    "own manager agrees",
    "a form is filled in",
    "other",
]
CONDITIONS: dict[ConditionWord, PreconditionKind] = {
    "own agency's policy used first": "own_policy_used",
    "own manager agrees": "own_manager_validated",
    "a form is filled in": "form_exists",
    "other": "other",
}


class LaterStartPart(Part):
    """The document's leave to start at a later stage."""

    when: TriggerWord
    text: Text
    who: Annotated[Text | None, Field(description="Who may, in its words.")] = None
    consult: Annotated[
        Text | None, Field(description="Who is consulted before, in its words.")
    ] = None
    reason_is_kept: Annotated[
        bool, Field(description="Whether whoever starts later must give a reason.")
    ] = False
    clause: Clause


class CategoryPart(Part):
    """A kind of disagreement: a code shared by all boards, the document's own label."""

    code: Code
    taken_from: TakenFrom = None
    label: Line


class QuestionPart(Part):
    """A question asked before raising; for a yes the document points elsewhere."""

    question: Annotated[
        Code, Field(description="A short name, by which it is answered.")
    ]
    taken_from: TakenFrom = None
    about: AboutWord
    ask: Annotated[Text, Field(description="To be answered with yes or no.")]
    belongs_to: Annotated[Text, Field(description="Where the document sends a yes.")]
    if_yes: IfYesWord
    clause: Clause
    link: Link | None = None
    by: Annotated[
        Line | None, Field(description="Whose question it is, if not the document's.")
    ] = None


class PreconditionPart(Part):
    """What the document wants done first; shown by evidence, or a reason why not."""

    condition: Annotated[
        Code, Field(description="A short name, by which it is answered.")
    ]
    taken_from: TakenFrom = None
    kind: ConditionWord
    text: Text
    force: Force
    clause: Clause
    before: Annotated[
        StageName | None, Field(description="The stage that waits; else the raising.")
    ] = None


class MeetingRightPart(Part):
    """The right to a multi-agency meeting at any point."""

    text: Text
    who: Literal["any statutory agency", "any agency"] = "any statutory agency"
    others_may_ask: bool = False
    clause: Clause


def later_start(part: LaterStartPart | None) -> LaterStart | None:
    if part is None:
        return None
    return LaterStart(
        ground=TRIGGERS[part.when],
        clause=part.clause,
        text=part.text,
        who=part.who,
        consult=part.consult,
        reason_needed=part.reason_is_kept,
    )


def question(part: QuestionPart) -> Question:
    return Question(
        code=part.question,
        kind=ABOUT[part.about],
        ask=part.ask,
        belongs_to=part.belongs_to,
        effect=IF_YES[part.if_yes],
        clause=part.clause,
        by=part.by,
        link=part.link,
    )


def precondition(part: PreconditionPart) -> Precondition:
    return Precondition(
        code=part.condition,
        kind=CONDITIONS[part.kind],
        text=part.text,
        force=part.force,
        clause=part.clause,
        stage=stage_id(part.before) if part.before else None,
    )


def meeting_right(part: MeetingRightPart | None) -> MeetingRight | None:
    if part is None:
        return None
    return MeetingRight(
        text=part.text,
        clause=part.clause,
        statutory_only=part.who == "any statutory agency",
        others_may_ask=part.others_may_ask,
    )
