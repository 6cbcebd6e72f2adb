"""Who: nations, people, sides and levels, in the words of a policy file."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Actor, Equivalents, OneWayChallenge, Proxy
from dispute_core.domain.vocabulary import (
    ActorSide,
    Band,
    Holder,
    Nation,
    Scope,
    Side,
    SubjectKind,
)
from dispute_core.policies.format.parts import Clause, Line, List, Part, Slug, Text

NationWord = Literal["England", "Wales", "Scotland", "Northern Ireland"]
NATIONS: dict[NationWord, Nation] = {
    "England": "ENG",
    "Wales": "WLS",
    "Scotland": "SCT",
    "Northern Ireland": "NIR",
}

PersonWord = Literal["child", "unborn child", "adult"]
PEOPLE: dict[PersonWord, SubjectKind] = {
    "child": "child",
    "unborn child": "unborn",
    "adult": "adult",
}

DisputeWord = Literal["between agencies", "within one agency"]
DISPUTES: dict[DisputeWord, Scope] = {
    "between agencies": "inter_agency",
    "within one agency": "single_agency",
}

HolderWord = Literal["raising side", "responding side", "both sides", "the board"]
HOLDERS: dict[HolderWord, Holder] = {
    "raising side": "raising",
    "responding side": "responding",
    "both sides": "both",
    "the board": "board",
}

DeciderWord = Literal["raising side", "responding side", "the board"]
DECIDERS: dict[DeciderWord, Side] = {
    "raising side": "raising",
    "responding side": "responding",
    "the board": "board",
}

LevelWord = Literal[
    "practitioner", "first-line manager", "senior manager", "director", "board"
]
LEVELS: dict[LevelWord, Band] = {
    "practitioner": "practitioner",
    "first-line manager": "first_line_manager",
    "senior manager": "senior_manager",
    "director": "director",
    "board": "board",
}


ActingWord = Literal[
    "raising side",
    "responding side",
    "both sides",
    "the board",
    "a named office",
    "a quality role",
]
ACTING: dict[ActingWord, ActorSide] = {
    "raising side": "raising",
    "responding side": "responding",
    "both sides": "both",
    "the board": "board",
    "a named office": "office",
    "a quality role": "quality_role",
}


class WhoPart(Part):
    """Somebody who acts at a stage."""

    side: ActingWord
    level: LevelWord
    text: Annotated[Text, Field(description="Who, in the document's words.")]
    role: Annotated[Text | None, Field(description="A role, where one is named.")] = (
        None
    )
    office: Annotated[
        Text | None, Field(description="The office, where one is named.")
    ] = None
    challenges_one_way: Annotated[
        bool, Field(description="Whether nobody may challenge back by this procedure.")
    ] = False


class EquivalentsPart(Part):
    """What each kind of agency calls a level; levels are for comparison only."""

    level: LevelWord
    titles: Annotated[
        dict[Slug, Line],
        Field(max_length=50, description="By the directory's kind of agency."),
    ]
    without: Annotated[
        List[Slug], Field(description="Kinds of agency that lack this level.")
    ] = ()
    clause: Clause


class ActsForPart(Part):
    """An officer of one kind of agency acts for another kind."""

    kind: Annotated[Slug, Field(description="The kind that is acted for.")]
    through: Annotated[Slug, Field(description="The kind whose officer acts.")]
    text: Text
    clause: Clause


class OneWayPart(Part):
    """Who alone may open this procedure, and against whom."""

    by: Annotated[List[Slug], Field(min_length=1)]
    of: List[Slug] = ()
    text: Text
    clause: Clause


def actor(part: WhoPart) -> Actor:
    return Actor(
        side=ACTING[part.side],
        band=LEVELS[part.level],
        text=part.text,
        role=part.role,
        office=part.office,
        one_way=part.challenges_one_way,
    )


def equivalents(part: EquivalentsPart) -> Equivalents:
    return Equivalents(
        band=LEVELS[part.level],
        titles=dict(part.titles),
        clause=part.clause,
        without=frozenset(part.without),
    )


def proxy(part: ActsForPart) -> Proxy:
    return Proxy(
        kind=part.kind, through=part.through, text=part.text, clause=part.clause
    )


def one_way(part: OneWayPart | None) -> OneWayChallenge | None:
    if part is None:
        return None
    return OneWayChallenge(
        by=frozenset(part.by),
        of=frozenset(part.of),
        text=part.text,
        clause=part.clause,
    )
