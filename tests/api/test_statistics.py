"""Statistics over the API: what the board office reads, and how samples are drawn."""

import csv
import io

import asyncpg
import httpx

from tests.api.counting import HERE, STATISTICS, YEAR, count_all, figures_of, raise_some
from tests.support.api import Api, Speaker, a_discussion


class TestTheBoardOffice:
    async def test_reads_every_figure_small_ones_too(
        self, api: Api, board: Speaker, worker: asyncpg.Pool
    ) -> None:
        first, _ = await raise_some(api, 2)
        await api.agency("school").does("discussions", first, a_discussion())
        await count_all(api, worker)

        told = await figures_of(board)

        assert told["edition"] == "whole"
        assert told["figures"]["opened"] == 2
        assert told["figures"]["raised_by"] == {"school": 2}
        assert "police" in told["figures"]["took_no_part"]
        assert told["change"]["figures"][0] == {
            "figure": "opened",
            "now": 2,
            "before": 0,
            "change": 2,
        }

    async def test_is_told_the_levels_of_need_as_far_as_somebody_said_them(
        self, api: Api, board: Speaker
    ) -> None:
        await raise_some(api, 2)
        await raise_some(api, 1, level_of_need="in_need")

        told = await figures_of(board)

        levels = {"in_need": 1, "not_recorded": 2}
        assert told["figures"]["levels_of_need"] == levels

    async def test_is_told_what_nobody_has_set(self, board: Speaker) -> None:
        told = await figures_of(board)

        assert told["protracted"]["after_days"] is None
        assert "has not said" in told["protracted"]["note"]
        assert told["review"]["note"] == "No review date has been set."

    async def test_is_told_the_newest_whether_or_not_the_worker_has_counted_it(
        self, api: Api, board: Speaker, worker: asyncpg.Pool
    ) -> None:
        first, *_ = await raise_some(api, 2)

        before = await figures_of(board)
        await count_all(api, worker)
        counted = await figures_of(board)
        await api.agency("school").does("discussions", first, a_discussion())
        after = await figures_of(board)

        assert before["figures"] == counted["figures"]
        (duty,) = after["figures"]["answers"]
        assert (counted["figures"]["opened"], duty["times"]["ended"]) == (2, 1)

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


class TestAPartnership:
    async def test_of_others_is_not_told_from_none(self, api: Api) -> None:
        for who in (api.agency("school"), api.role("board"), api.role("auditor")):
            for partnership in ("lewisham", "nowhere"):
                answer = await who.get(f"/v1/partnerships/{partnership}/statistics")
                assert answer.status_code == httpx.codes.NOT_FOUND
                assert answer.json()["code"] == "partnership-not-found"

    async def test_is_read_by_no_administrator(self, api: Api) -> None:
        answer = await api.role("admin").get(STATISTICS)

        assert answer.status_code == httpx.codes.FORBIDDEN

    async def test_is_asked_for_in_the_form_of_the_contract(
        self, board: Speaker
    ) -> None:
        for asked, wrong in (
            ({"from": "2025-04-01"}, "to"),
            ({"to": "2025-04-01"}, "from"),
            ({"from": "2025-04-02", "to": "2025-04-01"}, "to"),
            ({"from": "yesterday", "to": "2025-04-01"}, "from"),
            ({"protracted_after_days": "0"}, "protracted_after_days"),
        ):
            answer = await board.get(STATISTICS, params=asked)

            assert answer.status_code == httpx.codes.BAD_REQUEST
            assert answer.json()["errors"][0]["parameter"] == wrong


class TestASample:
    SAMPLE = f"{HERE}/audit-sample"

    async def test_is_drawn_again_by_its_seed_among_what_may_be_opened(
        self, api: Api, board: Speaker
    ) -> None:
        raised = await raise_some(api, 6)
        auditor = api.role("auditor")
        three = {**YEAR, "size": "3"}

        drawn = (await auditor.get(self.SAMPLE, params=three)).json()
        again = await auditor.get(self.SAMPLE, params={**three, "seed": drawn["seed"]})
        by_board = (await board.get(self.SAMPLE, params=YEAR)).json()

        assert (drawn["drawn_from"], len(drawn["disputes"])) == (6, 3)
        assert again.json() == drawn
        known = {one["id"]: one["reference"] for one in raised}
        sampled = {one["id"]: one["reference"] for one in drawn["disputes"]}
        assert sampled.items() <= known.items()
        assert (by_board["drawn_from"], by_board["disputes"]) == (0, [])

    async def test_is_for_auditors_and_the_board(self, api: Api) -> None:
        for who in (api.agency("school"), api.role("monitor"), api.role("admin")):
            answer = await who.get(self.SAMPLE)

            assert answer.status_code == httpx.codes.FORBIDDEN
