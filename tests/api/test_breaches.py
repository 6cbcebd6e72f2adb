"""The list of breaches: what was owed, by whom, and whether it was met after all."""

from datetime import UTC, datetime, timedelta

import httpx

from tests.api.lists import LONG_AGO, every_page, ids, sweep
from tests.support.api import Api, Speaker, a_dispute


class TestListingBreaches:
    async def test_shows_what_was_owed_by_whom_and_when(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(a_dispute(raised_at=LONG_AGO))
        await sweep(api)

        items = (await school.get("/v1/breaches")).json()["items"]

        assert len(items) == 1
        detected = datetime.fromisoformat(items[0].pop("detected_at"))
        assert timedelta() <= datetime.now(UTC) - detected < timedelta(minutes=1)
        late = detected - datetime(2026, 3, 4, tzinfo=UTC)
        assert items[0].pop("lateness_seconds") == int(late.total_seconds())
        assert items[0].pop("recorded_at") > raised["recorded_at"]
        assert items[0] == {
            "dispute_id": raised["id"],
            "reference": raised["reference"],
            "partnership": "worcestershire",
            "training": False,
            "duty": "stage-1.discuss",
            "generation": 1,
            "stage": "stage-1",
            "holder": {"side": "both", "agency": None, "band": "practitioner"},
            "clause": "002 stage 1",
            "due_at": "2026-03-04T00:00:00Z",
            "cause": "entered_late",
            "in_time": False,
        }

    async def test_says_when_it_was_met_in_time_after_all(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(a_dispute(raised_at=LONG_AGO))
        await sweep(api)
        current = (await school.get(f"/v1/disputes/{raised['id']}")).json()
        await school.does(
            "discussions",
            current,
            {"method": "phone", "outcome": "not_agreed", "held_at": LONG_AGO},
        )

        items = (await school.get("/v1/breaches")).json()["items"]

        assert [item["in_time"] for item in items] == [True]

    async def test_says_so_when_the_time_that_led_to_it_was_corrected(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(a_dispute(raised_at=LONG_AGO))
        await sweep(api)
        current = (await school.get(f"/v1/disputes/{raised['id']}")).json()
        discussed = await school.does(
            "discussions", current, {"method": "phone", "outcome": "not_agreed"}
        )
        slip = {
            "event_id": f"{raised['id']}.1",
            "field": "raised_at",
            "value": raised["recorded_at"],
            "reason": "The date was a slip.",
        }
        corrected = await school.does("corrections", discussed, slip)

        items = (await school.get("/v1/breaches")).json()["items"]

        assert [(item["generation"], item["in_time"]) for item in items] == [(1, True)]
        told = [(d["status"], d["settled"]["in_time"]) for d in corrected["deadlines"]]
        assert told == [("breached", True), ("met", True)]

    async def test_is_seen_found_and_paged_as_disputes_are(
        self, api: Api, school: Speaker
    ) -> None:
        raised = [await school.raises(a_dispute(raised_at=LONG_AGO)) for _ in range(3)]
        await sweep(api)
        found = await every_page(school, "/v1/breaches?limit=1")
        first, last = found[-1]["detected_at"], found[0]["detected_at"]

        async def count(speaker: Speaker, **filters: str) -> int:
            answer = await speaker.get("/v1/breaches", params=filters)
            return len(answer.json()["items"])

        assert sorted(item["dispute_id"] for item in found) == sorted(ids(raised))
        assert [item["recorded_at"] for item in found] == sorted(
            (item["recorded_at"] for item in found), reverse=True
        )
        assert await count(api.agency("police")) == 0
        assert await count(api.role("board")) == 0
        assert await count(api.role("auditor")) == 3
        assert await count(school, agency="social-care") == 3
        assert await count(school, agency="police") == 0
        assert await count(school, stage="stage-1") == 3
        assert await count(school, stage="stage-2") == 0
        assert await count(school, partnership="bexley") == 0
        assert await count(school, detected_after=first) == 3
        assert await count(school, detected_before=first) == 0
        assert await count(school, detected_after=last, detected_before=last) == 0

    async def test_is_refused_to_those_who_see_no_dispute(self, api: Api) -> None:
        answer = await api.role("monitor").get("/v1/breaches")

        assert answer.status_code == httpx.codes.FORBIDDEN
