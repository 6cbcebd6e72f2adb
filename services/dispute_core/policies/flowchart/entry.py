"""How a procedure begins, as boxes: who and what it is for, and what is not for it."""

from collections.abc import Iterable

from dispute_core.domain.policy import Policy
from dispute_core.domain.policy.entry import Question
from dispute_core.policies.flowchart.chart import Box
from dispute_core.policies.flowchart.words import (
    capital,
    said_limit,
    word_list,
)
from dispute_core.policies.format.people import DISPUTES, PEOPLE

START = "start"


def entry(policy: Policy) -> Iterable[Box]:
    """What comes before a dispute, and how it starts."""
    yield Box(
        id="emergency",
        kind="emergency",
        title="Before any dispute",
        lines=(policy.emergency,),
    )
    yield Box(
        id="elsewhere",
        kind="elsewhere",
        title="Asked first: what belongs elsewhere",
        lines=tuple(map(_question, policy.questions())),
    )
    yield Box(
        id=START,
        kind="start",
        title="A disagreement is raised",
        lines=tuple(_start(policy)),
    )


def at_any_time(policy: Policy) -> Iterable[Box]:
    """What stands beside the stages, if the document has any of it."""
    lines = tuple(_beside(policy))
    if lines:
        title = "Beside the stages"
        yield Box(id="at-any-time", kind="beside", title=title, lines=lines)


def _start(policy: Policy) -> Iterable[str]:
    yield f"About: {word_list(PEOPLE, policy.subject_kinds)}."
    yield f"Disagreements: {word_list(DISPUTES, policy.scopes)}."
    if policy.one_way is not None:
        yield f"{capital(policy.one_way.text)} ({policy.one_way.clause})."
    for layer in policy.layers:
        relation = capital(layer.relation.replace("_", " "))
        yield f"{relation} {layer.document}: {layer.text} ({layer.clause})."
    for one in policy.preconditions:
        if one.stage is None:
            yield f"First: {one.text} ({one.clause})."
    if policy.priorities:
        labels = [f"{tier.label} ({tier.clause})" for tier in policy.priorities]
        yield f"Priorities: {'; '.join(labels)}."
    if policy.whole_procedure is not None:
        yield f"Over the whole procedure: {said_limit(policy.whole_procedure)}"
    if policy.later_start is not None:
        start = policy.later_start
        yield f"Later start: {start.text.rstrip('.')} ({start.clause})."


def _question(question: Question) -> str:
    return (
        f"{question.ask} To {question.belongs_to} ({question.clause or question.by})."
    )


def _beside(policy: Policy) -> Iterable[str]:
    for step in policy.prevention:
        yield f"Before a dispute: {step.text} ({step.clause})."
    if policy.meeting_right is not None:
        right = policy.meeting_right
        yield f"At any time: {right.text.rstrip('.')} ({right.clause})."
    for route in policy.outside_routes:
        yield f"At any time: {route.text.rstrip('.')} ({route.clause})."
