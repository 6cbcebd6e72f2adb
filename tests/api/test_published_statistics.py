"""Published statistics: what everyone but the board office reads, and nothing more."""

import csv
import io

import asyncpg
import httpx
import pytest

from tests.api.counting import EDITIONS, HERE, STATISTICS, count_all, raise_some
from tests.support.api import Api, Json, Speaker


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
        left = {one["table"]: one["because"] for one in published["left_out"]}
        assert left.keys() == {"pairs", "responding"}
        assert "beside who raised" in left["responding"]
        [concerns] = [one for one in published["tables"] if one["table"] == "concerns"]
        assert concerns["cells"] == [{"code": "raised", "count": None}]

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

    async def test_can_ask_for_no_other_days(
        self, school: Speaker, published: Json
    ) -> None:
        for first, last in (
            ("2025-04-01", "2025-06-30"),
            ("2025-04-02", "2026-03-31"),
            ("2024-04-01", "2025-03-31"),
            ("2025-04-01", "2027-03-31"),
        ):
            answer = await school.get(STATISTICS, params={"from": first, "to": last})

            assert answer.status_code == httpx.codes.NOT_FOUND
            assert answer.json()["code"] == "statistics-not-published"
        assert published["year"] == 2025

    async def test_takes_them_as_a_table_with_what_is_hidden_said_so(
        self, school: Speaker, published: Json
    ) -> None:
        answer = await school.get(STATISTICS, headers={"Accept": "text/csv"})

        rows = list(csv.reader(io.StringIO(answer.text)))
        assert ["opened", "2025", "count", "8"] in rows
        assert ["immediate_risk", "2025", "yes", "hidden"] in rows
        assert "pairs" in {row[2] for row in rows if row[0] == "left_out"}
        assert published["opened"] == 8


class TestPublishing:
    async def test_waits_for_the_end_of_the_year(self, board: Speaker) -> None:
        answer = await board.post(EDITIONS, {"year": 2190})

        assert answer.status_code == httpx.codes.CONFLICT
        assert answer.json()["code"] == "year-not-over"

    async def test_shows_a_year_beside_the_one_before(
        self, api: Api, board: Speaker
    ) -> None:
        await raise_some(api, 5)
        for year in (2024, 2025):
            await board.post(EDITIONS, {"year": year})
        review = {"next_review_on": "2197-01-11"}
        await board.post(f"{HERE}/review-plans", review)

        newest = (await api.role("monitor").get(STATISTICS)).json()

        assert newest["published_years"] == [2024, 2025]
        assert newest["published_by"] == {"role": "board", "office": None}
        assert newest["next"] == {
            "year": 2026,
            "publishable_from": "2027-04-01",
            "review_on": "2197-01-11",
        }
        assert (await board.get(STATISTICS)).json()["next"] == newest["next"]
        assert (newest["year"], newest["before"]["year"]) == (2025, 2024)
        assert (newest["opened"], newest["before"]["opened"]) == (5, None)
        older = {"from": "2024-04-01", "to": "2025-03-31"}
        answer = await api.agency("school").get(STATISTICS, params=older)
        assert (answer.json()["year"], answer.json()["before"]) == (2024, None)

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
