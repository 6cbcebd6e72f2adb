"""Checking back: each side, each action with its evidence, on its date; and again."""

import pytest
import pytest_asyncio

from tests.api.one_log.owing import (
    ACTION,
    agreed,
    checks,
    does_all,
    duty_of,
    now,
    refused,
    stand,
)
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.made import publish_made

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARREG_LAS = "carreg-las@1"
TWICE = [ACTION, {**ACTION, "what": "School is told.", "owner_agency": "school"}]


def kinds_owed(dispute: Json) -> list[str]:
    return [one["kind"] for one in dispute["duties"] if one["status"] == "due"]


async def settled(school: Speaker, social_care: Speaker) -> Json:
    """A dispute on which nothing is owed any longer but the completion."""
    dispute = await agreed(school)
    dispute = await does_all(dispute, ("school", school), ("social-care", social_care))
    for who in (school, social_care):
        dispute = await checks(who, dispute, "understanding")
    assert kinds_owed(dispute) == ["completion"]
    return dispute


class TestUnderstanding:
    async def test_is_owed_by_each_side_for_itself(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school)
        sides = "stage-1.understanding"
        assert stand(dispute, sides) == {"raising": "due", "responding": "due"}

        dispute = await checks(social_care, dispute, "understanding")
        assert stand(dispute, sides) == {"raising": "due", "responding": "done"}

        dispute = await checks(school, dispute, "understanding", result="partly")
        assert stand(dispute, sides)["raising"] == "due"
        dispute = await checks(school, dispute, "understanding")
        assert set(stand(dispute, sides).values()) == {"done"}


