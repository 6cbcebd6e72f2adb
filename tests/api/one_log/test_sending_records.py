"""The Record sent to an office, and statements answered, over HTTP."""

import pytest
import pytest_asyncio

from tests.support.api import Api, Json, Speaker, a_discussion
from tests.support.paper_api import a_complete_one, at, read, saying


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def complete(school: Speaker, social_care: Speaker) -> Json:
    return await a_complete_one(school, social_care)


@pytest.mark.asyncio(loop_scope="module")
class TestSendingTheRecord:
    async def test_is_refused_with_all_that_is_missing(self, school: Speaker) -> None:
        raised = await school.raises()
        answer = await school.post(
            at(raised, "record/submissions"),
            {"to_office": "board-manager", "how": "link"},
            version=raised["version"],
        )

        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (409, "record-incomplete")
        lacks = [one["code"] for one in problem["errors"]]
        assert lacks == ["raising_view", "responding_view", "discussion"]
        assert "escalateDispute" in problem["allowed"]

    async def test_lets_the_office_read_what_was_sent_and_no_more(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(saying(raiser_view="The threshold is met."))
        tried = await school.does(
            "discussions", raised, a_discussion(outcome="no_response", reasons="Away.")
        )
        sent = await school.does(
            "record/submissions", tried, {"to_office": "board-manager", "how": "link"}
        )
        await school.does(
            "records", sent, {"kind": "note", "text": "Said after the sending."}
        )
        office = api.holder(
            api.issuer.mint("worcestershire", role="board", office="board-manager")
        )
        other = api.holder(
            api.issuer.mint("worcestershire", role="board", office="executive")
        )

        (submission,) = sent["submissions"]
        page = await office.get(at(raised, "record"))
        record = (await read(office, raised, "record", "application/json")).json()

        assert page.status_code == 200
        assert "The threshold is met." in page.text
        assert "Said after the sending." not in page.text
        assert record["sha256"] == submission["sha256"]
        assert record["proof"]["hash"] == submission["record_hash"]
        assert (await office.get(f"/v1/disputes/{raised['id']}")).status_code == 404
        assert (await office.get(at(raised, "submission-pack"))).status_code == 404
        later = await office.get(f"{at(raised, 'record')}?version={sent['version']}")
        assert later.status_code == 404
        assert (await other.get(at(raised, "record"))).status_code == 404

    async def test_names_an_office_that_there_is(
        self, school: Speaker, complete: Json
    ) -> None:
        answer = await school.post(
            at(complete, "record/submissions"),
            {"to_office": "nobody", "how": "link"},
            version=complete["version"],
        )

        assert (answer.status_code, answer.json()["code"]) == (422, "unknown-office")
        assert answer.json()["errors"][0]["pointer"] == "/to_office"


@pytest.mark.asyncio(loop_scope="module")
class TestAStatement:
    async def test_is_answered_and_marked(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises(saying(evidence="Three bruises."))
        answered = await social_care.does(
            "answers",
            raised,
            {
                "event_id": f"{raised['id']}.1",
                "field": "evidence",
                "answer": "disputed",
                "note": "One of them was a birthmark.",
            },
        )

        (answer,) = answered["statement_answers"]
        assert (answer["field"], answer["answer"]) == ("evidence", "disputed")
        page = (await school.get(at(raised, "record"))).text
        assert "DISPUTED by Children&#39;s social care" in page
        assert "One of them was a birthmark." in page
