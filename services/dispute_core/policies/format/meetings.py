"""The meeting of a stage in a policy file: its chair, its minutes, its list."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import MeetingRule, MustConsider
from dispute_core.domain.vocabulary import ChairRule
from dispute_core.policies.format.parts import Clause, List, Part, Slug, Text

ChairWord = Literal["an independent chair", "the lead agency's senior manager"]
CHAIRS: dict[ChairWord, ChairRule] = {
    "an independent chair": "independent",
    "the lead agency's senior manager": "lead_agency",
}


class MustConsiderPart(Part):
    """Something that the document wants the meeting to consider."""

    item: Annotated[Slug, Field(description="A short name, unique in the list.")]
    text: Text
    clause: Clause


class MeetingPart(Part):
    """The meeting of a stage, as far as the document speaks of it."""

    chaired_by: Annotated[
        ChairWord | None, Field(description="None where the document does not say.")
    ] = None
    chair_sees_to_minutes: Annotated[
        bool,
        Field(description="Whether the chair's agency gives administrative support."),
    ] = False
    must_consider: List[MustConsiderPart] = ()
    clause: Clause


def meeting(part: MeetingPart | None) -> MeetingRule | None:
    if part is None:
        return None
    return MeetingRule(
        clause=part.clause,
        chair=CHAIRS[part.chaired_by] if part.chaired_by else None,
        minutes=part.chair_sees_to_minutes,
        must_consider=tuple(
            MustConsider(id=one.item, text=one.text, clause=one.clause)
            for one in part.must_consider
        ),
    )
