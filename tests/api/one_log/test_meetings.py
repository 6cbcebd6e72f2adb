"""The right to a multi-agency meeting, over HTTP, in Bexley and made-up places."""

import httpx
import pytest

from tests.api.one_log.convened import a_challenge
from tests.support.api import Api, Json, Speaker, a_dispute

WHY = "Each of us has seen a part of it only."


@pytest.fixture(scope="module")
def police(api: Api) -> Speaker:
    return api.agency("police", "moor")


async def refused(speaker: Speaker, dispute: Json, body: Json, code: str) -> Json:
    path = f"/v1/disputes/{dispute['id']}/meetings"
    answer = await speaker.post(path, body, version=dispute["version"])
    problem: Json = answer.json()
    assert problem.get("code") == code, answer.text
    return problem


@pytest.mark.asyncio(loop_scope="module")
class TestAMultiAgencyMeeting:
    async def test_is_required_by_a_statutory_agency(
        self, officer: Speaker, police: Speaker
    ) -> None:
        raised = await a_challenge(officer)
        assert "callMeeting" in raised["allowed"]

        called = await police.does(
            "meetings", raised, {"kind": "required", "reason": WHY}
        )

        (meeting,) = called["meetings"]
        assert (meeting["kind"], meeting["by"]["agency"]) == ("required", "police")
        assert (meeting["clause"], meeting["stage"]) == ("M 7", "stage-1")
        assert meeting["reason"] == WHY
        assert meeting["held"] is False
        assert called["next_step"].startswith("A multi-agency meeting is required")

    async def test_is_asked_for_by_others_and_not_required(
        self, officer: Speaker
    ) -> None:
        raised = await a_challenge(officer)

        problem = await refused(
            officer, raised, {"kind": "required"}, "right-not-given"
        )
        asked = await officer.does("meetings", raised, {"kind": "asked"})

        assert problem["status"] == httpx.codes.CONFLICT
        assert "You may ask for one." in problem["detail"]
        assert asked["meetings"][0]["kind"] == "asked"

    async def test_may_be_required_at_any_later_stage_too(
        self, officer: Speaker, police: Speaker
    ) -> None:
        raised = await a_challenge(officer)
        later = await officer.does("escalations", raised, {"trigger": "not_agreed"})

        called = await police.does("meetings", later, {"kind": "required"})

        assert called["meetings"][0]["stage"] == "stage-2"

    async def test_is_held_once_a_meeting_is_recorded(
        self, officer: Speaker, police: Speaker
    ) -> None:
        raised = await a_challenge(officer)
        called = await police.does("meetings", raised, {"kind": "required"})

        held = await officer.does(
            "discussions", called, {"method": "meeting", "outcome": "not_agreed"}
        )

        assert held["meetings"][0]["held"] is True
        assert not held["next_step"].startswith("A multi-agency meeting")

    async def test_stands_in_the_story_of_the_dispute(
        self, officer: Speaker, police: Speaker
    ) -> None:
        raised = await a_challenge(officer)
        await police.does("meetings", raised, {"kind": "required", "reason": WHY})

        listed = await officer.get(f"/v1/disputes/{raised['id']}/events")

        newest = listed.json()["items"][-1]
        assert newest["type"] == "dispute.meeting_called"
        assert newest["data"]["kind"] == "required"

    async def test_is_no_right_where_the_document_gives_none(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()

        assert "callMeeting" not in raised["allowed"]
        await refused(school, raised, {"kind": "required"}, "right-not-given")

    async def test_is_not_called_once_the_dispute_is_settled(
        self, officer: Speaker, police: Speaker
    ) -> None:
        raised = await a_challenge(officer)
        settled = await officer.does(
            "resolutions", raised, {"outcome": "agreed", "summary": "Agreed."}
        )

        assert "callMeeting" not in settled["allowed"]
        await refused(police, settled, {"kind": "required"}, "dispute-settled")

    async def test_is_called_by_nobody_who_may_not_see_the_dispute(
        self, api: Api, officer: Speaker
    ) -> None:
        raised = await a_challenge(officer)

        await refused(
            api.agency("health", "moor"),
            raised,
            {"kind": "required"},
            "dispute-not-found",
        )

    async def test_is_a_right_of_bexleys_statutory_agencies(self, api: Api) -> None:
        body = a_dispute(partnership="bexley", responding=[{"agency": "social-care"}])
        raised = await api.agency("school", "bexley").raises(body)

        called = await api.agency("social-care", "bexley").does(
            "meetings", raised, {"kind": "required", "reason": WHY}
        )

        assert called["meetings"][0]["clause"] == "001 second paragraph"
