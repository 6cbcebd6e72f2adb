"""Which notices an event calls for: fixed rules over the facts of the event."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from dispute_core.domain import dispute_events as events
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.meetings import meeting_named
from dispute_core.domain.notices.calls import Calls
from dispute_core.domain.notices.notice import (
    Asked,
    Notice,
    NoticeKind,
    agency,
    named,
    office,
)
from dispute_core.domain.notices.reminding import remind_at
from dispute_core.domain.working_time import Calendar


def notices_of(
    event: events.Event,
    dispute: Dispute,
    calendar: Calendar | None,
    remind_before: int | None = None,
) -> Iterator[Notice]:
    """Everybody who is told because of an event, of a dispute as it left it.

    The calendar decides the working days before a deadline, of which there are
    `remind_before`; without one every day is worked.
    """
    calls = Calls(event, dispute)
    rule = _RULES.get(type(event))
    if rule is not None:
        yield from rule(event, calls)
    yield from _of_duties(event, calls)
    for started in event.deadlines_started:
        remind = remind_at(started, calendar, remind_before)
        yield from _of_deadline(started, calls, remind)


def _raised(_: events.Raised, calls: Calls) -> Iterator[Notice]:
    yield from calls.tell("raised", calls.responding, copies=calls.told_beside)


def _responded(_: events.Responded, calls: Calls) -> Iterator[Notice]:
    yield from calls.tell("responded", calls.raising)


def _escalated(event: events.Escalated, calls: Calls) -> Iterator[Notice]:
    to = [*calls.less(event.by.agency, calls.both), *calls.told_beside]
    yield from calls.tell("escalated", to, copies=calls.both)


def _limit(event: events.LimitSet, calls: Calls) -> Iterator[Notice]:
    others = calls.less(event.by.agency, calls.both)
    asked = Asked(about=event.duty, due_at=event.due_at)
    if event.binding:
        yield from calls.tell("limit_set", others, asked=asked)
        return
    waits = [
        one
        for side in ("raising", "responding")
        if side not in event.accepted_sides
        for one in calls.side(side)
    ]
    yield from calls.tell("limit_proposed", waits, asked=asked)


def _resolved(event: events.Resolved, calls: Calls) -> Iterator[Notice]:
    if event.proposal:
        waits = calls.side(event.waits_for or "raising")
        yield from calls.tell("resolution_proposed", waits, copies=calls.both)
        return
    yield from calls.tell("resolved", calls.both, copies=calls.told_beside)


def _all_told(kind: NoticeKind) -> Callable[[Any, Calls], Iterator[Notice]]:
    def rule(event: Any, calls: Calls) -> Iterator[Notice]:
        by = getattr(event, "by", None)
        others = calls.less(by.agency, calls.everybody) if by else calls.everybody
        yield from calls.tell(kind, others, copies=calls.everybody)

    return rule


def _breached(event: events.DeadlineBreached, calls: Calls) -> Iterator[Notice]:
    deadline = calls.dispute.deadline(event.duty, event.generation).set
    holders = [agency(deadline.agency)] if deadline.agency else None
    yield from calls.tell(
        "time_passed",
        holders or calls.side(deadline.holder),
        rule=f"time_passed:{event.duty}:{event.generation}",
        copies=calls.both,
        asked=_owed(deadline),
    )


def _checked_back(event: events.CheckedBack, calls: Calls) -> Iterator[Notice]:
    """Whoever has to act on what did not hold is reminded of it."""
    if event.result == "confirmed":
        return
    owners = [
        agency(action.agreed.owner_agency)
        for action in calls.dispute.actions
        if action.agreed.id == event.action_id
    ]
    asked = Asked(about=event.action_id)
    to = owners or calls.both
    yield from calls.tell("not_confirmed", to, copies=calls.both, asked=asked)


def _parties(event: events.PartiesChanged, calls: Calls) -> Iterator[Notice]:
    if event.kind == "add":
        to = [agency(event.party.agency)]
        yield from calls.tell("party_added", to, copies=calls.both)


def _meeting(
    kind: NoticeKind,
) -> Callable[[Any, Calls], Iterator[Notice]]:
    """Everybody is told of a meeting, who set it as a copy."""

    def rule(event: Any, calls: Calls) -> Iterator[Notice]:
        others = calls.less(event.by.agency, calls.everybody)
        starts_at = getattr(event, "starts_at", None)
        asked = Asked(about=event.meeting, due_at=starts_at)
        yield from calls.tell(kind, others, copies=calls.both, asked=asked)

    return rule


def _outcome(event: events.OutcomeAnswered, calls: Calls) -> Iterator[Notice]:
    """Who put the outcome on record hears of a refusal; an acceptance asks nothing."""
    meeting = meeting_named(calls.dispute.convened, event.meeting)
    if event.accepts or meeting is None or meeting.held is None:
        return
    to, asked = [calls.who(meeting.held.by)], Asked(about=event.meeting)
    yield from calls.tell("outcome_refused", to, copies=calls.everybody, asked=asked)


def _lead(event: events.LeadAgencyNamed, calls: Calls) -> Iterator[Notice]:
    """All are told, and the agency that leads from now on even by its own word."""
    to = [agency(event.agency), *calls.less(event.by.agency, calls.everybody)]
    yield from calls.tell("lead_named", to, copies=calls.everybody)


def _opened(_: events.EmergencyAccessOpened, calls: Calls) -> Iterator[Notice]:
    """Those whose dispute it is hear at once who reads it, and may ask why."""
    yield from calls.tell("emergency_opened", calls.both, copies=calls.told_beside)


def _record(event: events.RecordSubmitted, calls: Calls) -> Iterator[Notice]:
    """What a person has handed over needs no mail besides."""
    if event.how != "by_hand":
        about = f"record:{event.record_version}:{event.how}"
        to, asked = [office(event.to_office)], Asked(about=about)
        yield from calls.tell("record_sent", to, asked=asked)


def _undelivered(event: events.NoticeUndelivered, calls: Calls) -> Iterator[Notice]:
    for due in event.duties_opened:
        told = [agency(due.agency)] if due.agency else calls.raising
        kind: NoticeKind = "undelivered"
        if event.kind == "system_unreached":
            kind, told = event.kind, told if due.agency else calls.side("board")
        yield from calls.tell(kind, told, asked=Asked(about=due.id))


def _of_duties(event: events.Event, calls: Calls) -> Iterator[Notice]:
    """The document names somebody who is to be told; each is told once."""
    told: set[str] = set()
    for due in event.duties_opened:
        if due.kind != "notice" or due.to is None or due.to in told:
            continue
        told.add(due.to)
        yield from calls.tell(
            "duty",
            [named(due.to)],
            asked=Asked(words=due.text, clause=due.clause, about=due.id),
            owed_by=due.agency or calls.side(due.holder)[0].code,
        )


def _of_deadline(
    started: DeadlineSet, calls: Calls, remind: datetime | None
) -> Iterator[Notice]:
    to = [agency(started.agency)] if started.agency else calls.side(started.holder)
    place, owed = f"{started.duty}:{started.generation}", _owed(started)
    if remind is not None:
        asked = replace(owed, at=remind)
        yield from calls.tell("reminder", to, rule=f"reminder:{place}", asked=asked)
    if started.prompt is not None:
        asked = replace(owed, at=started.prompt.at)
        yield from calls.tell("prompt", to, rule=f"prompt:{place}", asked=asked)


def _owed(deadline: DeadlineSet) -> Asked:
    return Asked(
        words=deadline.text,
        clause=deadline.clause,
        about=f"{deadline.duty}:{deadline.generation}",
        due_at=deadline.due_at,
    )


_RULES: dict[type[events.Event], Callable[[Any, Calls], Iterator[Notice]]] = {
    events.Raised: _raised,
    events.Responded: _responded,
    events.Escalated: _escalated,
    events.LimitSet: _limit,
    events.Resolved: _resolved,
    events.Withdrawn: _all_told("withdrawn"),
    events.Reopened: _all_told("reopened"),
    events.Closed: _all_told("closed"),
    events.CheckedBack: _checked_back,
    events.MeetingCalled: _all_told("meeting_called"),
    events.MeetingConvened: _meeting("meeting_convened"),
    events.MeetingMoved: _meeting("meeting_moved"),
    events.MeetingCancelled: _meeting("meeting_cancelled"),
    events.MeetingHeld: _meeting("meeting_held"),
    events.OutcomeAnswered: _outcome,
    events.LeadAgencyNamed: _lead,
    events.EmergencyAccessOpened: _opened,
    events.RecordSubmitted: _record,
    events.DeadlineBreached: _breached,
    events.PartiesChanged: _parties,
    events.NoticeUndelivered: _undelivered,
}
