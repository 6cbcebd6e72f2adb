"""What a policy asks before a dispute is raised, over HTTP, under a made-up policy."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.made import publish_made

OWN_POLICY = {"condition": "own_policy", "met": True, "evidence": "Our log, no. 12"}
CANARY = "Zebrafinch"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def raiser(api: Api) -> Speaker:
    await publish_made(api.services, "harbour-entry")
    return api.agency("school", "harbour")


def a_case(**changes: Any) -> Json:
    said = {"partnership": "harbour", "preconditions": [OWN_POLICY], **changes}
    return a_dispute(**{"raised_at": "2025-06-02T09:00:00Z", **said})


def answers(**said: bool) -> list[Json]:
    return [{"question": code, "applies": yes} for code, yes in said.items()]


async def refused(speaker: Speaker, code: str, **changes: Any) -> Json:
    answer = await speaker.post("/v1/disputes", a_case(**changes))
    problem: Json = answer.json()
    assert problem.get("code") == code, answer.text
    return problem


@pytest.mark.asyncio(loop_scope="module")
class TestAQuestionAnsweredWithYes:
    @pytest.mark.parametrize(
        ("question", "clause", "where"),
        [
            ("referral", "H 2.1", "the referral form of the hub"),
            ("complaint", "H 2.2", "the complaints procedure"),
            ("inside", "H 2.5", "your agency's grievance procedure"),
            ("dissent", "H 2.6", "the Firth protocol on conferences"),
        ],
    )
    async def test_is_refused_with_the_way_there_where_the_document_says_so(
        self, api: Api, raiser: Speaker, question: str, clause: str, where: str
    ) -> None:
        before = await api.services.log.head()

        problem = await refused(
            raiser, "belongs-elsewhere", screening=answers(**{question: True})
        )

        assert problem["status"] == httpx.codes.CONFLICT
        assert problem["belongs_to"]["belongs_to"] == where
        assert problem["belongs_to"]["clause"] == clause
        assert where in problem["detail"]
        assert problem["errors"][0]["pointer"] == "/screening/0/applies"
        assert await api.services.log.head() == before

    @pytest.mark.parametrize("question", ["whistle", "cumulative"])
    async def test_shows_the_way_and_goes_on_where_the_document_only_points(
        self, raiser: Speaker, question: str
    ) -> None:
        dispute = await raiser.raises(a_case(screening=answers(**{question: True})))

        said = {one["asked"]["question"]: one for one in dispute["screening"]}
        assert said[question]["applies"] is True
        assert said[question]["asked"]["effect"] == "goes_on"
        assert said[question]["asked"]["belongs_to"]
        assert said["referral"]["applies"] is None

    async def test_never_keeps_anybody_in_danger_waiting(self, raiser: Speaker) -> None:
        dispute = await raiser.raises(
            a_case(
                screening=answers(referral=True),
                immediate_risk={"present": True, "action_taken": "999 was called."},
                preconditions=[],
            )
        )

        asked = next(one for one in dispute["screening"] if one["applies"])
        assert asked["asked"]["belongs_to"] == "the referral form of the hub"

    async def test_is_forgotten_by_nobody_who_reads_the_dispute_later(
        self, api: Api, raiser: Speaker
    ) -> None:
        raised = await raiser.raises(a_case(screening=answers(whistle=True)))

        read = await api.agency("social-care", "harbour").get(
            f"/v1/disputes/{raised['id']}"
        )

        assert read.json()["screening"] == raised["screening"]


@pytest.mark.asyncio(loop_scope="module")
class TestAnAllegationAgainstAPerson:
    @pytest.mark.parametrize("danger", [False, True])
    async def test_is_never_written_down_nor_said_again(
        self, api: Api, raiser: Speaker, *, danger: bool
    ) -> None:
        before = await api.services.log.head()

        problem = await refused(
            raiser,
            "belongs-elsewhere",
            screening=answers(against_a_person=True),
            immediate_risk={"present": danger},
            seriousness=f"{CANARY} hit a child.",
        )

        assert CANARY not in str(problem)
        assert problem["belongs_to"]["kind"] == "allegation"
        assert "the allegations officer" in problem["detail"]
        assert await api.services.log.head() == before

    async def test_is_asked_about_under_policies_that_do_not_mention_it(
        self, school: Speaker
    ) -> None:
        body = a_dispute(screening=answers(allegation=True))
        answer = await school.post("/v1/disputes", body)

        problem = answer.json()
        assert problem["code"] == "belongs-elsewhere"
        assert problem["belongs_to"]["clause"] is None
        assert "not the document's words" in problem["belongs_to"]["by"]


@pytest.mark.asyncio(loop_scope="module")
class TestAnAnswerThatFitsNoQuestion:
    async def test_is_refused(self, raiser: Speaker) -> None:
        unknown = await refused(
            raiser, "unknown-question", screening=answers(weather=True)
        )
        twice = [*answers(whistle=True), *answers(whistle=False)]
        repeated = await refused(raiser, "invalid-request", screening=twice)

        assert unknown["errors"][0]["pointer"] == "/screening/0/question"
        assert repeated["errors"][0]["pointer"] == "/screening/1/question"


@pytest.mark.asyncio(loop_scope="module")
class TestAPrecondition:
    async def test_is_kept_with_its_evidence_or_the_reason_why_not(
        self, raiser: Speaker
    ) -> None:
        why = {"condition": "manager", "met": False, "reason": "She is on leave."}
        dispute = await raiser.raises(a_case(preconditions=[OWN_POLICY, why]))

        said = {
            one["wanted"]["condition"]: (one["state"], one["evidence"], one["reason"])
            for one in dispute["preconditions"]
        }
        assert said == {
            "own_policy": ("met", "Our log, no. 12", None),
            "manager": ("not_met", None, "She is on leave."),
            "form": ("not_said", None, None),
        }

    async def test_that_is_a_must_needs_an_answer(self, raiser: Speaker) -> None:
        problem = await refused(raiser, "precondition-open", preconditions=[])

        assert problem["detail"].startswith(
            "By H 3.1, this comes first: use your own agency's procedure."
        )
        assert problem["errors"][0]["pointer"] == "/preconditions"

    async def test_holds_nobody_back_who_says_why_it_was_not_met(
        self, raiser: Speaker
    ) -> None:
        why = {"condition": "own_policy", "met": False, "reason": "We have none."}

        dispute = await raiser.raises(a_case(preconditions=[why]))

        assert dispute["preconditions"][0]["state"] == "not_met"

    @pytest.mark.parametrize(
        ("said", "code", "place"),
        [
            ({"condition": "own_policy", "met": True}, "precondition-open", "evidence"),
            ({"condition": "own_policy", "met": False}, "precondition-open", "reason"),
            (
                {"condition": "form", "met": True, "evidence": "Form 7"},
                "unknown-question",
                "condition",
            ),
        ],
    )
    async def test_needs_grounds_and_belongs_to_this_step(
        self, raiser: Speaker, said: Json, code: str, place: str
    ) -> None:
        problem = await refused(raiser, code, preconditions=[said])

        assert problem["errors"][0]["pointer"] == f"/preconditions/0/{place}"

    async def test_keeps_its_words_for_the_parties(self, raiser: Speaker) -> None:
        said = {**OWN_POLICY, "evidence": f"{CANARY} said so."}
        dispute = await raiser.raises(a_case(preconditions=[said]))

        assert dispute["preconditions"][0]["evidence"] == f"{CANARY} said so."
        for elsewhere in ("/v1/disputes", "/v1/breaches"):
            assert CANARY not in (await raiser.get(elsewhere)).text


@pytest.mark.asyncio(loop_scope="module")
class TestTheScope:
    async def test_points_to_where_a_disagreement_within_one_agency_belongs(
        self, raiser: Speaker
    ) -> None:
        problem = await refused(
            raiser, "scope-not-covered", responding=[{"agency": "school"}]
        )

        assert "your agency's grievance procedure (H 2.5)" in problem["detail"]
