"""Meetings as people convene and record them, for the tests of meetings over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.api import Api, Json, Speaker, a_dispute

WALES = ("school", "social-care", "health")
MEETING = "meetings/meeting-1"

CODES: dict[str, int] = {
    "meeting-not-found": 404,
    "meeting-without-quorum": 422,
    "chair-not-by-rule": 422,
    "meeting-items-unanswered": 422,
    "meeting-settled": 409,
    "meeting-not-held": 409,
    "outcome-already-answered": 409,
    "already-lead-agency": 409,
}


def in_days(days: int) -> str:
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)
    return at.isoformat().replace("+00:00", "Z")


def somebody_of(agency: str, **more: Any) -> Json:
    return {"agency": agency, "role": "Senior manager", **more}


def a_meeting(*agencies: str, **changes: Any) -> Json:
    """A body of conveneMeeting that invites somebody of each agency."""
    body: Json = {
        "starts_at": in_days(3),
        "venue": {"kind": "in_person", "where": "Room 4, County Hall"},
        "chair": {"rule": "independent", "role": "Independent chair", "name": "C. Lee"},
        "invitees": [somebody_of(agency) for agency in agencies],
    }
    return {**body, **changes}


def minutes_of(*agencies: str, **changes: Any) -> Json:
    """A body of recordMeeting: those agencies came, and did not agree."""
    body: Json = {
        "outcome": "not_agreed",
        "custodian": agencies[0],
        "attended": [somebody_of(agency) for agency in agencies],
        "summary": "We went through the chronology together.",
    }
    return {**body, **changes}


async def refused(
    speaker: Speaker, dispute: Json, act: str, body: Json, code: str
) -> Json:
    """The problem with which an act is refused, of the status that its code has."""
    path = f"/v1/disputes/{dispute['id']}/{act}"
    answer = await speaker.post(path, body, version=dispute["version"])
    problem: Json = answer.json()
    assert problem.get("code") == code, answer.text
    assert problem["status"] == CODES.get(code, problem["status"])
    return problem


async def in_wales(api: Api, **changes: Any) -> Json:
    """A dispute at stage 3 of 004, where the senior managers meet."""
    school = api.agency("school", "wales-region")
    body = a_dispute(
        partnership="wales-region",
        category=changes.pop("category", "other"),
        responding=[{"agency": "social-care"}, {"agency": "health"}],
        **changes,
    )
    raised = await school.raises(body)
    at_two = await school.does("escalations", raised, {"trigger": "not_agreed"})
    return await school.does("escalations", at_two, {"trigger": "not_agreed"})


async def a_challenge(officer: Speaker) -> Json:
    """A dispute under the moor's procedure, which officer raises."""
    return await officer.raises(
        a_dispute(
            partnership="moor",
            subject={"kind": "child", "reference": "R-1"},
            raised_by={"agency": "reviewing", "role": "Reviewing officer"},
            responding=[{"agency": "police"}],
        )
    )


async def convened_in_wales(api: Api) -> Json:
    """A meeting of 004's stage 3, which social care's senior manager chairs."""
    dispute = await in_wales(api, lead_agency="social-care")
    return await api.agency("school", "wales-region").does(
        "meetings/convenings",
        dispute,
        a_meeting(*WALES, chair={"rule": "lead_agency", "name": "L. Rees"}),
    )


async def held_in_wales(api: Api, **changes: object) -> Json:
    convened = await convened_in_wales(api)
    return await api.agency("social-care", "wales-region").does(
        f"{MEETING}/minutes", convened, minutes_of(*WALES, **changes)
    )
