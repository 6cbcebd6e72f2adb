"""What a sensible person would say about a meeting, wherever a dispute stands."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.support.builders import Step
from tests.support.convening import (
    answers_outcome,
    cancels_meeting,
    convenes,
    holds_meeting,
    moves_meeting,
    names_lead,
)

if TYPE_CHECKING:
    from tests.domain.place import Place

HOUR = timedelta(hours=1)


def _convenes(place: "Place") -> Step:
    return convenes(place.who, place.parties, place.now + 48 * HOUR)


def _moves_meeting(place: "Place") -> Step:
    return moves_meeting(place.who, _meeting_of(place), place.now + 60 * HOUR)


def _cancels_meeting(place: "Place") -> Step:
    return cancels_meeting(place.who, _meeting_of(place))


def _holds_meeting(place: "Place") -> Step:
    found = [one for one in place.dispute.convened if one.standing]
    items = [item.id for one in found[:1] for item in one.convened.to_consider]
    return holds_meeting(place.who, _meeting_of(place), items=items)


def _meeting_of(place: "Place") -> str:
    """The first that is still to be held, if there is one."""
    found = [one.id for one in place.dispute.convened if one.standing]
    return found[0] if found else "meeting-1"


def _answers_outcome(place: "Place") -> Step:
    """On the last that was held; whoever has answered comes to another mind."""
    held = [one for one in place.dispute.convened if one.status == "held"]
    before = held[-1].answer_of(place.who) if held else None
    name = held[-1].id if held else "meeting-1"
    accepts = before is None or not before.accepts
    return answers_outcome(place.who, name, accepts=accepts)


def _names_lead(place: "Place") -> Step:
    others = [one for one in place.parties if one != place.dispute.lead_agency]
    return names_lead(place.who, place.chance.choice(others))


ABOUT_MEETINGS: Mapping[str, Callable[["Place"], Step]] = {
    "conveneMeeting": _convenes,
    "moveMeeting": _moves_meeting,
    "cancelMeeting": _cancels_meeting,
    "recordMeeting": _holds_meeting,
    "acceptOutcome": _answers_outcome,
    "nameLeadAgency": _names_lead,
}
"""What is said, by the name of each operation."""
