"""An agency's own log and the copies without names, over HTTP."""

import csv
import io

import pytest
import pytest_asyncio

from tests.support.api import Api, Json, Speaker
from tests.support.paper_api import OWN, a_complete_one, at


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def complete(school: Speaker, social_care: Speaker) -> Json:
    return await a_complete_one(school, social_care)


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
