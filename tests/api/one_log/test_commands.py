"""Each command over HTTP, as the dispute shows it afterwards."""

from typing import Any

import pytest

from tests.api.one_log.owing import does_all
from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute

AGREED: Json = {
    "outcome": "agreed",
    "summary": "A social worker sees the child.",
    "actions": [
        {"what": "See the child", "owner_agency": "social-care", "due_on": "2100-01-04"}
    ],
    "accepted_by": [{"agency": "social-care", "accepts": True}],
}


@pytest.mark.asyncio(loop_scope="module")
class TestACommand:
    async def test_records_a_discussion(self, school: Speaker) -> None:
        held = a_discussion(
            summary="We went through it.",
            participants=[{"agency": "social-care", "side": "responding"}],
            information_reviewed=["The chronology"],
        )

        after = await school.does("discussions", await school.raises(), held)

        discussion = after["discussions"][0]
        assert discussion["summary"] == "We went through it."
        assert discussion["participants"][0]["agency"] == "social-care"
        assert discussion["information_reviewed"] == ["The chronology"]
        assert discussion["by"]["agency"] == "school"
        assert discussion["stage"] == "stage-1"
        assert after["deadlines"][0]["status"] == "met"
        assert after["deadlines"][0]["settled"]["in_time"] is True

    async def test_records_the_response_of_the_other_side(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises()

        after = await social_care.does(
            "responses", raised, {"view": "We see it otherwise.", "by": {"role": "TM"}}
        )

        response = after["responses"][0]
        assert response["view"] == "We see it otherwise."
        assert response["agency"] == "social-care"
        assert response["by"]["role"] == "TM"

    async def test_takes_a_resolution_to_its_check_backs_and_the_end(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        resolved = await school.does("resolutions", await school.raises(), AGREED)
        assert resolved["status"] == "resolved"
        assert resolved["resolution"]["accepted_by"][0]["agency"] == "social-care"
        action = resolved["actions"][0]
        assert (action["owner_agency"], action["status"]) == ("social-care", "open")
        assert {duty["status"] for duty in resolved["duties"]} == {"due"}
        assert "recordCheckBack" in resolved["allowed"]

        understood = {"kind": "understanding", "result": "confirmed"}
        once = await school.does("check-backs", resolved, understood)
        twice = await social_care.does("check-backs", once, understood)
        completed = {"kind": "completion", "result": "confirmed"}
        done = await school.does(
            "check-backs", twice, {**completed, "action_id": action["id"]}
        )
        assert done["status"] == "resolved"
        done = await does_all(done, ("school", school), ("social-care", social_care))

        assert done["status"] == "closed"
        assert done["actions"][0]["status"] == "done"
        assert {duty["status"] for duty in done["duties"]} == {"done"}

    async def test_leaves_a_responding_sides_resolution_a_proposal(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        after = await social_care.does("resolutions", await school.raises(), AGREED)

        assert after["status"] == "open"
        assert after["resolution"]["proposal"] is True
        assert after["waiting_on"] == "raising"

    async def test_withdraws_and_reopens(self, school: Speaker) -> None:
        raised = await school.raises()
        ground = {"ground": "no_longer_held", "reason": "The letter reached us late."}

        withdrawn = await school.does("withdrawals", raised, ground)
        assert withdrawn["status"] == "withdrawn"
        assert withdrawn["withdrawn"]["reason"] == "The letter reached us late."

        reopened = await school.does(
            "reopenings", withdrawn, {"ground": "new_information"}
        )
        assert (reopened["status"], reopened["withdrawn"]) == ("open", None)
        assert reopened["stages_passed"][0]["trigger"] == "reopened"

    async def test_changes_who_speaks_for_an_agency(self, school: Speaker) -> None:
        change: Json = {
            "change": "replace_contact",
            "side": "responding",
            "agency": "social-care",
            "contact": {"role": "Team manager", "name": "S. Other"},
        }

        after = await school.does("parties", await school.raises(), change)

        assert after["responding"][0]["name"] == "S. Other"

    async def test_keeps_a_record_with_its_source(self, school: Speaker) -> None:
        record: Json = {
            "kind": "correspondence",
            "text": "The letter of 14 September.",
            "source": {"from": "Team manager", "held_at": "School file"},
        }

        after = await school.does("records", await school.raises(), record)

        kept = after["records"][0]
        assert kept["source"] == {
            "from": "Team manager",
            "to": None,
            "dated": None,
            "held_at": "School file",
            "sha256": None,
        }


@pytest.mark.asyncio(loop_scope="module")
class TestARefusal:
    async def test_says_what_is_open_instead(self, school: Speaker) -> None:
        withdrawn = await school.does(
            "withdrawals", await school.raises(), {"ground": "moved"}
        )

        answer = await school.post(
            f"/v1/disputes/{withdrawn['id']}/discussions",
            a_discussion(),
            version=withdrawn["version"],
        )

        assert answer.status_code == 409
        problem = answer.json()
        assert problem["code"] == "dispute-settled"
        assert problem["allowed"] == withdrawn["allowed"]
        assert "reopenDispute" in problem["allowed"]

    @pytest.mark.parametrize(
        ("who", "act", "body", "code"),
        [
            ("social-care", "withdrawals", {"ground": "moved"}, "not-your-side"),
            ("school", "responses", {"view": "Ours."}, "not-your-side"),
            (
                "school",
                "escalations",
                {"trigger": "not_agreed", "to_stage": "stage-3"},
                "wrong-stage",
            ),
            (
                "school",
                "check-backs",
                {"kind": "completion", "result": "partly"},
                "dispute-not-settled",
            ),
            ("school", "reopenings", {"ground": "policy_issue"}, "dispute-not-settled"),
            (
                "school",
                "resolutions",
                {"outcome": "ended_unresolved", "summary": "No way."},
                "not-yours-to-declare",
            ),
        ],
    )
    async def test_is_a_conflict_with_the_policy_or_the_state(
        self, api: Api, school: Speaker, who: str, act: str, body: Any, code: str
    ) -> None:
        raised = await school.raises()

        answer = await api.agency(who).post(
            f"/v1/disputes/{raised['id']}/{act}", body, version=1
        )

        assert answer.status_code == 409
        assert answer.json()["code"] == code
        assert answer.json()["allowed"]

    @pytest.mark.parametrize(
        ("side", "agency", "advice"),
        [
            ("raising", "school", "It may withdraw it."),
            ("responding", "social-care", "Add the other first."),
        ],
    )
    async def test_keeps_each_side_its_agency_and_says_what_else_helps(
        self, school: Speaker, side: str, agency: str, advice: str
    ) -> None:
        raised = await school.raises()
        change = {"change": "remove", "side": side, "agency": agency}

        answer = await school.post(
            f"/v1/disputes/{raised['id']}/parties", change, version=1
        )

        assert answer.status_code == 409
        assert answer.json()["detail"].endswith(advice)


@pytest.mark.asyncio(loop_scope="module")
class TestSpeakingForAnother:
    async def test_is_open_to_its_proxy(self, api: Api) -> None:
        housing = api.agency("housing")
        raiser = {"agency": "housing", "role": "Housing officer"}
        raised = await housing.raises(
            a_dispute(raised_by=raiser, responding=[{"agency": "voluntary"}])
        )
        told = {"view": "They told us by phone.", "by": {"agency": "voluntary"}}

        after = await housing.does("responses", raised, told)

        by = after["responses"][0]["by"]
        assert (by["agency"], by["side"]) == ("voluntary", "responding")
        assert by["reported_by"] == "housing"

    async def test_is_closed_for_one_that_speaks_for_itself(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()

        answer = await school.post(
            f"/v1/disputes/{raised['id']}/responses",
            {"view": "Ours.", "by": {"agency": "social-care"}},
            version=1,
        )

        assert answer.status_code == 403
        assert answer.json()["errors"][0]["pointer"] == "/by/agency"
