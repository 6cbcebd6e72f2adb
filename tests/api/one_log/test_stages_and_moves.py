"""Stages of every kind and the ways between them, over HTTP, in Westmere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute
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


def a_case(**changes: Any) -> Json:
    return a_dispute(partnership="westmere", **changes)


def to(stage_id: str, trigger: str = "not_agreed", **more: Any) -> Json:
    return {"trigger": trigger, "to_stage": stage_id, **more}


def skip() -> Json:
    return to(
        "stage-3",
        "immediate_risk",
        reason="The child is at home with the adult.",
        consulted=[{"agency": "school", "role": "Duty lead"}],
    )


def an_end(outcome: str) -> Json:
    return {"outcome": outcome, "summary": "Social care will assess."}


def notice(told: datetime) -> Json:
    return {
        "kind": "notice_of_intention",
        "about": "stage-2",
        "text": "We intend to go to level 2.",
        "at": written(told),
    }


def written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def stage(dispute: Json) -> tuple[str, str, int, int]:
    now = dispute["stage"]
    return now["id"], now["label"], now["number"], now["visit"]


def kinds(dispute: Json) -> set[str]:
    return {one["kind"] for one in dispute["prompts"]}


def prompt(dispute: Json, kind: str) -> Json:
    found: list[Json] = [one for one in dispute["prompts"] if one["kind"] == kind]
    assert len(found) == 1, found
    return found[0]


async def at_level_1(school: Speaker, ago: timedelta = timedelta()) -> Json:
    when = datetime.now(UTC) - ago if ago else None
    more = {"raised_at": written(when)} if when else {}
    dispute = await school.raises(a_case(**more))
    at = {"escalated_at": written(when + timedelta(hours=1))} if when else {}
    return await school.does("escalations", dispute, to("stage-1", **at))


async def at_level_2(school: Speaker) -> Json:
    dispute = await at_level_1(school)
    talk = await school.does("discussions", dispute, a_discussion())
    return await goes(school, talk, "stage-2", path="designated-professional")


async def goes(who: Speaker, dispute: Json, stage_id: str, **more: Any) -> Json:
    return await who.does("escalations", dispute, to(stage_id, **more))


async def refused(
    who: Speaker, dispute: Json, act: str, body: Json, status: int
) -> Json:
    """The problem with which an act is refused; it tells nobody what was sent."""
    path = f"/v1/disputes/{dispute['id']}/{act}"
    answer = await who.post(path, body, version=dispute["version"])
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: Json = answer.json()
    return problem
