"""Who may end a dispute at a stage, and what bodies may do, in a policy file."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Body, Closing
from dispute_core.domain.vocabulary import ClosingRule, Power
from dispute_core.policies.format.parts import Clause, List, Part, Text
from dispute_core.policies.format.people import DECIDERS, DeciderWord

PowerWord = Literal["is informed", "supports", "mediates", "recommends", "decides"]
POWERS: dict[PowerWord, Power] = {
    "is informed": "informed",
    "supports": "supports",
    "mediates": "mediates",
    "recommends": "recommends",
    "decides": "decides",
}

ClosingWord = Literal[
    "the raising side is satisfied",
    "both sides agree",
    "the named roles agree",
    "the chair says so",
    "the panel says so",
    "the panel says so, the chair casting",
]
CLOSINGS: dict[ClosingWord, ClosingRule] = {
    "the raising side is satisfied": "raiser_satisfied",
    "both sides agree": "both_sides",
    "the named roles agree": "named_roles",
    "the chair says so": "chair",
    "the panel says so": "panel",
    "the panel says so, the chair casting": "panel_casting",
}


class BodyPart(Part):
    """A body at a stage, and what it may do there."""

    body: Text
    side: DeciderWord = "the board"
    may: Annotated[List[PowerWord], Field(min_length=1)]
    chairs_only_if: Annotated[
        Text | None, Field(description="The condition on which it takes the chair.")
    ] = None
    clause: Clause


class ClosingPart(Part):
    """Whose word ends the dispute at a stage."""

    when: ClosingWord
    named_roles: List[Text] = ()
    binding: Annotated[
        bool | None, Field(description="Whether it binds the sides; none if not said.")
    ] = None
    each_party_answers: Annotated[
        bool, Field(description="Whether each party says if it accepts.")
    ] = False
    clause: Clause


def body(part: BodyPart) -> Body:
    return Body(
        text=part.body,
        side=DECIDERS[part.side],
        powers=frozenset(POWERS[word] for word in part.may),
        clause=part.clause,
        chairs_only_if=part.chairs_only_if,
    )


def closing(part: ClosingPart | None) -> Closing | None:
    if part is None:
        return None
    return Closing(
        rule=CLOSINGS[part.when],
        clause=part.clause,
        roles=part.named_roles,
        binding=part.binding,
        each_party_answers=part.each_party_answers,
    )
