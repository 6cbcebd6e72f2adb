"""One of every command, in an order in which a dispute accepts them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.support.http import Caller, Json

LATER = "2099-01-01T12:00:00Z"


@dataclass(frozen=True)
class Command:
    """What somebody sends; `changed` is a field that makes it another command."""

    who: Caller
    noun: str
    body: Json
    changed: dict[str, Any]


def every_command(cast: Cast, first_event: str) -> Iterator[Command]:
    """A life of a dispute in Brighton & Hove that uses all twelve commands on it."""
    yield from _talk(cast)
    yield from _record(cast, first_event)
    yield from _settle(cast)


def _talk(cast: Cast) -> Iterator[Command]:
    school, social_care = cast.parties
    yield Command(
        social_care,
        "responses",
        {"view": "The plan is working.", "proposal": "Meet on Friday."},
        {"view": "The plan is not working."},
    )
    yield Command(
        school, "discussions", discussion(), {"summary": "Another conversation."}
    )
    yield Command(
        school,
        "limits",
        {"kind": "agreed", "duty": "stage-1.resolve", "due_at": LATER},
        {"due_at": "2099-01-02T12:00:00Z"},
    )


def _record(cast: Cast, first_event: str) -> Iterator[Command]:
    school = cast.school
    yield Command(
        school,
        "parties",
        {
            "change": "add",
            "side": "responding",
            "agency": "police",
            "contact": {"role": "Duty sergeant"},
            "ground": "newly_involved",
        },
        {"agency": "health"},
    )
    yield Command(
        school,
        "records",
        {"kind": "persons_views", "text": "He says that he is afraid to go home."},
        {"kind": "note"},
    )
    yield Command(
        school,
        "corrections",
        {
            "event_id": first_event,
            "field": "evidence",
            "value": "Four bruises, not three.",
            "reason": "A page of the chronology was missed.",
        },
        {"value": "Five bruises."},
    )


def _settle(cast: Cast) -> Iterator[Command]:
    school, social_care = cast.parties
    yield Command(
        school, "escalations", {"trigger": "not_agreed"}, {"trigger": "no_response"}
    )
    action = {"what": "See the child.", "owner_agency": "social-care"}
    yield Command(
        school, "resolutions", resolution(actions=[action]), {"outcome": "overtaken"}
    )
    yield Command(
        school,
        "check-backs",
        {"kind": "outcome_for_person", "result": "partly"},
        {"result": "confirmed"},
    )
    yield Command(
        social_care,
        "reopenings",
        {"ground": "disagreement_returned", "reason": "The visit was refused."},
        {"ground": "new_information"},
    )
    yield Command(
        school, "withdrawals", {"ground": "no_longer_held"}, {"ground": "moved"}
    )


def first_command(cast: Cast) -> Json:
    return raising(cast.partnership)
