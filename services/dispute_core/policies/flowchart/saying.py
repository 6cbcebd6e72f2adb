"""What a flow chart shows: every stage, limit, way on and way out of a policy."""

from collections.abc import Iterable

from dispute_core.domain.policy import MeetingRule, Policy, Stage
from dispute_core.domain.vocabulary import SilenceKind
from dispute_core.policies.flowchart.chart import Arrow, Box, Chart
from dispute_core.policies.flowchart.entry import START, at_any_time, entry
from dispute_core.policies.flowchart.words import (
    capital,
    said_check_back,
    said_limit,
    said_move,
    said_task,
    word,
    word_list,
)
from dispute_core.policies.format.meetings import CHAIRS
from dispute_core.policies.format.people import ACTING, LEVELS
from dispute_core.policies.format.powers import CLOSINGS, POWERS

_ENDS_UNRESOLVED = (
    "As read here, the board alone may end the dispute unresolved, and says why."
)


def chart_of(policy: Policy) -> Chart:
    """The whole procedure; nothing in it but what the policy holds."""
    stages = [box for stage in policy.stages for box in _stage(stage, policy)]
    moves = [
        _moves(stage, target)
        for stage in policy.stages
        for target in dict.fromkeys(move.to_stage for move in stage.moves)
    ]
    exits = [
        Arrow(source=box.beside, target=box.id)
        for box in stages
        if box.beside is not None
    ]
    first = Arrow(source=START, target=policy.first_stage().id)
    return Chart(
        title=f"{policy.title} ({policy.ref})",
        description=_description(policy),
        boxes=(*entry(policy), *stages, *at_any_time(policy), *_silences(policy)),
        arrows=(first, *moves, *exits),
    )


def _description(policy: Policy) -> str:
    labels = [f"{stage.label} ({stage.clause})" for stage in policy.stages]
    return (
        f"The procedure of {policy.publisher}, drawn from its data. A disagreement "
        f"is raised and goes through these stages: {'; '.join(labels)}. Words in "
        "quotation marks are the document's own; clauses stand in brackets."
    )


def _stage(stage: Stage, policy: Policy) -> Iterable[Box]:
    yield Box(
        id=stage.id,
        kind="stage",
        title=f"{stage.label} ({stage.clause})",
        lines=tuple(_inside(stage, policy)),
    )
    yield Box(
        id=f"{stage.id}-resolved",
        kind="resolved",
        title="Resolved",
        lines=tuple(_once_resolved(stage)),
        beside=stage.id,
    )
    if stage.decider is not None:
        yield Box(
            id=f"{stage.id}-decided",
            kind="decided",
            title="Decided",
            lines=(f"By {stage.decider}{_as_read(stage)}.",),
            beside=stage.id,
        )
    if stage.ends_unresolved or (policy.is_last(stage.id) and not _decides(stage)):
        yield Box(
            id=f"{stage.id}-unresolved",
            kind="unstated",
            title="No unresolved exit stated",
            lines=(_ENDS_UNRESOLVED,) if stage.ends_unresolved else (),
            beside=stage.id,
        )


def _inside(stage: Stage, policy: Policy) -> Iterable[str]:
    """What stands in a stage's own box."""
    kind = (
        stage.formality and stage.formality.replace("_", " "),
        stage.part_of and f"part of {policy.stage(stage.part_of).label}",
        "may be repeated" if stage.repeatable else None,
    )
    if any(kind):
        yield f"{capital('; '.join(filter(None, kind)))}."
    for actor in stage.actors:
        side = word(ACTING, actor.side)
        who = side if side.startswith(("both", "the ", "a ")) else f"the {side}"
        yield f"{capital(who)} ({word(LEVELS, actor.band)}): {actor.text}."
    for condition in policy.preconditions:
        if condition.stage == stage.id:
            yield f"First: {condition.text} ({condition.clause})."
    yield from map(said_limit, stage.limits)
    yield from (said_task(one) for one in stage.tasks if one.when != "resolved")
    for body in stage.bodies:
        powers = word_list(POWERS, body.powers)
        only = f"; in the chair only if {body.chairs_only_if}"
        chairs = only if body.chairs_only_if else ""
        yield f"{capital(body.text)} {powers}{chairs} ({body.clause})."
    if stage.meeting is not None:
        yield from _said_meeting(stage.meeting)
    if stage.board_sees:
        yield "The board is told of the case."


def _said_meeting(meeting: MeetingRule) -> Iterable[str]:
    if meeting.chair is not None:
        minutes = " and sees to the minutes" if meeting.minutes else ""
        chair = capital(word(CHAIRS, meeting.chair))
        yield f"{chair} chairs the meeting{minutes} ({meeting.clause})."
    for item in meeting.must_consider:
        yield f"The meeting must consider: {item.text} ({item.clause})."


def _once_resolved(stage: Stage) -> Iterable[str]:
    closing = stage.closing
    if closing is not None:
        roles = f": {', '.join(closing.roles)}" if closing.roles else ""
        yield f"When {word(CLOSINGS, closing.rule)}{roles} ({closing.clause})."
    yield from map(said_check_back, stage.check_backs)
    yield from (said_task(one) for one in stage.tasks if one.when == "resolved")


def _as_read(stage: Stage) -> str:
    return ", which is a reading" if stage.decider_reading else ""


def _decides(stage: Stage) -> bool:
    """Whether somebody there can end the dispute without agreement."""
    return bool(stage.decided_by) or any(
        "decides" in body.powers for body in stage.bodies
    )


def _moves(stage: Stage, target: str) -> Arrow:
    """All ways from one stage to another are one arrow with a line for each."""
    words = tuple(said_move(move) for move in stage.moves if move.to_stage == target)
    return Arrow(source=stage.id, target=target, words=words)


def _silences(policy: Policy) -> Iterable[Box]:
    kinds: tuple[tuple[SilenceKind, str], ...] = (
        ("not_said", "The document does not say"),
        ("not_seen", "In a document not seen"),
    )
    said = [
        f"{words}: {'; '.join(about)}."
        for kind, words in kinds
        if (about := [one.about for one in policy.silences if one.kind == kind])
    ]
    if said:
        title = "Left open by the document"
        yield Box(id="silences", kind="silences", title=title, lines=tuple(said))
