"""The papers of a dispute over HTTP: who gets which, in which form."""

import sys
from io import BytesIO

import asyncpg
import pytest
import pytest_asyncio
from pypdf import PdfReader

from dispute_core.log import roles
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.databases import Database
from tests.support.paper_api import OWN, a_complete_one, at, read, saying

PAPERS = ("record", "submission-pack", "file-text", "written-concern")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def complete(school: Speaker, social_care: Speaker) -> Json:
    return await a_complete_one(school, social_care)


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

    async def test_are_pages_only_where_they_would_fill_hundreds_of_sheets(
        self, school: Speaker
    ) -> None:
        spelt_out = " ".join(
            map(chr, range(0x12000, 0x12380))
        )  # for want of a typeface
        words = (spelt_out * 12)[:20_000]
        parts = ("disputed", "effect_on_person", "outcome_wanted")
        raised = await school.raises(a_dispute(difference=dict.fromkeys(parts, words)))

        page = await read(school, raised, "record", "text/html")
        pdf = await read(school, raised, "record", "application/pdf")

        assert words in page.text
        assert pdf.status_code == 501
        assert pdf.json()["code"] == "pdf-not-possible"

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
