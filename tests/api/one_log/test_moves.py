"""The ways between stages, over HTTP, in Westmere."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.api.westmere import (
    an_end,
    at_level_1,
    at_level_2,
    goes,
    kinds,
    notice,
    prompt,
    refused,
    skip,
    to,
    written,
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


class TestTwoWaysToOneStage:
    async def test_are_told_apart_and_the_one_taken_is_kept(
        self, school: Speaker
    ) -> None:
        dispute = await at_level_1(school)
        assert (
            '"Level 2" by way of line management or "Level 2" by way of the '
            "designated professional" in dispute["next_step"]
        )

        dispute = await goes(school, dispute, "stage-2", path="designated-professional")

        assert dispute["stage"]["path"] == "designated-professional"
        assert dispute["stage"]["clause"] == "WM 4"

    async def test_of_another_name_is_refused(self, school: Speaker) -> None:
        dispute = await at_level_1(school)

        problem = await refused(
            school, dispute, "escalations", to("stage-2", path="the-back-door"), 422
        )

        assert problem["errors"][0]["pointer"] == "/path"


class TestNoticeOfAMove:
    async def test_is_asked_for_before_it(self, school: Speaker) -> None:
        dispute = await at_level_1(school)
        body = to("stage-2", path="line-management")

        problem = await refused(school, dispute, "escalations", body, 422)

        assert problem["errors"][0]["pointer"] == "/not_done_because"
        assert "1 working day before" in problem["detail"]
        assert prompt(dispute, "notice")["done"] is False

    async def test_lets_it_be_made_once_the_time_between_is_over(
        self, school: Speaker
    ) -> None:
        dispute = await at_level_1(school, ago=timedelta(days=20))
        body = to("stage-2", path="line-management")
        told = datetime.now(UTC) - timedelta(days=10)

        dispute = await school.does("records", dispute, notice(told))
        soon = {**body, "escalated_at": written(told + timedelta(hours=2))}
        problem = await refused(school, dispute, "escalations", soon, 422)
        assert problem["errors"][0]["pointer"] == "/escalated_at"
        assert prompt(dispute, "notice")["done"] is True
        dispute = await school.does("escalations", dispute, body)

        assert dispute["stage"]["path"] == "line-management"

    async def test_of_the_other_side_is_none(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await at_level_1(school, ago=timedelta(days=20))
        told = datetime.now(UTC) - timedelta(days=10)
        dispute = await social_care.does("records", dispute, notice(told))

        body = to("stage-2", path="line-management")
        problem = await refused(school, dispute, "escalations", body, 422)

        assert problem["errors"][0]["pointer"] == "/not_done_because"

    async def test_may_be_left_out_with_a_reason(self, school: Speaker) -> None:
        dispute = await at_level_1(school)

        dispute = await goes(
            school,
            dispute,
            "stage-2",
            path="line-management",
            not_done_because="The other manager was told by phone just now.",
        )

        assert dispute["stage"]["id"] == "stage-2"
        assert dispute["stage"]["not_done_because"] == (
            "The other manager was told by phone just now."
        )


class TestASkip:
    async def test_is_for_the_side_that_the_document_names(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await at_level_1(school)

        problem = await refused(social_care, dispute, "escalations", skip(), 409)

        assert problem["code"] == "not-your-side"
        assert "(WM 4.2)" in problem["detail"]

    @pytest.mark.parametrize(
        ("left_out", "pointer"), [("reason", "/reason"), ("consulted", "/consulted")]
    )
    async def test_wants_a_reason_and_whoever_is_to_be_asked(
        self, school: Speaker, left_out: str, pointer: str
    ) -> None:
        dispute = await at_level_1(school)
        body = {name: said for name, said in skip().items() if name != left_out}

        problem = await refused(school, dispute, "escalations", body, 422)

        assert problem["errors"][0]["pointer"] == pointer

    async def test_passes_over_a_stage_on_its_ground(self, school: Speaker) -> None:
        dispute = await at_level_1(school)
        consult = prompt(dispute, "consult")
        assert consult["text"] == 'Before the move to "Level 3", consult the duty lead.'

        dispute = await school.does("escalations", dispute, skip())

        arrived = dispute["stage"]
        assert (arrived["id"], arrived["clause"]) == ("stage-3", "WM 4.2")
        assert arrived["reason"] == "The child is at home with the adult."
        assert [someone["role"] for someone in arrived["consulted"]] == ["Duty lead"]


class TestAMoveThatIsAskedFor:
    async def test_after_an_answer_is_to_be_considered(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await at_level_2(school)
        assert kinds(dispute).isdisjoint({"required", "considered"})

        dispute = await social_care.does("responses", dispute, {"view": "We disagree."})

        assert prompt(dispute, "considered")["text"] == (
            'Any party should consider taking it to "Level 3", because the response '
            "may not satisfy (WM 5)."
        )
        assert prompt(dispute, "considered")["text"] in dispute["next_step"]

    async def test_even_after_the_end_is_a_prompt_of_the_board_s_reading(
        self, school: Speaker
    ) -> None:
        dispute = await at_level_2(school)
        dispute = await school.does(
            "escalations", dispute, to("stage-3", "time_passed")
        )
        dispute = await school.does("resolutions", dispute, an_end("agreed"))
        assert prompt(dispute, "considered")["clause"] == "WM 7"

        dispute = await school.does(
            "escalations", dispute, to("policy-round", "policy_issue")
        )

        assert (dispute["status"], dispute["stage"]["id"]) == ("open", "policy-round")

    async def test_by_one_side_is_not_open_to_the_other(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await at_level_2(school)
        body = to("stage-3", "time_passed")

        problem = await refused(social_care, dispute, "escalations", body, 409)

        assert problem["code"] == "not-your-side"


class TestABodyThatRecommends:
    async def test_cannot_decide_and_its_word_binds_nobody(
        self, school: Speaker, board: Speaker
    ) -> None:
        dispute = await at_level_2(school)
        dispute = await school.does(
            "escalations", dispute, to("stage-3", "time_passed")
        )
        seen = (await board.get(f"/v1/disputes/{dispute['id']}")).json()
        assert "resolveDispute" in seen["allowed"]

        problem = await refused(board, seen, "resolutions", an_end("decided"), 409)
        assert "It may recommend only: the advisory group (WM 6)." in problem["detail"]
        seen = await board.does("resolutions", seen, an_end("recommended"))

        assert (seen["status"], seen["waiting_on"]) == ("open", "both")
        assert seen["resolution"]["proposal"] is True
        assert seen["next_step"].startswith("A resolution is recommended")

    async def test_is_no_power_of_the_parties(self, school: Speaker) -> None:
        dispute = await at_level_2(school)

        await refused(school, dispute, "resolutions", an_end("recommended"), 409)
