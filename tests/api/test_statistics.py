"""Statistics over the API: who reads what, what is published, how one samples."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from dispute_core.log import roles
from dispute_core.readmodel.dispute_facts import StatisticsFacts
from dispute_core.readmodel.projection import follow
from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute
from tests.support.databases import Database

HERE = "/v1/partnerships/worcestershire"
STATISTICS = f"{HERE}/statistics"
EDITIONS = f"{STATISTICS}/editions"
YEAR = {"from": "2025-04-01", "to": "2026-03-31"}
LONG_AGO = "2025-05-06T09:00:00Z"


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.role("board")


@pytest.fixture
async def worker(database: Database) -> AsyncIterator[asyncpg.Pool]:
    async with asyncpg.create_pool(
        database.url(roles.WORKER), min_size=1, max_size=2
    ) as pool:
        yield pool


async def count_all(api: Api, worker: asyncpg.Pool) -> None:
    """What the worker does after its sweep."""
    facts = StatisticsFacts(api.services.codec.decode)
    while await follow(worker, api.services.log, facts.name, facts.take):
        pass


async def raise_some(api: Api, number: int, **changes: Any) -> list[Json]:
    school = api.agency("school")
    return [
        await school.raises(a_dispute(raised_at=LONG_AGO, **changes))
        for _ in range(number)
    ]


async def figures_of(board: Speaker, **period: str) -> Json:
    answer = await board.get(STATISTICS, params=period or YEAR)
    assert answer.status_code == httpx.codes.OK, answer.text
    found: Json = answer.json()
    return found


class TestTheBoardOffice:
    async def test_reads_every_figure_small_ones_too(
        self, api: Api, board: Speaker, worker: asyncpg.Pool
    ) -> None:
        first, _ = await raise_some(api, 2)
        await api.agency("school").does("discussions", first, a_discussion())
        await count_all(api, worker)

        told = await figures_of(board)

        assert (told["edition"], told["up_to_date"]) == ("whole", True)
        assert told["figures"]["opened"] == 2
        assert told["figures"]["raised_by"] == {"school": 2}
        assert "police" in told["figures"]["took_no_part"]
        assert told["change"]["figures"][0] == {
            "figure": "opened",
            "now": 2,
            "before": 0,
            "change": 2,
        }

    async def test_is_told_what_is_not_recorded_and_what_nobody_has_set(
        self, board: Speaker
    ) -> None:
        told = await figures_of(board)

        assert told["level_of_need"]["recorded"] is False
        assert told["protracted"]["after_days"] is None
        assert "has not said" in told["protracted"]["note"]
        assert told["review"]["note"] == "No review date has been set."

    async def test_is_told_when_the_newest_events_are_not_counted_yet(
        self, api: Api, board: Speaker, worker: asyncpg.Pool
    ) -> None:
        await raise_some(api, 1)

        before = await figures_of(board)
        await count_all(api, worker)
        after = await figures_of(board)

        assert (before["up_to_date"], before["figures"]["opened"]) == (False, 0)
        assert (after["up_to_date"], after["figures"]["opened"]) == (True, 1)

    async def test_takes_the_figures_as_a_table(
        self, api: Api, board: Speaker, worker: asyncpg.Pool
    ) -> None:
        await raise_some(api, 1)
        await count_all(api, worker)

        answer = await board.get(
            STATISTICS, params=YEAR, headers={"Accept": "text/csv"}
        )

        rows = list(csv.reader(io.StringIO(answer.text)))
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert rows[0] == ["section", "item", "measure", "value"]
        assert ["opened", "", "count", "1"] in rows
        assert ["raised_by", "", "school", "1"] in rows
        assert not [cell for row in rows for cell in row if cell[:1] in "=+@" and cell]

    async def test_says_when_it_reviews_and_what_it_calls_protracted(
        self, api: Api, board: Speaker, worker: asyncpg.Pool
    ) -> None:
        await raise_some(api, 1)
        await count_all(api, worker)
        body = {"next_review_on": "2027-01-11", "protracted_after_days": 30}

        planned = await board.post(f"{HERE}/review-plans", body, key="plan")
        again = await board.post(f"{HERE}/review-plans", body, key="plan")

        assert planned.status_code == httpx.codes.CREATED, planned.text
        assert again.json() == planned.json()
        told = await figures_of(board)
        assert told["review"]["next_review_on"] == "2027-01-11"
        assert told["protracted"] == {
            "after_days": 30,
            "number": 1,
            "still_open": 1,
            "note": None,
        }
        other = await figures_of(board, **YEAR, protracted_after_days="3650")
        assert other["protracted"]["number"] == 0


class TestEveryoneElse:
    @pytest.fixture
    async def published(self, api: Api, board: Speaker, worker: asyncpg.Pool) -> Json:
        await raise_some(api, 6)
        await raise_some(api, 2, category="other", immediate_risk={"present": True})
        await count_all(api, worker)
        answer = await board.post(EDITIONS, {"year": 2025}, key="2025")
        assert answer.status_code == httpx.codes.CREATED, answer.text
        edition: Json = answer.json()
        return edition

    async def test_reads_what_was_published_and_nothing_small(
        self, api: Api, published: Json
    ) -> None:
        readers = (api.agency("police"), api.role("auditor"), api.role("monitor"))
        answers = [await reader.get(STATISTICS) for reader in readers]

        assert [answer.json() for answer in answers] == [published] * 3
        assert published["opened"] == 8
        counts = [
            cell["count"] for table in published["tables"] for cell in table["cells"]
        ]
        assert not [count for count in counts if count is not None and count < 5]
        assert None in counts

    async def test_never_sees_an_edition_change(
        self, api: Api, board: Speaker, worker: asyncpg.Pool, published: Json
    ) -> None:
        await raise_some(api, 5)
        await count_all(api, worker)

        again = await board.post(EDITIONS, {"year": 2025})
        repeat = await board.post(EDITIONS, {"year": 2025}, key="2025")

        assert again.status_code == httpx.codes.CONFLICT
        assert again.json()["code"] == "statistics-published-before"
        assert repeat.json() == published
        assert (await api.agency("school").get(STATISTICS)).json() == published

    @pytest.mark.parametrize(
        "period",
        [
            {"from": "2025-04-01", "to": "2025-06-30"},
            {"from": "2025-04-02", "to": "2026-03-31"},
            {"from": "2024-04-01", "to": "2025-03-31"},
            {"from": "2025-04-01", "to": "2027-03-31"},
        ],
    )
    async def test_can_ask_for_no_other_days(
        self, school: Speaker, published: Json, period: dict[str, str]
    ) -> None:
        answer = await school.get(STATISTICS, params=period)

        assert published["year"] == 2025
        assert answer.status_code == httpx.codes.NOT_FOUND
        assert answer.json()["code"] == "statistics-not-published"

    async def test_takes_them_as_a_table_with_what_is_hidden_said_so(
        self, school: Speaker, published: Json
    ) -> None:
        answer = await school.get(STATISTICS, headers={"Accept": "text/csv"})

        rows = list(csv.reader(io.StringIO(answer.text)))
        assert ["opened", "2025", "count", "8"] in rows
        assert ["immediate_risk", "2025", "yes", "hidden"] in rows
        assert published["opened"] == 8


class TestPublishing:
    async def test_waits_for_the_end_of_the_year(self, board: Speaker) -> None:
        answer = await board.post(EDITIONS, {"year": 2190})

        assert answer.status_code == httpx.codes.CONFLICT
        assert answer.json()["code"] == "year-not-over"

    async def test_waits_until_everything_is_counted(
        self, api: Api, board: Speaker
    ) -> None:
        await raise_some(api, 1)

        answer = await board.post(EDITIONS, {"year": 2024})

        assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE

    async def test_of_fewer_than_five_disputes_tells_no_number(
        self, api: Api, board: Speaker, worker: asyncpg.Pool
    ) -> None:
        await raise_some(api, 4)
        await count_all(api, worker)

        answer = await board.post(EDITIONS, {"year": 2025})

        assert (answer.json()["opened"], answer.json()["tables"]) == (None, [])

    async def test_is_for_the_board_office(self, api: Api, school: Speaker) -> None:
        for who in (school, api.role("auditor"), api.role("monitor")):
            edition = await who.post(EDITIONS, {"year": 2024})
            plan = await who.post(f"{HERE}/review-plans", {})
            assert edition.status_code == httpx.codes.FORBIDDEN
            assert plan.status_code == httpx.codes.FORBIDDEN


class TestAPartnership:
    @pytest.mark.parametrize("partnership", ["lewisham", "nowhere"])
    async def test_of_others_is_not_told_from_none(
        self, api: Api, partnership: str
    ) -> None:
        for who in (api.agency("school"), api.role("board"), api.role("auditor")):
            answer = await who.get(f"/v1/partnerships/{partnership}/statistics")
            assert answer.status_code == httpx.codes.NOT_FOUND
            assert answer.json()["code"] == "partnership-not-found"

    async def test_is_read_by_no_administrator(self, api: Api) -> None:
        answer = await api.role("admin").get(STATISTICS)

        assert answer.status_code == httpx.codes.FORBIDDEN

    @pytest.mark.parametrize(
        "asked",
        [
            {"from": "2025-04-01"},
            {"to": "2025-04-01"},
            {"from": "2025-04-02", "to": "2025-04-01"},
            {"from": "yesterday", "to": "2025-04-01"},
            {"protracted_after_days": "0"},
        ],
    )
    async def test_is_asked_for_in_the_form_of_the_contract(
        self, board: Speaker, asked: dict[str, str]
    ) -> None:
        answer = await board.get(STATISTICS, params=asked)

        assert answer.status_code == httpx.codes.BAD_REQUEST
        assert answer.json()["errors"][0]["parameter"] in {*asked, "from", "to"}


class TestASample:
    SAMPLE = f"{HERE}/audit-sample"

    async def test_is_drawn_again_by_its_seed(self, api: Api) -> None:
        raised = await raise_some(api, 6)
        auditor = api.role("auditor")

        drawn = (await auditor.get(self.SAMPLE, params={**YEAR, "size": "3"})).json()
        again = await auditor.get(
            self.SAMPLE, params={**YEAR, "size": "3", "seed": drawn["seed"]}
        )

        assert (drawn["drawn_from"], len(drawn["disputes"])) == (6, 3)
        assert again.json() == drawn
        known = {one["id"]: one["reference"] for one in raised}
        assert {one["id"]: one["reference"] for one in drawn["disputes"]}.items() <= (
            known.items()
        )

    async def test_holds_only_what_the_caller_may_open(
        self, api: Api, board: Speaker
    ) -> None:
        await raise_some(api, 2)

        answer = await board.get(self.SAMPLE, params=YEAR)

        assert (answer.json()["drawn_from"], answer.json()["disputes"]) == (0, [])

    @pytest.mark.parametrize("role", ["monitor", "admin", "practitioner"])
    async def test_is_for_auditors_and_the_board(self, api: Api, role: str) -> None:
        who = api.agency("school") if role == "practitioner" else api.role(role)

        answer = await who.get(self.SAMPLE)

        assert answer.status_code == httpx.codes.FORBIDDEN
