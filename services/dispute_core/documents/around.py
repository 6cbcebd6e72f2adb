"""What stands around the talking: meetings, safeguards, helpers, side outcomes."""

from collections.abc import Iterator

from dispute_core.documents import words
from dispute_core.documents.model import (
    NOT_APPLICABLE,
    Block,
    Facts,
    Row,
    Said,
    Table,
    said,
)
from dispute_core.documents.telling import RAISED, Telling, day, in_place, moment
from dispute_core.domain.beside.safeguards import answers_to
from dispute_core.domain.beside.side_outcomes import completed
from dispute_core.domain.dispute_events import (
    MeetingHeld,
    RecordAdded,
    SideOutcomeRecorded,
)
from dispute_core.domain.meetings import MeetingState
from dispute_core.domain.saying import capital


def meetings(telling: Telling) -> Iterator[Block]:
    """Each meeting that was convened, with what came of it and who accepts it."""
    for meeting in telling.dispute.convened:
        yield _convened(telling, meeting)
        yield _considered(telling, meeting)
        yield _answers(telling, meeting)


def _convened(telling: Telling, meeting: MeetingState) -> Facts:
    event, held = meeting.convened, meeting.held
    version = event.originator_version
    mode = words.in_words(words.MODES, event.mode)
    ground = f" ({event.ground})" if event.ground else ""
    invited = "; ".join(telling.who(one) for one in event.invitees)
    rows = [
        Row(label="Convened by", value=said(telling.who(event.by))),
        Row(label="Clause", value=said(event.clause)),
        Row(label="For", value=said(moment(meeting.starts_at))),
        Row(label="Chair", value=_chair(telling, meeting)),
        Row(label="Invited", value=telling.wrote(version, invited)),
        Row(label="State", value=said(words.in_words(words.MEETINGS, meeting.status))),
    ]
    if meeting.cancelled is not None:
        why = meeting.cancelled
        reason = telling.wrote(why.originator_version, why.reason)
        rows.append(Row(label="Why it was cancelled", value=reason))
    if held is not None:
        rows += _came_of_it(telling, held)
    return Facts(title=f"{capital(mode)}{ground}", rows=tuple(rows))


def _chair(telling: Telling, meeting: MeetingState) -> Said:
    chair = meeting.convened.chair
    place = (
        telling.agency(chair.agency or chair.office) if chair.agency else chair.office
    )
    known = [part for part in (chair.name, chair.role, place) if part]
    rule = words.in_words(words.CHAIRS, chair.rule)
    return said(f"{rule}: {', '.join(known)}" if known else rule)


def _came_of_it(telling: Telling, held: MeetingHeld) -> list[Row]:
    version = held.originator_version
    power = f", {held.power}" if held.power else ""
    return [
        Row(label="Held", value=said(moment(held.timestamp))),
        Row(
            label="Outcome",
            value=said(f"{words.in_words(words.TALKS, held.outcome)}{power}"),
        ),
        Row(label="Decision", value=telling.wrote(version, held.decision)),
        Row(
            label="Who holds the record of it",
            value=said(telling.agency(held.custodian)),
        ),
        Row(label="Minutes due", value=said(day(held.minutes_due_on))),
    ]


def _considered(telling: Telling, meeting: MeetingState) -> Table:
    """What it must consider, with what it found on each point."""
    version = meeting.convened.originator_version
    held = meeting.held
    found = {one.item: one.answer for one in held.considered} if held else {}
    rows = []
    for point in meeting.convened.to_consider:
        text = point.words or in_place(telling.wrote(version, point.added))
        answer = NOT_APPLICABLE
        if held is not None:
            answer = telling.wrote(held.originator_version, found.get(point.id))
        rows.append((said(text), said(point.clause or "the convener's own"), answer))
    return Table(
        title="To be considered",
        columns=("Point", "Clause", "What was found"),
        rows=tuple(rows),
        empty="Nothing was set down beforehand.",
        widths=(7, 4, 7),
    )


