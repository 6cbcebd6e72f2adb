"""The policy file whole, and the policy of the domain that it says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from json import dumps
from typing import Annotated, Any

from pydantic import Field

from dispute_core.domain.policy import Category, Policy, Reading
from dispute_core.domain.working_time import WorkingDays
from dispute_core.policies.format.beside import (
    OutsideRoutePart,
    PreventionPart,
    outside_route,
    prevention_step,
)
from dispute_core.policies.format.counting import (
    CountsLater,
    HoursWorked,
    LeftOut,
    working_days,
)
from dispute_core.policies.format.entry import (
    CategoryPart,
    LaterStartPart,
    MeetingRightPart,
    PreconditionPart,
    QuestionPart,
    later_start,
    meeting_right,
    precondition,
    question,
)
from dispute_core.policies.format.learning import (
    AgenciesNamedPart,
    LessonPart,
    agencies_named,
    lesson,
)
from dispute_core.policies.format.parts import (
    Line,
    Link,
    List,
    LongList,
    Part,
    Reference,
    Text,
)
from dispute_core.policies.format.people import (
    DISPUTES,
    NATIONS,
    PEOPLE,
    ActsForPart,
    DisputeWord,
    EquivalentsPart,
    NationWord,
    OneWayPart,
    PersonWord,
    equivalents,
    one_way,
    proxy,
)
from dispute_core.policies.format.sources import (
    LayerPart,
    ReadingPart,
    Silences,
    layer,
    silence,
)
from dispute_core.policies.format.stages import StagePart, stage
from dispute_core.policies.format.times import DutyPart, PriorityPart, limit, priority


class PolicyFile(Part):
    """A board's procedure for settling disagreements between professionals."""

    policy: Reference
    title: Line
    published_by: Line
    document: Annotated[Text, Field(description="The document that this file renders.")]
    cited_as: Annotated[Line, Field(description="How each clause begins.")]
    nation: Annotated[NationWord, Field(description="Whose bank holidays count.")]
    working_days_leave_out: LeftOut = ()
    working_hours: HoursWorked | None = None
    counts_as_of_the_next_working_day: CountsLater = ()
    area: Annotated[
        LongList[Line], Field(description="Where it holds: one area or several.")
    ] = ()
    in_force_from: date | None = None
    in_force_to: date | None = None
    review_on: date | None = None
    people: Annotated[List[PersonWord], Field(min_length=1)]
    disputes: Annotated[List[DisputeWord], Field(min_length=1)]
    emergency: Annotated[Text, Field(description="What comes before any dispute.")]
    kinds_of_disagreement: Annotated[LongList[CategoryPart], Field(min_length=1)]
    priorities: Annotated[
        List[PriorityPart], Field(description="The tiers chosen at raising.")
    ] = ()
    whole_procedure: Annotated[
        DutyPart | None, Field(description="A time for the whole, whatever the stage.")
    ] = None
    a_stage_is_called: Annotated[
        Line, Field(description="The document's own noun: stage, step, level.")
    ] = "stage"
    prevention: Annotated[
        List[PreventionPart], Field(description="What spares a dispute.")
    ] = ()
    stages: Annotated[List[StagePart], Field(min_length=1)]
    outside_routes: Annotated[
        List[OutsideRoutePart],
        Field(description="Ways outside it that never stop a clock."),
    ] = ()
    later_start: LaterStartPart | None = None
    layers: Annotated[
        List[LayerPart],
        Field(description="The texts above, below and beside it."),
    ] = ()
    ask_first: Annotated[
        tuple[QuestionPart, ...],
        # One more is asked under every policy.
        Field(max_length=49, description="What may belong elsewhere."),
    ] = ()
    do_first: Annotated[
        List[PreconditionPart], Field(description="What comes before a step.")
    ] = ()
    multi_agency_meeting: MeetingRightPart | None = None
    equivalents: List[EquivalentsPart] = ()
    acts_for: List[ActsForPart] = ()
    raised_only_by: OneWayPart | None = None
    the_document_does_not_say: Silences = ()
    in_a_document_not_seen: Silences = ()
    readings: LongList[ReadingPart] = ()
    links: Annotated[dict[Line, Link], Field(max_length=50, default_factory=dict)]
    learned_from: Annotated[
        List[LessonPart], Field(description="The case reviews that taught a rule.")
    ] = ()
    agencies_named: AgenciesNamedPart | None = None


def policy_from(content: Mapping[str, Any], sha256: str) -> Policy:
    """The policy that a content says, under the hash by which disputes name it."""
    file = PolicyFile.model_validate_json(dumps(content))
    return _around_the_stages(_policy(file, sha256), file)


def _around_the_stages(policy: Policy, file: PolicyFile) -> Policy:
    return replace(
        policy,
        layers=tuple(layer(part) for part in file.layers),
        asks=tuple(question(part) for part in file.ask_first),
        preconditions=tuple(precondition(part) for part in file.do_first),
        meeting_right=meeting_right(file.multi_agency_meeting),
        equivalents=tuple(equivalents(part) for part in file.equivalents),
        proxies=tuple(proxy(part) for part in file.acts_for),
        one_way=one_way(file.raised_only_by),
        learned_from=tuple(lesson(part) for part in file.learned_from),
        agencies_named=agencies_named(file.agencies_named),
    )


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
        working_days=_working_days(file),
        area=file.area,
        in_force_to=file.in_force_to,
        stage_noun=file.a_stage_is_called,
        prevention=tuple(prevention_step(part) for part in file.prevention),
        outside_routes=tuple(outside_route(part) for part in file.outside_routes),
        priorities=tuple(priority(part) for part in file.priorities),
        whole_procedure=(
            limit("procedure", file.whole_procedure) if file.whole_procedure else None
        ),
    )


def _working_days(file: PolicyFile) -> WorkingDays:
    return working_days(
        file.working_days_leave_out,
        file.working_hours,
        file.counts_as_of_the_next_working_day,
    )
