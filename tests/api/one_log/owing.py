"""Disputes on which something is owed, and what is said of it over HTTP."""

from collections.abc import Mapping
from typing import Any

import httpx

from tests.support.api import Json, Speaker, a_discussion, a_dispute

HEARD = {"role": "Class teacher", "agency": "school", "name": "A. Practitioner"}
SAID: Mapping[str | None, Json] = {
    None: {},
    "acknowledgement": {"acknowledged_by": [HEARD]},
    "answer": {"answer": "not_needed"},
    "reference_only": {"answer": "needed", "reference": "HR 2026/14"},
    "custodian": {"held_by": "school"},
    "to_be_told": {},
    "acceptance": {},
}
"""What doing a duty must bring, by what it asks."""

ACTION = {"what": "A social worker sees the child.", "owner_agency": "social-care"}
RAISED_AT = "2026-01-05T09:00:00Z"
AGREED_AT = "2026-01-07T09:00:00Z"


async def agreed(school: Speaker, stage: int = 1, **more: Any) -> Json:
    """A dispute under 002 that was agreed at a stage, with an action unless said."""
    dispute = await school.raises(a_dispute(raised_at=RAISED_AT))
    for number in range(1, stage):
        at = f"2026-01-05T1{number}:00:00Z"
        talk = a_discussion(held_at=at)
        dispute = await school.does("discussions", dispute, talk)
        onward = {"trigger": "not_agreed", "reason": "No.", "escalated_at": at}
        dispute = await school.does("escalations", dispute, onward)
    ending = {
        "outcome": "agreed",
        "summary": "Agreed.",
        "actions": [ACTION],
        "resolved_at": AGREED_AT,
        **more,
    }
    return await school.does("resolutions", dispute, ending)


def duty_of(dispute: Json, task: str, agency: str = "school") -> Json:
    """The newest duty of a task that an agency owes, or that its side does."""
    found: list[Json] = [
        duty
        for duty in dispute["duties"]
        if duty["id"].startswith(f"{task}.")
        and duty["holder"]["agency"] in (agency, None)
    ]
    return found[-1]


def stand(dispute: Json, task: str) -> dict[str, str]:
    """How each agency, or each side, stands to a task."""
    return {
        duty["holder"]["agency"] or duty["holder"]["side"]: duty["status"]
        for duty in dispute["duties"]
        if duty["id"].startswith(f"{task}.")
    }


async def says(
    speaker: Speaker, dispute: Json, duty: Json, act: str, body: Json
) -> httpx.Response:
    """What comes of saying something of a duty on the version given."""
    path = f"/v1/disputes/{dispute['id']}/duties/{duty['id']}/{act}"
    return await speaker.post(path, body, version=dispute["version"])


async def now(
    speaker: Speaker, dispute: Json, duty: Json, act: str, body: Json
) -> Json:
    """The dispute after something was said of a duty that could be said."""
    answer = await says(speaker, dispute, duty, act, body)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    changed: Json = answer.json()
    return changed


async def does_all(
    dispute: Json, *people: tuple[str, Speaker], but: str | None = None
) -> Json:
    """Each agency does what it owes, but for one; the check-backs are left."""
    for agency, speaker in people:
        for duty in dispute["duties"]:
            own = duty["holder"]["agency"] == agency and duty["id"] != but
            if own and duty["status"] == "due":
                body = SAID[duty["asks"]]
                dispute = await now(speaker, dispute, duty, "fulfilments", body)
    return dispute


async def checks(speaker: Speaker, dispute: Json, kind: str, **more: Any) -> Json:
    """The dispute after a check-back, which confirmed unless said otherwise."""
    body = {"kind": kind, "result": "confirmed", **more}
    return await speaker.does("check-backs", dispute, body)


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]
