"""What happened at each stage: who took part, what came of it, and in what time."""

from dispute_core.documents import words
from dispute_core.documents.around import done_first, meetings
from dispute_core.documents.model import (
    Block,
    Facts,
    Row,
    Said,
    Table,
    said,
)
from dispute_core.documents.telling import RAISED, Telling, due, in_place, moment
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute_events import Discussed, MeetingCalled
from dispute_core.domain.saying import capital
from dispute_core.domain.state import StagePassed


def stages(telling: Telling) -> tuple[Block, ...]:
    """Each visit to a stage with its talks and meetings, the first one first."""
    blocks: list[Block] = [done_first(telling)]
    for number, passed in enumerate(telling.dispute.stages):
        blocks.append(_visit(telling, passed))
        blocks += [_talk(telling, one) for one in _talks(telling, number)]
        blocks += [_call(telling, one) for one in _calls(telling, number)]
    return (*blocks, *meetings(telling))


def _visit(telling: Telling, passed: StagePassed) -> Facts:
    move = passed.move
    rows = [
        Row(label="From", value=said(moment(passed.started_at))),
        Row(label="To", value=said(moment(passed.ended_at) or "still at this stage")),
    ]
    if passed.version == RAISED:
        rows += _start(telling)
    if move is not None:
        reason = telling.told(passed.version, "reason", move.reason)
        rows.append(Row(label="Why it came here", value=reason))
    if move is not None and move.consulted:
        advised = [telling.who(one) for one in move.consulted]
        rows.append(Row(label="Advice before", value=said("; ".join(advised))))
    if move is not None and move.not_done_because:
        because = telling.wrote(passed.version, move.not_done_because)
        rows.append(Row(label="What was to come before, and why not", value=because))
    if passed.ended_by:
        ended = words.in_words(words.TRIGGERS, passed.ended_by)
        rows.append(Row(label="Left because", value=said(ended)))
    return Facts(title=passed.entered.label, rows=tuple(rows))


def _start(telling: Telling) -> list[Row]:
    """Why it began at a later stage, where it did (003-10)."""
    raised = telling.dispute.raised
    if raised.start_ground is None:
        return []
    ground = words.in_words(words.TRIGGERS, raised.start_ground)
    reason = telling.told(RAISED, "start_reason", raised.start_reason)
    return [
        Row(label="Began here on the ground", value=said(ground)),
        Row(label="Reason for beginning here", value=reason),
    ]


def _talks(telling: Telling, number: int) -> list[Discussed]:
    begin, end = _versions(telling, number)
    return [
        talk
        for talk in telling.dispute.discussions
        if begin <= talk.originator_version < end
    ]


def _calls(telling: Telling, number: int) -> list[MeetingCalled]:
    begin, end = _versions(telling, number)
    return [
        call
        for call in telling.dispute.meetings
        if begin <= call.originator_version < end
    ]


def _versions(telling: Telling, number: int) -> tuple[int, int]:
    """From which version, and up to which, the dispute was on a visit."""
    visits = telling.dispute.stages
    last = telling.dispute.version + 1
    end = visits[number + 1].version if number + 1 < len(visits) else last
    return visits[number].version, end


def _talk(telling: Telling, event: Discussed) -> Facts:
    version = event.originator_version
    at = telling.at(version, "held_at", event.timestamp)
    present = "; ".join(telling.who(one) for one in event.participants)
    rows = [
        Row(label="When", value=at),
        Row(label="How", value=said(words.METHODS[event.method])),
        Row(label="Who took part", value=said(present)),
        Row(label="Outcome", value=said(words.TALKS[event.outcome])),
        Row(
            label="What was said", value=telling.told(version, "summary", event.summary)
        ),
        Row(label="Reasons", value=telling.told(version, "reasons", event.reasons)),
        Row(
            label=f"Effect on the {telling.person}",
            value=telling.told(version, "effect_on_person", event.effect_on_person),
        ),
        Row(
            label="Information reviewed",
            value=telling.wrote(version, "; ".join(event.information_reviewed)),
        ),
        Row(
            label="Advice from",
            value=telling.wrote(version, "; ".join(event.advice_from)),
        ),
    ]
    entered = telling.entered(version, event.timestamp)
    also = f" ({entered})" if entered else ""
    return Facts(title=f"Discussion{also}", rows=tuple(rows))


def _call(telling: Telling, event: MeetingCalled) -> Facts:
    version = event.originator_version
    called = "required" if event.kind == "required" else "asked for"
    held = "a meeting is on record since" if event.held_in(telling.dispute) else "no"
    return Facts(
        title=f"Multi-agency meeting {called}",
        rows=(
            Row(label="By", value=said(telling.who(event.by))),
            Row(label="When", value=said(moment(event.timestamp))),
            Row(label="Clause", value=said(event.clause)),
            Row(label="Reason", value=telling.wrote(version, event.reason)),
            Row(label="Held", value=said(held)),
        ),
    )


def limits(telling: Telling) -> tuple[Block, ...]:
    """Every limit with what became of it, and why that date."""
    shown = [one for one in telling.dispute.deadlines if one.status != "superseded"]
    table = Table(
        title="Limits, and what became of them",
        columns=("Duty", "Clause", "Due", "Kept?", "Why this date"),
        rows=tuple(_limit(telling, one) for one in shown),
        empty="The policy sets no limit here, and none has been set.",
        widths=(5, 3, 3, 3, 9),
    )
    return table, _set_by_people(telling)


def _limit(telling: Telling, one: Deadline) -> tuple[Said, ...]:
    owed = one.set
    what = owed.text
    for action in telling.dispute.actions:
        if action.agreed.id == owed.duty and action.agreed.what:
            what = action.agreed.what
    when = due(owed.due_at, owed.due_on) or f'no date: "{owed.urgency or "not said"}"'
    kept = words.in_words(words.DEADLINES, one.status)
    if one.settled and one.settled.in_time and one.breach:
        kept = "kept in time, and entered here only after the limit had passed"
    elif one.settled and one.breach:
        kept = f"{kept}; done {moment(one.settled.occurred_at)}"
    return (
        said(capital(what)),
        said(owed.clause),
        said(when),
        said(kept),
        said(owed.reason),
    )


def _set_by_people(telling: Telling) -> Table:
    rows = []
    for one in telling.dispute.limits.values():
        accepted = ", ".join(words.in_words(words.SIDES, x) for x in one.accepted_by)
        rows.append(
            (
                said(words.LIMITS[one.kind]),
                said(moment(one.due_at)),
                said(telling.who(one.by)),
                said(accepted or "nobody yet"),
                telling.told(one.version, "reason", one.reason),
            )
        )
    return Table(
        title="Limits that people set, agreed or extended",
        columns=("Kind", "Until", "By", "Accepted by", "Reason"),
        rows=tuple(rows),
        empty="None.",
        widths=(3, 4, 5, 4, 6),
    )


def talk_of(telling: Telling, event: Discussed) -> Said:
    """A discussion in a line: what was said, or why nothing came of it."""
    version = event.originator_version
    summary = telling.told(version, "summary", event.summary)
    if summary.state == "blank":
        return telling.told(version, "reasons", event.reasons)
    return Said(text=in_place(summary), was=summary.was, note=summary.note)
