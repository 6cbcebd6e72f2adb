"""The policy file as a typed model: a board's procedure in words that can be read out.

Everything that may be left out has a default, so that content released long ago can
still be read after the format has grown.
"""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from dispute_core.domain.vocabulary import CheckBackKind, Force
from dispute_core.policies.words import (
    DeciderWord,
    DisputeWord,
    HolderWord,
    LevelWord,
    NationWord,
    PersonWord,
    SetterWord,
    SettlingWord,
    StartWord,
    TriggerWord,
)

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Clause = Annotated[Text, Field(description="Document and place, as in 002 stage 2.")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
Reference = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*@[1-9]\d{0,3}$")
]
StageName = Annotated[str, StringConstraints(pattern=r"^stage [1-9]$")]
Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
TimeSpan = Annotated[
    str,
    StringConstraints(
        pattern=r"^(1 (working day|calendar day|hour)"
        r"|([2-9]|[1-9]\d{1,2}) (working days|calendar days|hours))$"
    ),
    Field(description="A number and its unit, as in 2 working days."),
]


class Part(BaseModel):
    """A named part of the file, with nothing in it that the format does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class WhoPart(Part):
    """Somebody who acts at a stage."""

    side: HolderWord
    level: LevelWord
    text: Annotated[Text, Field(description="Who, in the document's words.")]


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


class LaterStartPart(Part):
    """The document's leave to start at a later stage."""

    when: TriggerWord
    text: Text
    clause: Clause


class CategoryPart(Part):
    """A kind of disagreement: a code shared by all boards, the document's own label."""

    code: Code
    label: Text


class SilencePart(Part):
    """Something that the document leaves open."""

    about: Text
    text: Text
    clause: Clause


class ReadingPart(Part):
    """How an unclear clause is read, and by whom."""

    about: Text
    text: Text
    clause: Clause
    by: Text


class PolicyFile(Part):
    """A board's procedure for settling disagreements between professionals."""

    policy: Reference
    title: Text
    published_by: Text
    document: Annotated[Text, Field(description="The document that this file renders.")]
    cited_as: Annotated[Text, Field(description="How each clause begins.")]
    nation: Annotated[NationWord, Field(description="Whose bank holidays count.")]
    in_force_from: date | None = None
    review_on: date | None = None
    people: Annotated[tuple[PersonWord, ...], Field(min_length=1)]
    disputes: Annotated[tuple[DisputeWord, ...], Field(min_length=1)]
    emergency: Annotated[Text, Field(description="What comes before any dispute.")]
    kinds_of_disagreement: Annotated[tuple[CategoryPart, ...], Field(min_length=1)]
    stages: Annotated[tuple[StagePart, ...], Field(min_length=1)]
    later_start: LaterStartPart | None = None
    the_document_does_not_say: tuple[SilencePart, ...] = ()
    in_a_document_not_seen: tuple[SilencePart, ...] = ()
    readings: tuple[ReadingPart, ...] = ()
    links: Annotated[dict[Text, Link], Field(default_factory=dict)]
