"""Stages of every kind, and what stands beside them, over HTTP, in Westmere."""

import pytest
import pytest_asyncio

from tests.api.westmere import (
    a_case,
    at_level_1,
    at_level_2,
    goes,
    prompt,
    refused,
    stage,
)
from tests.support.api import Api, Speaker
from tests.support.made import publish_made

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def westmere(api: Api) -> Api:
    await publish_made(api.services, "westmere")
    return api


@pytest.fixture(scope="module")
def school(westmere: Api) -> Speaker:
    return westmere.agency("school", "westmere")


@pytest.fixture(scope="module")
def social_care(westmere: Api) -> Speaker:
    return westmere.agency("social-care", "westmere")


@pytest.fixture(scope="module")
def board(westmere: Api) -> Speaker:
    return westmere.role("board", "westmere")


class TestAStageBeforeTheFormalStart:
    async def test_is_where_a_dispute_begins_and_has_a_time_of_its_own(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(a_case())

        assert stage(dispute) == ("early-talk", "Early talk", 0, 1)
        assert dispute["stage"]["entered"] is None
        assert [d["duty"] for d in dispute["deadlines"]] == ["early-talk.talk"]
        assert dispute["deadlines"][0]["due_at"] is not None

    async def test_says_what_the_policy_says_of_it(self, school: Speaker) -> None:
        policy = (await school.get("/v1/policies/westmere@1")).json()

        assert policy["stage_noun"] == "level"
        said = {s["id"]: (s["formality"], s["part_of"]) for s in policy["stages"]}
        assert said == {
            "early-talk": ("before_formal", None),
            "stage-1": ("formal", None),
            "team-meeting": (None, "stage-1"),
            "stage-2": ("formal", None),
            "stage-3": (None, None),
            "policy-round": ("informal", None),
        }
        by_itself = policy["stages"][0]["moves"][0]
        assert (by_itself["made"], by_itself["after"]) == (
            "automatic",
            "early-talk.talk",
        )

    async def test_speaks_of_the_move_that_comes_by_itself(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(a_case())

        assert (
            'Once the time has passed, the dispute goes to "Level 1" by itself; the '
            "service records that (WM 3)." in dispute["next_step"]
        )


class TestAStageOfAStage:
    async def test_is_entered_and_left_as_any_other(self, school: Speaker) -> None:
        dispute = await at_level_1(school)

        dispute = await goes(school, dispute, "team-meeting")
        assert stage(dispute) == (
            "team-meeting",
            "Level 1, meeting of both teams",
            1,
            1,
        )
        dispute = await goes(school, dispute, "stage-2")

        assert [s["id"] for s in dispute["stages_passed"]] == [
            "early-talk",
            "stage-1",
            "team-meeting",
        ]


class TestAStageThatIsRepeated:
    async def test_counts_its_visits_and_starts_its_time_anew(
        self, school: Speaker
    ) -> None:
        dispute = await at_level_2(school)

        dispute = await goes(school, dispute, "stage-2")
        dispute = await goes(school, dispute, "stage-2")

        assert stage(dispute) == ("stage-2", "Level 2", 2, 3)
        assert [s["visit"] for s in dispute["stages_passed"][-2:]] == [1, 2]
        meetings = [d for d in dispute["deadlines"] if d["duty"] == "stage-2.meet"]
        assert [(d["generation"], d["status"]) for d in meetings] == [
            (1, "met"),
            (2, "met"),
            (3, "running"),
        ]
        assert 'any party may take it to "Level 2" again' in dispute["next_step"]


class TestBesideTheStages:
    async def test_a_route_outside_is_shown_and_recorded_and_stops_no_clock(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(a_case())
        due_at = dispute["deadlines"][0]["due_at"]
        assert prompt(dispute, "outside_route")["about"] == "regulator"

        taken = {
            "kind": "outside_route",
            "about": "regulator",
            "text": "We wrote to the regulator.",
        }
        dispute = await school.does("records", dispute, taken)

        assert prompt(dispute, "outside_route")["done"] is True
        assert dispute["records"][0]["about"] == "regulator"
        running = dispute["deadlines"][0]
        assert (running["status"], running["due_at"]) == ("running", due_at)

    async def test_a_step_of_prevention_is_shown_and_may_be_recorded(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(a_case())
        assert prompt(dispute, "prevention")["done"] is False

        done = {"kind": "prevention", "about": "shared-thresholds", "text": "In April."}
        dispute = await school.does("records", dispute, done)

        assert prompt(dispute, "prevention")["done"] is True

    async def test_nothing_else_can_be_recorded_as_such(self, school: Speaker) -> None:
        dispute = await school.raises(a_case())
        body = {"kind": "outside_route", "about": "newspaper", "text": "No."}

        problem = await refused(school, dispute, "records", body, 422)

        assert problem["errors"][0]["pointer"] == "/about"


class TestALaterStart:
    async def test_wants_a_reason_where_the_document_has_it_kept(
        self, school: Speaker
    ) -> None:
        risk = {"present": True}
        later = {"stage": "stage-2", "ground": "immediate_risk"}

        answer = await school.post(
            "/v1/disputes", a_case(immediate_risk=risk, start_stage=later)
        )
        problem = answer.json()
        assert problem["errors"][0]["pointer"] == "/start_stage/reason"
        assert "whom you asked: the duty lead (WM 6.1)" in problem["detail"]
        reason = {"reason": "The duty lead agrees: he is at home with the adult."}
        dispute = await school.raises(
            a_case(immediate_risk=risk, start_stage={**later, **reason})
        )

        assert dispute["stage"]["id"] == "stage-2"
