"""Who: nations, people, sides and levels, in the words of a policy file."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Actor
from dispute_core.domain.vocabulary import (
    Band,
    Holder,
    Nation,
    Scope,
    Side,
    SubjectKind,
)
from dispute_core.policies.format.parts import Part, Text

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


class WhoPart(Part):
    """Somebody who acts at a stage."""

    side: HolderWord
    level: LevelWord
    text: Annotated[Text, Field(description="Who, in the document's words.")]


def actor(part: WhoPart) -> Actor:
    return Actor(side=HOLDERS[part.side], band=LEVELS[part.level], text=part.text)
