"""The ways between stages, in the words of a policy file."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Move, Notice
from dispute_core.domain.policy.moves import PARTIES
from dispute_core.domain.vocabulary import MoveMade, Trigger
from dispute_core.policies.format.parts import (
    Clause,
    List,
    Part,
    Slug,
    StageName,
    Text,
    TimeSpan,
)
from dispute_core.policies.format.people import DECIDERS, DeciderWord
from dispute_core.policies.format.times import span

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

MadeWord = Literal["by itself", "must be made", "may be made", "is considered"]
MADE: dict[MadeWord, MoveMade] = {
    "by itself": "automatic",
    "must be made": "required",
    "may be made": "allowed",
    "is considered": "considered",
}


class NoticePart(Part):
    """Notice of the intention to make a move, given before it."""

    text: Text
    before: Annotated[
        TimeSpan | None, Field(description="How long before; none if not said.")
    ] = None
    clause: Clause


class MovePart(Part):
    """A way on to another stage."""

    to: StageName
    when: Annotated[List[TriggerWord], Field(min_length=1)]
    clause: Clause
    passes_over_stages: bool = False
    even_when_settled: bool = False
    it: Annotated[
        MadeWord,
        Field(
            description=(
                "Whether the move happens by itself, must or may be made, or is only "
                "to be considered."
            )
        ),
    ] = "may be made"
    once_time_has_passed_for: Annotated[
        Slug | None,
        Field(description="The duty whose passed time moves it on by itself."),
    ] = None
    open_to: Annotated[
        List[DeciderWord], Field(description="The sides that may make it.")
    ] = ()
    who: Annotated[
        Text | None, Field(description="Who makes it, in the document's words.")
    ] = None
    ground: Annotated[
        Text | None, Field(description="On what ground, in the document's words.")
    ] = None
    consult: Annotated[
        Text | None, Field(description="Who is consulted before, in its words.")
    ] = None
    reason_is_kept: Annotated[
        bool, Field(description="Whether whoever makes it must give a reason.")
    ] = False
    notice: NoticePart | None = None
    path: Annotated[
        Slug | None, Field(description="A name for one of several ways to one stage.")
    ] = None
    by_way_of: Annotated[
        Text | None, Field(description="That way, in the document's words.")
    ] = None


def move(part: MovePart, stage: str) -> Move:
    """The move, of a stage under its id."""
    after = part.once_time_has_passed_for
    return Move(
        to_stage=stage_id(part.to),
        triggers=frozenset(TRIGGERS[word] for word in part.when),
        clause=part.clause,
        skips=part.passes_over_stages,
        from_settled=part.even_when_settled,
        made=MADE[part.it],
        after=f"{stage}.{after}" if after else None,
        open_to=frozenset(DECIDERS[side] for side in part.open_to) or PARTIES,
        who=part.who,
        ground=part.ground,
        consult=part.consult,
        reason_needed=part.reason_is_kept,
        notice=_notice(part.notice),
        path=part.path,
        path_text=part.by_way_of,
    )


def stage_id(name: str) -> str:
    return name.replace(" ", "-")


def _notice(part: NoticePart | None) -> Notice | None:
    if part is None:
        return None
    before = span(part.before, None) if part.before else None
    return Notice(text=part.text, clause=part.clause, before=before)
