"""The stream of a dispute and its deadlines: as seen, as of then, page by page."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import httpx

from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute

LONG_AGO = "2026-03-02T10:00:00Z"
MICROSECOND = timedelta(microseconds=1)


async def the_events(speaker: Speaker, dispute: Json, **query: Any) -> list[Json]:
    answer = await speaker.get(f"/v1/disputes/{dispute['id']}/events", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[Json] = answer.json()["items"]
    return items


def versions(events: list[Json]) -> list[int]:
    return [event["version"] for event in events]


async def a_long_dispute(school: Speaker) -> Json:
    """A dispute with five events, two of them in the same stage."""
    dispute = await school.raises(a_dispute(raised_at=LONG_AGO))
    dispute = await school.does("discussions", dispute, a_discussion(held_at=LONG_AGO))
    for _ in range(2):
        dispute = await school.does("escalations", dispute, {"trigger": "not_agreed"})
    return dispute


class TestListingTheEventsOfADispute:
    async def test_shows_the_chain_the_oldest_first(self, school: Speaker) -> None:
        dispute = await a_long_dispute(school)

        found = await the_events(school, dispute)

        assert versions(found) == list(range(1, dispute["version"] + 1))
        assert found[0]["previous_hash"] is None
        for before, after in itertools.pairwise(found):
            assert after["previous_hash"] == before["hash"]
            assert after["recorded_at"] > before["recorded_at"]
        first = found[0]
        assert first["id"] == f"{dispute['id']}.1"
        assert first["type"] == "dispute.raised"
        assert first["occurred_at"] == LONG_AGO
        assert first["actor"] == {
            "client": "worcestershire.school",
            "agency": "school",
            "side": "raising",
        }
        assert first["data"]["category"] == "other"

    async def test_shows_a_breach_on_no_side(self, school: Speaker) -> None:
        """A discussion entered late brings the breach with it, found by nobody."""
        dispute = await a_long_dispute(school)

        found = await the_events(school, dispute)

        breached = [e for e in found if e["type"] == "dispute.deadline_breached"]
        assert len(breached) == 1
        assert breached[0]["data"]["cause"] == "entered_late"
        assert breached[0]["actor"]["side"] is None

    async def test_is_the_same_page_by_page(self, school: Speaker) -> None:
        dispute = await a_long_dispute(school)
        whole = await the_events(school, dispute)
        url = f"/v1/disputes/{dispute['id']}/events"

        found: list[Json] = []
        after: str | None = f"{url}?limit=2"
        while after:
            answer = await school.get(after)
            found += answer.json()["items"]
            link = answer.headers.get("Link", "")
            after = link[1 : link.index(">")] if link else None

        assert found == whole

    async def test_goes_back_to_every_version_and_every_instant(
        self, school: Speaker
    ) -> None:
        dispute = await a_long_dispute(school)
        whole = await the_events(school, dispute)
        url = f"/v1/disputes/{dispute['id']}/events"

        for event in whole:
            recorded_at = datetime.fromisoformat(event["recorded_at"])
            just_before = (recorded_at - MICROSECOND).isoformat()
            upto = whole[: event["version"]]
            assert await the_events(school, dispute, version=event["version"]) == upto
            assert await the_events(school, dispute, as_at=event["recorded_at"]) == upto
            answer = await school.get(url, params={"as_at": just_before})
            if event["version"] == 1:
                assert answer.status_code == httpx.codes.NOT_FOUND
                assert answer.json()["code"] == "dispute-not-found"
            else:
                assert answer.json()["items"] == upto[:-1]

    async def test_refuses_a_version_with_an_instant(self, school: Speaker) -> None:
        dispute = await school.raises()
        query = {"version": 1, "as_at": LONG_AGO}

        for part in ("events", "deadlines"):
            url = f"/v1/disputes/{dispute['id']}/{part}"
            answer = await school.get(url, params=query)
            assert answer.json()["code"] == "version-or-instant"

    async def test_keeps_today_s_rights_also_for_the_past(
        self, api: Api, school: Speaker
    ) -> None:
        police = api.agency("police")
        joining = {"change": "add", "side": "responding", "agency": "police"}
        dispute = await school.raises()
        added = await school.does("parties", dispute, joining)
        assert versions(await the_events(police, dispute)) == [1, 2]

        await school.does("parties", added, {**joining, "change": "remove"})

        for part in ("events", "deadlines"):
            url = f"/v1/disputes/{dispute['id']}/{part}"
            for query in ({}, {"version": 2}):
                answer = await police.get(url, params=query)
                assert answer.status_code == httpx.codes.NOT_FOUND

    async def test_hides_what_another_agency_keeps_and_every_correction_of_it(
        self, api: Api, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await school.raises()
        note = {"kind": "note", "text": "Ours", "visible_to": "own_agency"}
        dispute = await school.does("records", dispute, note)
        correction = {
            "event_id": f"{dispute['id']}.2",
            "field": "text",
            "value": "Ours, but right",
            "reason": "It was wrong",
        }
        dispute = await school.does("corrections", dispute, correction)
        await school.does("discussions", dispute, a_discussion())

        assert versions(await the_events(school, dispute)) == [1, 2, 3, 4]
        assert versions(await the_events(api.role("auditor"), dispute)) == [1, 2, 3, 4]
        assert versions(await the_events(social_care, dispute)) == [1, 4]
        assert versions(await the_events(social_care, dispute, version=2)) == [1]


class TestListingDeadlines:
    async def test_shows_every_generation_with_its_reason(
        self, school: Speaker
    ) -> None:
        dispute = await a_long_dispute(school)

        answer = await school.get(f"/v1/disputes/{dispute['id']}/deadlines")

        found = answer.json()["items"]
        assert answer.json()["next"] is None
        assert found == sorted(found, key=lambda one: str(one["started_at"]))
        assert sorted(one["id"] for one in found) == sorted(
            one["id"] for one in dispute["deadlines"]
        )
        first = found[0]
        assert (first["due_on"], first["due_at"]) == (
            "2026-03-03",
            "2026-03-04T00:00:00Z",
        )
        assert first["status"] == "breached"
        assert first["settled"]["in_time"] is True
        assert first["breach"]["cause"] == "entered_late"
        assert first["counted"]["days"] == ["2026-03-03"]

    async def test_stays_at_one_version_from_page_to_page(
        self, school: Speaker
    ) -> None:
        dispute = await a_long_dispute(school)
        url = f"/v1/disputes/{dispute['id']}/deadlines"
        whole = (await school.get(url)).json()["items"]
        first = await school.get(url, params={"limit": 1})
        await school.does("escalations", dispute, {"trigger": "not_agreed"})

        found = first.json()["items"]
        link = first.headers.get("Link")
        while link:
            answer = await school.get(link[1 : link.index(">")])
            found += answer.json()["items"]
            link = answer.headers.get("Link")

        assert found == whole
        assert len(whole) > 1

    async def test_goes_back_in_time(self, school: Speaker) -> None:
        dispute = await a_long_dispute(school)
        url = f"/v1/disputes/{dispute['id']}/deadlines"

        answer = await school.get(url, params={"version": 1})

        assert [one["status"] for one in answer.json()["items"]] == ["running"]


class TestTheFeed:
    async def test_is_followed_from_cursor_to_cursor(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await school.raises()
        page = (await social_care.get("/v1/events")).json()
        event = page["items"][0]

        assert (len(page["items"]), page["caught_up"]) == (1, True)
        assert event["data"]["category"] == "other"
        assert {name: event[name] for name in event if name != "data"} == {
            "specversion": "1.0",
            "id": f"{dispute['id']}.1",
            "source": "http://concord.test/",
            "type": "dispute.raised",
            "subject": dispute["id"],
            "time": dispute["recorded_at"],
            "datacontenttype": "application/json",
            "sequence": 1,
        }

        await school.does("discussions", dispute, a_discussion())
        answer = await social_care.get("/v1/events", params={"after": page["next"]})

        assert [one["sequence"] for one in answer.json()["items"]] == [2]
        assert "Link" not in answer.headers

    async def test_says_that_there_is_more(self, school: Speaker) -> None:
        for _ in range(3):
            await school.raises()

        answer = await school.get("/v1/events", params={"limit": 2})
        link = answer.headers["Link"]
        rest = await school.get(link[1 : link.index(">")])

        assert (len(answer.json()["items"]), answer.json()["caught_up"]) == (2, False)
        assert (len(rest.json()["items"]), rest.json()["caught_up"]) == (1, True)

    async def test_gives_a_cursor_to_those_who_see_nothing(self, api: Api) -> None:
        police = api.agency("police")
        page = (await police.get("/v1/events")).json()
        again = await police.get("/v1/events", params={"after": page["next"]})
        stolen = await api.agency("school").get(
            "/v1/events", params={"after": page["next"]}
        )

        assert page["items"] == []
        assert again.json()["caught_up"] is True
        assert stolen.json()["code"] == "invalid-cursor"