class TestCompletion:
    async def test_is_checked_for_each_action_with_its_evidence(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school, actions=TWICE)
        first, second = (one["id"] for one in dispute["actions"])

        seen = {"action_id": first, "evidence": "The visit record of 9 January."}
        dispute = await checks(school, dispute, "completion", **seen)

        assert [one["status"] for one in dispute["actions"]] == ["done", "open"]
        assert "completion" in kinds_owed(dispute)
        (found,) = dispute["check_backs"]
        assert (found["evidence"], found["consequences"]) == (seen["evidence"], [])

        dispute = await checks(school, dispute, "completion", action_id=second)
        assert "completion" not in kinds_owed(dispute)

    async def test_of_an_action_that_was_never_agreed_is_refused(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        body = {"kind": "completion", "result": "confirmed", "action_id": "action-9"}

        answer = await school.post(
            f"/v1/disputes/{dispute['id']}/check-backs",
            body,
            version=dispute["version"],
        )

        assert refused(answer) == (409, "nothing-to-check")


class TestACheckBackThatDidNotHold:
    async def test_asks_whether_it_is_a_complaint_where_the_document_does(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await settled(school, social_care)
        undone = {"result": "not_confirmed", "note": "Nobody came."}

        dispute = await checks(school, dispute, "completion", **undone)

        assert dispute["check_backs"][-1]["consequences"] == ["complaint"]
        assert kinds_owed(dispute) == ["completion", "consideration"]
        asked = dispute["duties"][-1]
        assert "complaint that an agreed action was not delivered" in asked["label"]
        assert (asked["asks"], asked["force"]) == ("answer", "must")
        assert asked["clause"] == "002 stage 1, Resolved, last point"

        dispute = await checks(school, dispute, "completion", **undone)
        assert kinds_owed(dispute) == ["completion", "consideration"]

        dispute = await checks(school, dispute, "completion")
        assert dispute["status"] == "resolved"
        answer = {"answer": "not_needed", "note": "It was done a week later."}
        dispute = await now(school, dispute, asked, "fulfilments", answer)
        assert dispute["status"] == "closed"

    async def test_is_owed_again_though_it_had_been_confirmed(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await settled(school, social_care)
        dispute = await checks(school, dispute, "completion")
        assert (dispute["status"], dispute["waiting_on"]) == ("closed", "none")

        dispute = await checks(social_care, dispute, "completion", result="partly")

        assert (dispute["status"], dispute["waiting_on"]) == ("resolved", "both")
        assert dispute["actions"][0]["status"] == "partly"
        assert "completion" in kinds_owed(dispute)
        assert "recordCheckBack" in dispute["allowed"]

    async def test_of_the_outcome_for_the_person_is_owed_where_none_was_asked(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await settled(school, social_care)

        dispute = await checks(
            school, dispute, "outcome_for_person", result="not_confirmed"
        )

        again = dispute["duties"][-1]
        assert (again["kind"], again["status"]) == ("outcome_for_person", "due")
        dispute = await checks(school, dispute, "completion")
        assert dispute["status"] == "resolved"
        dispute = await checks(school, dispute, "outcome_for_person")
        assert dispute["status"] == "closed"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def layered(api: Api) -> Json:
    """What a school says that raises a dispute under Carreg Las."""
    await publish_made(api.services, "carreg-las")
    board = api.role("board", "wales-region")
    decision = {"from_date": "2020-01-01", "reason": "The board has adopted it."}
    adopted = await board.post(f"/v1/policies/{CARREG_LAS}/adoptions", decision)
    assert adopted.status_code == 201, adopted.text
    await api.services.catalogue.look()
    own_policy = {"condition": "own_policy", "met": True, "evidence": "Minute 4."}
    return a_dispute(
        partnership="wales-region", policy=CARREG_LAS, preconditions=[own_policy]
    )


class TestTheConsequencesOfADocument:
    async def test_are_to_remind_and_to_think_of_taking_it_up_again(
        self, api: Api, layered: Json
    ) -> None:
        school = api.agency("school", "wales-region")
        dispute = await school.raises(layered)
        ending = {"outcome": "agreed", "summary": "Agreed.", "actions": [ACTION]}
        dispute = await school.does("resolutions", dispute, ending)

        dispute = await checks(school, dispute, "completion", result="not_confirmed")

        assert dispute["check_backs"][-1]["consequences"] == ["remind", "reopen"]
        asked = dispute["duties"][-1]
        assert asked["label"].startswith("Decide whether to take the dispute up again")
        assert "reopenDispute" in dispute["allowed"]

        ground = {"ground": "action_not_done", "reason": "Nobody came."}
        dispute = await school.does("reopenings", dispute, ground)
        ended = {one["id"]: one["status"] for one in dispute["duties"]}
        assert (dispute["status"], ended[asked["id"]]) == ("open", "overtaken")


class TestADateForTheReview:
    async def test_has_its_deadline_and_is_met_in_time(self, school: Speaker) -> None:
        dispute = await agreed(school, review_on="2099-03-02")
        review = the_review(dispute)

        assert (review["kind"], review["status"]) == ("review", "due")
        assert review["due_at"] == "2099-03-03T00:00:00Z"
        dispute = await checks(school, dispute, "review")
        assert the_review(dispute)["status"] == "done"
        (deadline,) = reviews(dispute)
        assert (deadline["status"], deadline["due_on"]) == ("met", "2099-03-02")

    async def test_passes_as_any_other_does(self, school: Speaker) -> None:
        dispute = await agreed(school, review_on="2026-01-09")

        dispute = await checks(school, dispute, "review")

        (deadline,) = reviews(dispute)
        assert deadline["status"] == "breached"
        assert deadline["settled"]["in_time"] is False
        assert the_review(dispute)["status"] == "done"

    async def test_is_set_by_the_confirmation_in_writing_too(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school, 2)
        writing = duty_of(dispute, "stage-2.in-writing")
        body = {"review_on": "2099-03-02"}

        dispute = await now(school, dispute, writing, "fulfilments", body)

        assert [one["due_on"] for one in reviews(dispute)] == ["2099-03-02"]
        assert "review" in kinds_owed(dispute)


def the_review(dispute: Json) -> Json:
    found: Json = next(one for one in dispute["duties"] if one["kind"] == "review")
    return found


def reviews(dispute: Json) -> list[Json]:
    return [one for one in dispute["deadlines"] if one["duty"].startswith("review")]
