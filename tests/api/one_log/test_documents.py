"""The papers of a dispute over HTTP: who gets which, in which form."""

import csv
import io
import sys
from io import BytesIO

import asyncpg
import httpx
import pytest
import pytest_asyncio
from pypdf import PdfReader

from dispute_core.log import roles
from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute
from tests.support.databases import Database

PAPERS = ("record", "submission-pack", "file-text", "written-concern")
OWN = "Our own manager was told first."


def at(dispute: Json, paper: str) -> str:
    return f"/v1/disputes/{dispute['id']}/{paper}"


async def read(
    speaker: Speaker, dispute: Json, paper: str, form: str
) -> httpx.Response:
    return await speaker.get(at(dispute, paper), headers={"Accept": form})


def saying(**more: str) -> Json:
    """A dispute in which the raising side gives its view as well."""
    body = a_dispute()
    return {**body, "difference": {**body["difference"], **more}}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def complete(school: Speaker, social_care: Speaker) -> Json:
    """A dispute whose Record can be sent, with something kept by the school."""
    raised = await school.raises(saying(raiser_view="The threshold is met."))
    answered = await social_care.does("responses", raised, {"view": "It is not met."})
    kept = await school.does(
        "records",
        answered,
        {"kind": "preparation", "text": OWN, "visible_to": "own_agency"},
    )
    return await school.does("discussions", kept, a_discussion(reasons="We differ."))


@pytest.mark.asyncio(loop_scope="module")
class TestThePapers:
    async def test_are_a_page_for_whoever_asks_for_nothing(
        self, school: Speaker, complete: Json
    ) -> None:
        page = await school.get(at(complete, "record"))

        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["etag"] == f'"{complete["version"]}"'
        assert page.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "The threshold is met." in page.text

    @pytest.mark.parametrize("paper", ["record", "submission-pack"])
    async def test_are_pdf_for_whoever_asks_for_it(
        self, school: Speaker, complete: Json, paper: str
    ) -> None:
        answer = await read(school, complete, paper, "application/pdf")

        assert answer.headers["content-type"] == "application/pdf"
        assert complete["reference"] in answer.headers["content-disposition"]
        text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
        assert complete["reference"] in text

    async def test_are_said_not_to_be_had_as_pdf_without_the_extra(
        self, school: Speaker, complete: Json, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "typst", None)
        typesetting = "dispute_core.documents.typesetting"
        monkeypatch.delitem(sys.modules, typesetting, raising=False)

        answer = await read(school, complete, "record", "application/pdf")

        assert answer.status_code == 501
        assert answer.json()["code"] == "pdf-not-installed"
        assert "install the extra pdf" in answer.json()["detail"]

    async def test_are_data_for_other_programs(
        self, school: Speaker, complete: Json
    ) -> None:
        record = (await read(school, complete, "record", "application/json")).json()

        assert (record["complete"], record["missing"]) == (True, [])
        events = (await school.get(at(complete, "events"))).json()["items"]
        assert record["proof"]["hash"] == events[-1]["hash"]
        assert record["proof"]["version"] == complete["version"]

    async def test_are_told_again_as_they_were(
        self, school: Speaker, complete: Json
    ) -> None:
        then = await school.get(f"{at(complete, 'record')}?version=1")

        assert then.headers["etag"] == '"1"'
        assert "It is not met." not in then.text

    @pytest.mark.parametrize("paper", PAPERS)
    async def test_are_hidden_like_the_dispute(
        self, api: Api, complete: Json, paper: str
    ) -> None:
        for stranger in (api.agency("police"), api.role("monitor"), api.role("board")):
            answer = await stranger.get(at(complete, paper))
            assert answer.status_code == 404
            assert answer.json()["code"] == "dispute-not-found"

    @pytest.mark.parametrize("paper", PAPERS)
    async def test_show_what_an_agency_keeps_to_nobody_else(
        self, social_care: Speaker, complete: Json, paper: str
    ) -> None:
        answer = await social_care.get(at(complete, paper))

        assert answer.status_code == 200
        assert OWN not in answer.text

    async def test_show_it_to_the_agency_itself_and_its_auditor(
        self, api: Api, school: Speaker, complete: Json
    ) -> None:
        for reader in (school, api.role("auditor")):
            assert OWN in (await reader.get(at(complete, "record"))).text

    async def test_are_plain_text_for_an_agency_s_own_system(
        self, social_care: Speaker, complete: Json
    ) -> None:
        text = await social_care.get(at(complete, "file-text"))

        assert text.headers["content-type"] == "text/plain; charset=utf-8"
        assert "ISSUE RAISED" in text.text
        assert complete["reference"] in text.text


