"""Links at a stage, the reviews that rules came from, the agencies that are named."""

from typing import Annotated

from pydantic import Field

from dispute_core.domain.policy import AgenciesNamed, Lesson, StageLink
from dispute_core.policies.format.moves import stage_id
from dispute_core.policies.format.parts import (
    Clause,
    Line,
    Link,
    List,
    Part,
    StageName,
    Text,
)


class StageLinkPart(Part):
    """Something that the document points to at a stage."""

    label: Line
    href: Annotated[
        Link | None, Field(description="None where the document gives no address.")
    ] = None
    text: Annotated[Text | None, Field(description="What it is for.")] = None


class LessonPart(Part):
    """A rule that came from a case review."""

    review: Annotated[Text, Field(description="The review, as the document cites it.")]
    text: Annotated[Text, Field(description="What was learned, in its words.")]
    for_stage: Annotated[
        StageName | None, Field(description="The stage; none for the whole document.")
    ] = None
    clause: Clause


class AgenciesNamedPart(Part):
    """The kinds of agency that the document names."""

    kinds: Annotated[List[Line], Field(min_length=1)]
    clause: Clause


def stage_link(part: StageLinkPart) -> StageLink:
    return StageLink(label=part.label, href=part.href, text=part.text)


def lesson(part: LessonPart) -> Lesson:
    return Lesson(
        review=part.review,
        text=part.text,
        clause=part.clause,
        stage=stage_id(part.for_stage) if part.for_stage else None,
    )


def agencies_named(part: AgenciesNamedPart | None) -> AgenciesNamed | None:
    return AgenciesNamed(kinds=part.kinds, clause=part.clause) if part else None
