"""Practising the whole procedure: everything of it says so, and nothing leaves it."""

import csv
import io

import httpx
import pytest
import pytest_asyncio
from icalendar import Calendar

from concord.demo.cases import Case
from concord.demo.playing import Played
from concord.demo.story import story
from dispute_core.domain.training import INVENT, MARK, MARKS, WELSH_MARK
from tests.api.keeping import IMPORT, NEWSHIRE, WHY, Keeper
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.paper_api import at, read

pytestmark = pytest.mark.asyncio(loop_scope="module")

HERE = "/v1/partnerships/training"
BATCH = {"Accept": "application/cloudevents-batch+json"}
CSV = {"Accept": "text/csv"}
A_CONCERN = {"about": "police", "concern": "Three referrals went unanswered."}


@pytest.fixture(scope="module")
def learner(api: Api) -> Speaker:
    return api.agency("school", "training")


@pytest.fixture(scope="module")
def office(api: Api) -> Speaker:
    return api.role("board", "training")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def practised(learner: Speaker) -> Json:
    return await learner.raises(a_dispute(partnership="training"))


class TestWhatComesOfPractice:
    async def test_says_so_in_every_answer(
        self, learner: Speaker, practised: Json
    ) -> None:
        path = f"/v1/disputes/{practised['id']}"
        seen = (await learner.get(path)).json()
        [listed] = (await learner.get("/v1/disputes")).json()["items"]
        page = (await learner.get("/v1/events")).json()["items"]
        batch = (await learner.get("/v1/events", headers=BATCH)).json()
        [used] = (await learner.get("/v1/agencies/school/log")).json()["items"]
        record = (await read(learner, practised, "record", "application/json")).json()
        put = {**A_CONCERN, "put_to": "school-designated-lead"}
        concern = (await learner.post("/v1/concerns", put)).json()
        said = [practised, seen, listed, used, record, concern, *page, *batch]

        assert [one["training"] for one in said] == [True] * len(said)
        assert INVENT in practised["next_step"]
        assert INVENT in concern["next_step"]
        assert page[0]["data"]["training"] is True

    async def test_says_so_on_every_paper_in_both_languages(
        self, learner: Speaker, practised: Json
    ) -> None:
        papers = [
            (await read(learner, practised, "record", "text/html")).text,
            (await read(learner, practised, "submission-pack", "text/html")).text,
            (await learner.get(at(practised, "file-text"))).text,
            (await learner.get(at(practised, "written-concern"))).text,
        ]
        case = Case(name="", edition="", title="", partnership="", told_by="", steps=())
        told = story(Played(case=case, dispute=practised, events=[], deadlines=[]))

        for paper in papers:
            assert MARK in paper
            assert WELSH_MARK in paper
            assert "invent the people" in paper
        assert MARKS in told

    async def test_says_so_in_a_sheet_and_in_a_calendar(
        self, learner: Speaker, office: Speaker, practised: Json
    ) -> None:
        sheet = (await learner.get("/v1/agencies/school/log", headers=CSV)).text
        feed = await learner.post("/v1/calendar-feeds", {})
        calendar = (await learner.get(feed.json()["url"])).text
        whole = await office.get(f"{HERE}/statistics", headers=CSV)

        [row] = csv.DictReader(io.StringIO(sheet))
        assert row["training"] == "yes"
        [event, *_] = Calendar.from_ical(calendar).walk("VEVENT")
        assert str(event["SUMMARY"]).startswith(f"{MARK}: Due: TRN-")
        assert MARKS in str(event["DESCRIPTION"])
        assert MARKS in whole.text
        assert practised["reference"] in calendar

    async def test_includes_an_emergency(self, api: Api, practised: Json) -> None:
        duty = api.issuer.mint("training", role="board", office="emergency-duty")
        opened = await api.holder(duty).post(
            at(practised, "emergency-access"),
            {"purpose": "other", "reason": "We practise an emergency."},
        )

        assert opened.status_code == httpx.codes.CREATED, opened.text
        assert opened.json()["training"] is True

    async def test_is_nothing_to_publish_to_audit_or_to_copy(
        self, api: Api, office: Speaker, practised: Json
    ) -> None:
        year = await office.post(f"{HERE}/statistics/editions", {"year": 2024})
        copy = await office.get(at(practised, "monitoring-copy"))
        copies = await office.get("/v1/monitoring-copies")
        auditor = api.role("auditor", "training")
        drawn = await auditor.get(f"{HERE}/audit-sample")

        for refused in (year, copy):
            assert refused.status_code == httpx.codes.CONFLICT
            assert refused.json()["code"] == "not-for-training"
        assert copies.json()["items"] == []
        assert (drawn.json()["drawn_from"], drawn.json()["disputes"]) == (0, [])


class TestARealCase:
    async def test_is_never_taken_for_practice(self, school: Speaker) -> None:
        dispute = await school.raises()
        page = (await school.get("/v1/events")).json()["items"]
        paper = (await read(school, dispute, "record", "text/html")).text

        assert dispute["training"] is False
        assert INVENT not in dispute["next_step"]
        assert not [one for one in page if "training" in one]
        assert MARK not in paper


class TestTheDirectory:
    async def test_says_once_and_for_all_what_it_is_for(self, api: Api) -> None:
        admin = api.role("admin")
        newshire = Keeper(admin, "/v1/partnerships/newshire")
        practice = NEWSHIRE.replace("nation:", "training: true\n    nation:")
        first = {"text": practice, "reason": WHY}
        begun = await admin.post(f"{newshire.base}/{IMPORT}", first, version=0)

        real = await newshire.says(IMPORT, {"text": NEWSHIRE, "reason": WHY})
        again = await newshire.changes(IMPORT, first)

        assert begun.json()["training"] is True
        assert (real.status_code, real.json()["code"]) == (409, "training-said-once")
        assert real.json()["errors"][0]["pointer"] == "/text"
        assert (again["training"], again["version"]) == (True, 2)
        assert "training: true" in await newshire.file()

    async def test_of_a_real_partnership_is_never_made_one_to_practise_in(
        self, api: Api
    ) -> None:
        board = Keeper(api.role("board"))
        text = (await board.file()).replace("nation:", "training: true\n  nation:", 1)

        refused = await board.says(IMPORT, {"text": text, "reason": WHY})

        assert refused.json()["code"] == "training-said-once"
        assert (await board.reads())["training"] is False