@pytest.mark.asyncio(loop_scope="module")
class TestErasedWords:
    async def test_are_printed_as_erased(
        self, school: Speaker, database: Database
    ) -> None:
        raised = await school.raises(saying(evidence="Soon gone."))
        eraser = await asyncpg.connect(database.url(roles.ERASER))
        await eraser.execute("DELETE FROM keys WHERE stream_id = $1", raised["id"])
        await eraser.close()

        page = await school.get(at(raised, "record"))
        record = (await read(school, raised, "record", "application/json")).json()

        assert "Soon gone." not in page.text
        assert '<span class="erased">erased</span>' in page.text
        assert record["complete"] is False
        assert "disputed" in [one["code"] for one in record["missing"]]


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


@pytest.mark.asyncio(loop_scope="module")
class TestTheAgencysOwnLog:
    async def test_has_every_use_page_by_page(
        self, school: Speaker, complete: Json
    ) -> None:
        await school.raises()
        path: str | None = "/v1/agencies/school/log?limit=1"
        found: list[Json] = []
        while path is not None:
            answer = await school.get(path)
            found += answer.json()["items"]
            path = answer.links["next"]["url"] if answer.json()["next"] else None

        listed = (await school.get("/v1/disputes?limit=200")).json()["items"]
        assert [one["dispute_id"] for one in found] == [
            one["id"] for one in reversed(listed)
        ]
        assert complete["id"] in [one["dispute_id"] for one in found]

    async def test_is_a_spreadsheet_for_whoever_asks(self, school: Speaker) -> None:
        answer = await school.get(
            "/v1/agencies/school/log", headers={"Accept": "text/csv"}
        )

        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert {row["sides"] for row in rows} == {"raising"}
        assert OWN not in answer.text
        assert "R. Example" not in answer.text

    async def test_is_for_the_agency_and_its_auditor_alone(self, api: Api) -> None:
        path = "/v1/agencies/school/log"
        auditor = api.holder(
            api.issuer.mint("worcestershire", role="auditor", agency="school")
        )
        others = api.holder(
            api.issuer.mint("worcestershire", role="auditor", agency="police")
        )

        assert (await auditor.get(path)).status_code == 200
        assert (await api.role("auditor").get(path)).status_code == 200
        for caller in (
            *(api.agency("social-care"), others),
            *(api.role("board"), api.role("monitor"), api.role("admin")),
        ):
            assert (await caller.get(path)).status_code == 403


@pytest.mark.asyncio(loop_scope="module")
class TestTheMonitoringCopy:
    async def test_is_for_a_board_that_may_not_see_the_case(
        self, api: Api, complete: Json
    ) -> None:
        board = api.role("board")

        copy = await board.get(at(complete, "monitoring-copy"))
        assert (await board.get(f"/v1/disputes/{complete['id']}")).status_code == 404

        assert copy.status_code == 200
        assert complete["reference"] not in copy.text
        assert complete["id"] not in copy.text
        listed = (await board.get("/v1/monitoring-copies?limit=200")).json()["items"]
        assert copy.json() in listed

    async def test_holds_no_word_that_anybody_wrote(
        self, api: Api, complete: Json
    ) -> None:
        text = (await api.role("board").get("/v1/monitoring-copies?limit=200")).text

        for hidden in (
            *(OWN, "The threshold is met.", "R. Example", "SCH-48213"),
            *(complete["id"], complete["reference"], "Designated safeguarding lead"),
        ):
            assert hidden not in text

    async def test_is_for_no_other_board_and_no_other_role(
        self, api: Api, complete: Json
    ) -> None:
        elsewhere = api.role("board", "bexley")
        stranger = api.agency("police")

        for caller in (elsewhere, stranger, api.role("monitor")):
            answer = await caller.get(at(complete, "monitoring-copy"))
            assert answer.status_code == 404
        listed = await elsewhere.get("/v1/monitoring-copies")
        assert listed.json()["items"] == []
        for caller in (stranger, api.agency("school"), api.role("monitor")):
            answer = await caller.get("/v1/monitoring-copies")
            assert answer.status_code == 403