def _answers(telling: Telling, meeting: MeetingState) -> Table:
    dispute = telling.dispute
    parties = (dispute.raised_by, *dispute.responding)
    rows = []
    for code in dict.fromkeys(one.agency for one in parties):
        answer = meeting.answer_of(code)
        if answer is None:
            rows.append((said(telling.agency(code)), said(None), said(None)))
            continue
        reason = telling.wrote(answer.originator_version, answer.reason)
        accepts = "accepts" if answer.accepts else "does not accept"
        rows.append((said(telling.agency(code)), said(accepts), reason))
    return Table(
        title="Acceptance of its outcome by each party",
        columns=("Agency", "Answer", "Reason"),
        rows=tuple(rows) if meeting.held else (),
        empty="The meeting has not been held.",
        widths=(5, 4, 9),
    )


def safeguards(telling: Telling) -> Table:
    """What was called for to keep the person safe, and the newest answer (003-6)."""
    called = telling.records("requested_safeguard")
    return Table(
        title="Safeguards called for",
        columns=("When", "By", "What", "Answer"),
        rows=tuple(_safeguard(telling, one) for one in called),
        empty=words.NOT_RECORDED,
        widths=(4, 5, 6, 6),
    )


def _safeguard(telling: Telling, record: RecordAdded) -> tuple[Said, ...]:
    version = record.originator_version
    answers = answers_to(telling.dispute, version)
    answered = said(None)
    if answers:
        newest = answers[-1]
        reason = telling.wrote(newest.originator_version, newest.reason)
        why = f"; {in_place(reason)}" if reason.state != "blank" else ""
        held = day(newest.takes_place_on)
        on = f", on {held}" if held else ""
        answered = said(f"{words.in_words({}, newest.answer)}{on}{why}")
    return (
        said(moment(record.timestamp)),
        said(telling.who(record.by)),
        telling.told(version, "text", record.text),
        answered,
    )


def done_first(telling: Telling) -> Table:
    """What the document wants done first, and how it was met, or why it was not."""
    asked = {one.code: one for one in telling.policy.preconditions}
    rows = []
    for done in telling.dispute.raised.preconditions:
        wanted = asked.get(done.condition)
        wrote = telling.wrote(RAISED, done.evidence or done.reason)
        rows.append(
            (
                said(capital(wanted.text) if wanted else done.condition),
                said(wanted.clause if wanted else None),
                said("yes" if done.met else "no"),
                wrote,
            )
        )
    return Table(
        title="What comes before, by the policy",
        columns=("Condition", "Clause", "Met?", "Evidence, or why not"),
        rows=tuple(rows),
        empty="Nothing was asked for before the raising.",
        widths=(7, 4, 2, 7),
    )


def facilitators(telling: Telling) -> Table:
    """Who supports the sides without deciding anything (001-7)."""
    rows = [
        (
            said(moment(one.timestamp)),
            said(telling.who(one.facilitator)),
            said(telling.agency(one.office) if one.office else None),
            said(one.clause),
        )
        for one in telling.dispute.beside.facilitators
    ]
    return Table(
        title="Who supports both sides, and decides nothing",
        columns=("Since", "Who", "Office", "Clause"),
        rows=tuple(rows),
        empty="Nobody has been named.",
        widths=(4, 6, 4, 4),
    )


def side_outcomes(telling: Telling, *, own: bool = False) -> Table:
    """What the dispute led to beside its own end; detail of staff is no part of it."""
    shown = [
        one
        for one in telling.dispute.beside.side_outcomes
        if one.originator_version not in telling.hidden
        and (one.visible_to == "own_agency") == own
    ]
    return Table(
        title="Side outcomes",
        columns=("Kind", "Agency", "What, or reference", "Done"),
        rows=tuple(_side_outcome(telling, one) for one in shown),
        empty="None has been recorded.",
        widths=(4, 5, 8, 3),
    )


def _side_outcome(telling: Telling, event: SideOutcomeRecorded) -> tuple[Said, ...]:
    version = event.originator_version
    wrote = [event.text, event.reference, event.review]
    done = completed(telling.dispute, version)
    on = event.done_on or (done.done_on if done else None)
    return (
        said(capital(words.in_words({}, event.kind))),
        said(telling.agency(event.agency)),
        telling.wrote(version, "; ".join(part for part in wrote if part)),
        said(day(on) or "not yet"),
    )
