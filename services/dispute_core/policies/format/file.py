"""The policy file whole, and the policy of the domain that it says."""

from collections.abc import Mapping
from datetime import date
from json import dumps
from typing import Annotated, Any

from pydantic import Field

from dispute_core.domain.policy import Category, Policy, Reading
from dispute_core.policies.format.entry import CategoryPart, LaterStartPart, later_start
from dispute_core.policies.format.parts import Link, Part, Reference, Text
from dispute_core.policies.format.people import (
    DISPUTES,
    NATIONS,
    PEOPLE,
    DisputeWord,
    NationWord,
    PersonWord,
)
from dispute_core.policies.format.sources import ReadingPart, SilencePart, silence
from dispute_core.policies.format.stages import StagePart, stage


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


def policy_from(content: Mapping[str, Any], sha256: str) -> Policy:
    """The policy that a content says, under the hash by which disputes name it."""
    return _policy(PolicyFile.model_validate_json(dumps(content)), sha256)


def _policy(file: PolicyFile, sha256: str) -> Policy:
    return Policy(
        ref=file.policy,
        sha256=sha256,
        title=file.title,
        publisher=file.published_by,
        document=f"{file.document} (cited as {file.cited_as})",
        nation=NATIONS[file.nation],
        in_force_from=file.in_force_from,
        review_on=file.review_on,
        subject_kinds=frozenset(PEOPLE[person] for person in file.people),
        scopes=frozenset(DISPUTES[scope] for scope in file.disputes),
        categories=tuple(
            Category(code=kind.code, label=kind.label)
            for kind in file.kinds_of_disagreement
        ),
        stages=tuple(stage(part) for part in file.stages),
        later_start=later_start(file.later_start),
        emergency=file.emergency,
        silences=(
            *(silence(part, "not_said") for part in file.the_document_does_not_say),
            *(silence(part, "not_seen") for part in file.in_a_document_not_seen),
        ),
        readings=tuple(
            Reading(about=part.about, text=part.text, clause=part.clause, by=part.by)
            for part in file.readings
        ),
        links=dict(file.links),
    )
