"""The meetings that were convened, what came of each, and whom to speak to."""

from typing import Any

from dispute_api.views.parts import Json, item_id, person, stated_by, utc
from dispute_core.domain.acts.meetings.place import parties
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import MeetingHeld
from dispute_core.domain.meetings import Chair, MeetingState, ToConsider, Venue


def convened_meetings(dispute: Dispute) -> list[Json]:
    """Every meeting that was ever convened here, the first one first."""
    return [meeting_view(dispute, meeting) for meeting in dispute.convened]


def contacts(dispute: Dispute) -> list[Json]:
    """One contact for each agency, the newest that was named."""
    spoken_for = {one.agency: one for one in dispute.responding}
    spoken_for[dispute.raised_by.agency] = dispute.raised_by
    return [
        {
            "agency": agency,
            "sides": list(dispute.sides_of(agency)),
            "role": spoken_for[agency].role,
            "name": spoken_for[agency].name,
            "band": spoken_for[agency].band,
        }
        for agency in parties(dispute)
    ]


def meeting_view(dispute: Dispute, meeting: MeetingState) -> Json:
    event = meeting.convened
    return {
        "id": meeting.id,
        "status": meeting.status,
        "stage": event.stage,
        "mode": event.mode,
        "ground": event.ground,
        "clause": event.clause,
        "starts_at": utc(meeting.starts_at),
        "venue": _venue(meeting.venue),
        "chair": _chair(event.chair),
        "invitees": [person(one) for one in event.invitees],
        "to_consider": [to_consider_view(one) for one in event.to_consider],
        "moves": [
            {
                "starts_at": utc(one.starts_at),
                "venue": _venue(one.venue) if one.venue else None,
                "reason": one.reason,
                **_done(dispute, one),
            }
            for one in meeting.moves
        ],
        "cancelled": meeting.cancelled
        and {
            "reason": meeting.cancelled.reason,
            **_done(dispute, meeting.cancelled),
        },
        "held": _held(dispute, meeting.held) if meeting.held else None,
        "acceptances": acceptances(dispute, meeting),
        **_done(dispute, event),
    }


def to_consider_view(item: ToConsider) -> Json:
    """The document's words, or the convener's; either may have been erased."""
    by_document = item.clause is not None
    return {
        "id": item.id,
        "text": item.words if by_document else item.added,
        "clause": item.clause,
    }


def acceptances(dispute: Dispute, meeting: MeetingState) -> list[Json]:
    """Each party's newest word; a blank where it has not answered."""
    answers = ((agency, meeting.answer_of(agency)) for agency in parties(dispute))
    return [
        {
            "agency": agency,
            "accepts": answer.accepts if answer else None,
            "reason": answer.reason if answer else None,
            "given": _done(dispute, answer) if answer else None,
        }
        for agency, answer in answers
    ]


def _held(dispute: Dispute, event: MeetingHeld) -> Json:
    talk = next(
        one for one in dispute.discussions if one.originator_version == event.discussed
    )
    return {
        "outcome": event.outcome,
        "discussion": item_id(dispute, event.discussed),
        "attended": [person(one) for one in talk.participants],
        "considered": [
            {"item": one.item, "answer": one.answer} for one in event.considered
        ],
        "power": event.power,
        "decision": event.decision,
        "custodian": event.custodian,
        "minutes_due_on": event.minutes_due_on,
        "minutes": next(
            one.due.id
            for one in dispute.duties
            if one.version == event.originator_version
        ),
        **_done(dispute, event),
    }


def _venue(venue: Venue) -> Json:
    return {"kind": venue.kind, "where": venue.where}


def _chair(chair: Chair) -> Json:
    return {
        "rule": chair.rule,
        "agency": chair.agency,
        "office": chair.office,
        "role": chair.role,
        "name": chair.name,
        "band": chair.band,
        "reason": chair.reason,
    }


def _done(dispute: Dispute, event: Any) -> Json:
    """Who did it, when, and when the log heard of it."""
    return {
        "by": stated_by(event.by),
        "at": utc(event.timestamp),
        "recorded_at": dispute.recorded[event.originator_version],
    }
