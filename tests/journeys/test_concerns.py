"""002: general cumulative concerns go to one's own designated lead, who decides."""

import httpx

from tests.journeys.case import raise_case
from tests.journeys.cast import Cast, cast_of, raising
from tests.support.http import Caller, Json, new_key
from tests.support.service import RunningService

SCHOOL_LEAD = "school-designated-lead"
RAISING = {
    "about": "police",
    "put_to": SCHOOL_LEAD,
    "concern": "Three referrals in a year went unanswered.",
    "themes": ["timeliness"],
}


def act(who: Caller, concern: Json, noun: str, body: Json) -> httpx.Response:
    path = f"/v1/concerns/{concern['id']}/{noun}"
    return who.post(path, body, version=concern["version"])


def recorded(answer: httpx.Response) -> Json:
    assert answer.status_code == httpx.codes.CREATED, answer.text
    told: Json = answer.json()
    assert answer.headers["etag"] == f'"{told["version"]}"'
    return told


def refused(answer: httpx.Response, code: str) -> None:
    problem = answer.json()
    assert problem["code"] == code, answer.text
    assert problem["status"] == answer.status_code


def _counted(cast: Cast) -> tuple[int, int]:
    """How many concerns the board office counts, and how many were taken up."""
    told = cast.board.read("/v1/partnerships/worcestershire/statistics")
    counts = told["figures"]["concerns"]
    return counts["raised"], counts["decisions"].get("taken_up_with_agency", 0)


class TestACumulativeConcern:
    def test_is_raised_once_and_names_disputes_that_the_raiser_sees(
        self, worcestershire: Cast
    ) -> None:
        school, key = worcestershire.school, new_key()
        first = recorded(school.post("/v1/concerns", RAISING, key=key))
        again = school.post("/v1/concerns", RAISING, key=key)
        assert again.json() == first
        assert again.headers["idempotency-replayed"] == "true"
        assert (first["status"], first["allowed"]) == ("raised", ["linkDispute"])
        assert first["clause"] is not None
        case, _ = raise_case(school, raising("worcestershire", to=("police",)))
        other, _ = raise_case(school, raising("worcestershire"))

        for wrong in (other.id, first["id"]):
            link = {"dispute_id": wrong}
            refused(act(school, first, "disputes", link), "invalid-request")
        link = {"dispute_id": case.id}
        linked = recorded(act(school, first, "disputes", link))

        assert linked["disputes"][0]["dispute_id"] == case.id
        refused(act(school, first, "disputes", link), "stale-concern")
        refused(act(school, linked, "disputes", link), "refused")

    def test_is_decided_and_shared_by_the_lead_to_whom_it_was_put(
        self, service: RunningService, worcestershire: Cast
    ) -> None:
        school, police = worcestershire.school, worcestershire.police
        lead = service.caller("worcestershire", agency="school", office=SCHOOL_LEAD)
        before = _counted(worcestershire)
        first = recorded(school.post("/v1/concerns", RAISING))
        decision = {
            "decision": "taken_up_with_agency",
            "reason": "The leads will meet.",
        }
        refused(act(school, first, "decisions", decision), "not-the-lead")
        refused(act(school, first, "shares", {}), "not-the-lead")

        decided = recorded(act(lead, first, "decisions", decision))

        assert (decided["status"], decided["decision"]) == (
            "decided",
            "taken_up_with_agency",
        )
        raised, taken_up = _counted(worcestershire)
        assert (raised, taken_up) == (before[0] + 1, before[1] + 1)
        path = f"/v1/concerns/{first['id']}"
        assert police.get(path).status_code == httpx.codes.NOT_FOUND
        shared = recorded(act(lead, decided, "shares", {"reason": "For the meeting."}))
        assert police.read(path)["concern"] == RAISING["concern"]
        assert police.read(path)["allowed"] == []
        refused(act(lead, shared, "shares", {}), "refused")

    def test_is_seen_by_nobody_else(
        self, service: RunningService, worcestershire: Cast, wales: Cast
    ) -> None:
        agency = "housing"
        raiser = service.caller("worcestershire", agency=agency)
        body = {**RAISING, "put_to": "housing-designated-lead", "agency": agency}
        told = recorded(raiser.post("/v1/concerns", body))
        path = f"/v1/concerns/{told['id']}"
        auditor = service.caller("worcestershire", role="auditor", agency=agency)
        for who in (raiser, auditor, worcestershire.auditor):
            assert told["id"] in {one["id"] for one in who.items("/v1/concerns")}
            assert who.read(path)["concern"] == RAISING["concern"]

        others = service.caller("worcestershire", role="auditor", agency="police")
        stranger = service.caller(
            "worcestershire", agency="health", office="housing-designated-lead"
        )
        for who in (
            *worcestershire.parties,
            worcestershire.police,
            worcestershire.board,
            others,
            stranger,
            wales.school,
        ):
            hidden = who.get(path).json()
            absent = who.get(f"/v1/concerns/{'0' * 8}-0000-0000-0000-{'0' * 12}").json()
            assert hidden["code"] == "concern-not-found"
            assert {**hidden, "instance": 0} == {**absent, "instance": 0}
            assert told["id"] not in {one["id"] for one in who.items("/v1/concerns")}
        listed = [o for o in raiser.items("/v1/concerns") if o["id"] == told["id"]]
        assert "concern" not in listed[0]

    def test_says_where_the_document_is_silent_and_what_does_not_fit(
        self, service: RunningService
    ) -> None:
        cast = cast_of(service, "lewisham")
        body = {**RAISING, "put_to": "board-manager"}

        told = recorded(cast.school.post("/v1/concerns", body))

        assert told["clause"] is None
        assert "says nothing of cumulative concerns" in told["next_step"]
        own = {**body, "about": "school"}
        refused(cast.school.post("/v1/concerns", own), "invalid-request")
        nowhere = {**body, "put_to": "no-such-office"}
        refused(cast.school.post("/v1/concerns", nowhere), "unknown-office")
        refused(cast.board.post("/v1/concerns", body), "role-may-not")
        for_them = {**body, "agency": "health"}
        refused(cast.school.post("/v1/concerns", for_them), "not-your-agency")
