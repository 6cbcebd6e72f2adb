"""How long: what is owed at a stage, from when it counts, and what ends it."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Limit, Span
from dispute_core.domain.vocabulary import Anchor, Force, LimitKind, Settling, Unit
from dispute_core.policies.format.parts import Clause, Part, Slug, Text, TimeSpan
from dispute_core.policies.format.people import HOLDERS, LEVELS, HolderWord, LevelWord

StartWord = Literal[
    "the day it was raised", "the start of this stage", "the end of the previous stage"
]
STARTS: dict[StartWord, Anchor] = {
    "the day it was raised": "raised",
    "the start of this stage": "stage_started",
    "the end of the previous stage": "previous_stage_completed",
}

SetterWord = Literal["by agreement", "by level of risk"]
SETTERS: dict[SetterWord, LimitKind] = {
    "by agreement": "agreed",
    "by level of risk": "risk_set",
}

SettlingWord = Literal["a discussion", "a resolution", "leaving the stage"]
SETTLINGS: dict[SettlingWord, Settling] = {
    "a discussion": "discussion",
    "a resolution": "resolution",
    "leaving the stage": "leaving_stage",
}

UNITS: dict[str, Unit] = {
    "working day": "working_days",
    "calendar day": "calendar_days",
    "hour": "hours",
}


class DutyPart(Part):
    """Something owed at a stage, and the time that the document gives for it."""

    duty: Annotated[Slug, Field(description="A short name, unique in the stage.")]
    text: Text
    owed_by: HolderWord
    level: LevelWord
    force: Annotated[Force, Field(description="The strength of the document's verb.")]
    clause: Clause
    counted_from: StartWord
    within: TimeSpan | None = None
    no_later_than: Annotated[
        TimeSpan | None, Field(description="A number that only caps a shorter time.")
    ] = None
    printed: Annotated[
        Text | None, Field(description="The document's own words for the number.")
    ] = None
    urgency: Annotated[
        Text | None, Field(description="The document's own words where it gives none.")
    ] = None
    may_be_set: tuple[SetterWord, ...] = ()
    settled_by: Annotated[tuple[SettlingWord, ...], Field(min_length=1)]


def limit(stage: int, part: DutyPart) -> Limit:
    return Limit(
        duty=f"stage-{stage}.{part.duty}",
        text=part.text,
        holder=HOLDERS[part.owed_by],
        band=LEVELS[part.level],
        clause=part.clause,
        force=part.force,
        anchor=STARTS[part.counted_from],
        settled_by=frozenset(SETTLINGS[word] for word in part.settled_by),
        accepts=frozenset(SETTERS[word] for word in part.may_be_set),
        within=_span(part),
        outer=part.no_later_than is not None,
        urgency=part.urgency,
    )


def _span(part: DutyPart) -> Span | None:
    text = part.within or part.no_later_than
    if text is None:
        return None
    amount, _, unit = text.partition(" ")
    return Span(
        amount=int(amount),
        unit=UNITS[unit.removesuffix("s")],
        printed=part.printed or text,
    )
