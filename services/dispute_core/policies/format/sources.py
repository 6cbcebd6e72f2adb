"""What the document leaves open, how that is read, and the texts around it."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Layer, Override, Silence
from dispute_core.domain.vocabulary import LayerRelation, SilenceKind
from dispute_core.policies.format.parts import (
    Clause,
    Line,
    Link,
    List,
    Part,
    Reference,
    Text,
)

RelationWord = Literal["points to", "supplements", "defers to"]
RELATIONS: dict[RelationWord, LayerRelation] = {
    "points to": "points_to",
    "supplements": "supplements",
    "defers to": "defers_to",
}


class SilencePart(Part):
    """Something that the document leaves open."""

    about: Line
    text: Text
    clause: Clause


class ReadingPart(Part):
    """How an unclear clause is read, and by whom."""

    about: Line
    text: Text
    clause: Clause
    by: Line


Silences = Annotated[tuple[SilencePart, ...], Field(max_length=100)]
"""Half as many as the answer may hold, which has those of both kinds."""


def silence(part: SilencePart, kind: SilenceKind) -> Silence:
    return Silence(about=part.about, text=part.text, kind=kind, clause=part.clause)


class OverridePart(Part):
    """A rule that the local text sets otherwise than the text beneath it."""

    about: Line
    here: Text
    there: Text
    clause: Clause


class LayerPart(Part):
    """Another text that this one points to, supplements or defers to.

    It is shown beside this one, and nothing is taken over from it by itself: what is to
    hold of it here is written here, or taken from it by name (`taken_from`).
    """

    this_document: RelationWord
    document: Text
    text: Annotated[Text, Field(description="For what, in the document's words.")]
    clause: Clause
    seen: Annotated[bool, Field(description="Whether its author has read that text.")]
    policy: Annotated[
        Reference | None, Field(description="Its reference, if it is kept here too.")
    ] = None
    link: Link | None = None
    local_text_first: Annotated[
        bool | None,
        Field(
            description="Which holds where the two differ, if it is said. It is shown, "
            "and changes no rule of this file."
        ),
    ] = None
    set_otherwise_here: List[OverridePart] = ()


def layer(part: LayerPart) -> Layer:
    return Layer(
        relation=RELATIONS[part.this_document],
        document=part.document,
        text=part.text,
        clause=part.clause,
        seen=part.seen,
        ref=part.policy,
        link=part.link,
        local_text_first=part.local_text_first,
        overrides=tuple(
            Override(
                about=rule.about, here=rule.here, there=rule.there, clause=rule.clause
            )
            for rule in part.set_otherwise_here
        ),
    )
