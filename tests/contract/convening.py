"""Aims what is said of meetings at those that there are, with whom they need."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.contract.desk import instant, pick
from tests.contract.directories import OFFICE
from tests.contract.plausible import END, within
from tests.contract.reading import Json

if TYPE_CHECKING:
    from tests.contract.desk import Desk, Sent

ON_A_MEETING = ("moveMeeting", "cancelMeeting", "recordMeeting", "acceptOutcome")
ON_MEETINGS = ("conveneMeeting", *ON_A_MEETING, "nameLeadAgency")
SINCE = ("moved_at", "cancelled_at", "held_at", "answered_at")
SETTLED = {"acceptOutcome": "held"}
"""The status in which a meeting takes an operation, where that is another."""

TO_BE_HELD = {
    "starts_at": "2199-01-01T09:00:00Z",
    "venue": {"kind": "remote"},
    "chair": {"rule": "other", "role": "Chair", "reason": "The other is ill."},
}


def parties(dispute: Json) -> list[str]:
    return [*dispute["raising_agencies"], *dispute["responding_agencies"]]


def with_a_meeting(desk: "Desk", dispute: Json, operation: str) -> Json:
    """The dispute with a meeting that takes the operation."""
    people = [{"agency": agency} for agency in parties(dispute)]
    wanted = {**TO_BE_HELD, "invitees": people}
    convened = desk.on(dispute, "conveneMeeting", "meetings/convenings", wanted)
    if operation != "acceptOutcome":
        return convened
    held = {
        "outcome": "not_agreed",
        "custodian": desk.raiser.agency,
        "attended": people,
    }
    act = "meetings/{meeting_id}/minutes"
    return desk.on(convened, "recordMeeting", act, held, meeting_id="meeting-1")


def aim(desk: "Desk", case: "Sent", operation: str, dispute: Json) -> Json:
    """A meeting that takes the operation; convened, and held, if there is none."""
    wanted = SETTLED.get(operation, "convened")
    reads = operation == "getMeetingKit"
    drawn = case.path_parameters["meeting_id"]

    def fitting(one: Json) -> list[str]:
        meetings = one["convened_meetings"]
        return [it["id"] for it in meetings if reads or it["status"] == wanted]

    if reads and not dispute["convened_meetings"]:
        dispute = desk.ready_for("conveneMeeting", drawn)
    open_ = dispute["status"] == "open"
    if not fitting(dispute) and open_ and not dispute["convened_meetings"]:
        dispute = with_a_meeting(desk, dispute, operation)
    if not dispute["convened_meetings"]:
        dispute = with_a_meeting(desk, desk.raised(), operation)
    found = fitting(dispute) or [it["id"] for it in dispute["convened_meetings"]]
    if drawn not in found:
        case.path_parameters["meeting_id"] = pick(found, drawn)
    return dispute


def saying(operation: str, body: Json, dispute: Json, meeting: str) -> Json:
    """What the operation needs, at a time at which the meeting was there."""
    said: Json = deepcopy(body)
    if isinstance(said.get("starts_at"), str):
        soon = datetime.now(UTC) + timedelta(hours=1)
        said["starts_at"] = within(said["starts_at"], soon, END)
    found = next(
        (one for one in dispute["convened_meetings"] if one["id"] == meeting), None
    )
    if operation == "conveneMeeting":
        _convening(said, dispute)
    elif operation == "nameLeadAgency":
        others = [one for one in parties(dispute) if one != dispute["lead_agency"]]
        said["agency"] = pick(others, said["agency"])
        said["reason"] = said.get("reason") or "They hold the plan."
    elif found is not None:
        _then(said, found)
        if operation == "recordMeeting":
            _holding(said, found)
        if operation == "acceptOutcome":
            _answering(said, found, parties(dispute)[0])
    return said


def _then(said: Json, meeting: Json) -> None:
    """After the meeting was convened, or recorded as held."""
    held = meeting["held"]
    floor = instant(held["at"] if held else meeting["at"])
    for field in SINCE:
        if isinstance(said.get(field), str):
            said[field] = within(said[field], floor, max(datetime.now(UTC), floor))


def _convening(said: Json, dispute: Json) -> None:
    said["mode"], said["ground"] = "resolution_meeting", None
    needed = parties(dispute)
    invited = said["invitees"]
    invited += [{"agency": agency} for agency in needed[len(invited) :]]
    for person, agency in zip(invited, needed, strict=False):
        person["agency"] = agency
    chair = said["chair"]
    chair["rule"] = "other"
    chair["reason"] = chair.get("reason") or "The other is ill."
    if chair.get("office") is not None:
        chair["office"] = OFFICE
    chair["role"] = chair.get("role") or "Chair"


def _holding(said: Json, meeting: Json) -> None:
    """An answer to each thing, with the words that were drawn for any."""
    drawn = [one["answer"] for one in said.get("considered") or ()] or ["Not needed."]
    said["considered"] = [
        {"item": item["id"], "answer": drawn[number % len(drawn)]}
        for number, item in enumerate(meeting["to_consider"])
    ]
    said["power"], said["decision"] = None, None
    said["custodian"] = meeting["by"]["agency"]
    if said.get("minutes_due_on") is not None:
        said["minutes_due_on"] = "2199-01-05"


def _answering(said: Json, meeting: Json, agency: str) -> None:
    before = next(
        (one for one in meeting["acceptances"] if one["agency"] == agency), None
    )
    if before is not None and before["accepts"] is not None:
        said["accepts"] = not before["accepts"]
    if not said["accepts"] and not said.get("reason"):
        said["reason"] = "It comes too late."
