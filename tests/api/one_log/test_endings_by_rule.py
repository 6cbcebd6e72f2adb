"""Whose word ends a dispute, over HTTP, under Eastfold's "Who Has the Last Word"."""

from typing import Any

import pytest
import pytest_asyncio

from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.made import publish_made

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def eastfold(api: Api) -> Api:
    await publish_made(api.services, "eastfold")
    return api


@pytest.fixture(scope="module")
def school(eastfold: Api) -> Speaker:
    return eastfold.agency("school", "eastfold")


@pytest.fixture(scope="module")
def social_care(eastfold: Api) -> Speaker:
    return eastfold.agency("social-care", "eastfold")


@pytest.fixture(scope="module")
def board(eastfold: Api) -> Speaker:
    return eastfold.role("board", "eastfold")


class TestALaterStart:
    async def test_is_made_on_the_ground_that_the_document_names_and_no_other(
        self, school: Speaker
    ) -> None:
        later = {"stage": "stage-2", "ground": "immediate_risk"}
        at_risk = a_case(start_stage=later, immediate_risk={"present": True})
        problem = (await school.post("/v1/disputes", at_risk)).json()
        assert problem["errors"][0]["pointer"] == "/start_stage/ground"
        assert "(EF 4)" in problem["detail"]

        dispute = await school.raises(
            a_case(start_stage={"stage": "stage-2", "ground": "policy_issue"})
        )

        assert dispute["stage"]["id"] == "stage-2"


class TestWhereBothSidesMustSaySo:
    async def test_the_first_word_is_a_proposal_and_the_second_the_end(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await school.raises(a_case())
        assert "when both sides declare the same end (EF 1)" in dispute["next_step"]

        dispute = await school.does("resolutions", dispute, an_end())
        assert (dispute["status"], dispute["waiting_on"]) == ("open", "responding")
        assert "The responding side confirms it" in dispute["next_step"]
        dispute = await social_care.does("resolutions", dispute, an_end())

        assert dispute["status"] == "resolved"
        assert dispute["resolution"]["clause"] == "EF 1"

    async def test_the_same_side_twice_is_one_side(self, school: Speaker) -> None:
        dispute = await school.raises(a_case())

        dispute = await school.does("resolutions", dispute, an_end())
        dispute = await school.does("resolutions", dispute, an_end())

        assert dispute["status"] == "open"

    async def test_another_end_is_a_new_proposal(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await school.raises(a_case())

        dispute = await school.does("resolutions", dispute, an_end())
        dispute = await social_care.does(
            "resolutions", dispute, an_end("partly_agreed")
        )

        assert (dispute["status"], dispute["waiting_on"]) == ("open", "raising")


class TestWhereNamedRolesMustAccept:
    async def test_each_of_them_is_needed(self, school: Speaker) -> None:
        dispute = await at_step(2, school)
        nurse = voice("school", role="Named nurse")

        problem = await refused(school, dispute, an_end(accepted_by=[nurse]), 409)

        assert problem["errors"][0]["pointer"] == "/accepted_by"
        assert "(EF 2): head of service." in problem["detail"]

    async def test_together_they_end_it_and_are_kept(self, school: Speaker) -> None:
        dispute = await at_step(2, school)
        both = [
            voice("school", role="Named nurse"),
            voice("social-care", role="Head of service"),
        ]

        dispute = await school.does("resolutions", dispute, an_end(accepted_by=both))

        assert dispute["status"] == "resolved"
        roles = [one["role"] for one in dispute["resolution"]["accepted_by"]]
        assert roles == ["Named nurse", "Head of service"]

    async def test_a_refusal_is_no_acceptance(self, school: Speaker) -> None:
        dispute = await at_step(2, school)
        both = [
            voice("school", role="named nurse"),
            voice("social-care", accepts=False, role="head of service"),
        ]

        await refused(school, dispute, an_end(accepted_by=both), 409)


class TestWhereAPanelDecides:
    async def test_the_parties_only_propose(self, school: Speaker) -> None:
        dispute = await at_step(3, school)

        dispute = await school.does(
            "resolutions", dispute, an_end(accepted_by=ACCEPTED)
        )

        assert (dispute["status"], dispute["waiting_on"]) == ("open", "board")
        assert "It is for the panel to resolve" in dispute["next_step"]

    async def test_a_chair_on_condition_says_how_it_is_met(
        self, school: Speaker, board: Speaker
    ) -> None:
        dispute = await at_step(3, school)

        problem = await refused(board, dispute, decision(chaired_because=None), 422)

        assert problem["errors"][0]["pointer"] == "/chaired_because"
        assert "the two sides cannot name a chair (EF 3)" in problem["detail"]

    async def test_most_voices_are_needed(
        self, school: Speaker, board: Speaker
    ) -> None:
        dispute = await at_step(3, school)

        problem = await refused(board, dispute, decision(accepted_by=[]), 409)

        assert problem["errors"][0]["pointer"] == "/accepted_by"

    async def test_every_party_answers(self, school: Speaker, board: Speaker) -> None:
        dispute = await at_step(3, school)

        problem = await refused(board, dispute, decision(accepted_by=ACCEPTED[:1]), 422)

        assert "each party say whether it accepts (EF 3)" in problem["detail"]

    async def test_what_binds_only_who_accepts_waits_for_who_does_not(
        self, school: Speaker, board: Speaker
    ) -> None:
        """The voices are equal, and the chair's decides; but one party says no."""
        dispute = await at_step(3, school)
        voices = [voice("school"), voice("social-care", accepts=False)]

        dispute = await board.does("resolutions", dispute, decision(accepted_by=voices))

        assert (dispute["status"], dispute["waiting_on"]) == ("open", "both")
        assert dispute["resolution"]["binding"] is False

    async def test_what_everybody_accepts_ends_it(
        self, school: Speaker, board: Speaker
    ) -> None:
        dispute = await at_step(3, school)

        dispute = await board.does("resolutions", dispute, decision())

        assert dispute["resolution"]["proposal"] is False
        assert dispute["status"] == "resolved"


def voice(agency: str, *, accepts: bool = True, role: str | None = None) -> Json:
    return {"agency": agency, "accepts": accepts, "role": role}


ACCEPTED = [voice("school"), voice("social-care")]


def a_case(**more: Any) -> Json:
    return a_dispute(partnership="eastfold", **more)


def an_end(outcome: str = "agreed", **more: Any) -> Json:
    return {"outcome": outcome, "summary": "Social care will assess.", **more}


def decision(**more: Any) -> Json:
    said = {
        "chaired_because": "Neither side could name one.",
        "accepted_by": ACCEPTED,
        **more,
    }
    return an_end("decided", **said)


async def at_step(number: int, school: Speaker) -> Json:
    dispute = await school.raises(a_case())
    for _ in range(number - 1):
        dispute = await school.does("escalations", dispute, {"trigger": "not_agreed"})
    return dispute


async def refused(who: Speaker, dispute: Json, body: Json, status: int) -> Json:
    path = f"/v1/disputes/{dispute['id']}/resolutions"
    answer = await who.post(path, body, version=dispute["version"])
    assert answer.status_code == status, answer.text
    problem: Json = answer.json()
    return problem
