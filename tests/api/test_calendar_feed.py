"""Calendar feeds: an address that is its own key, and what a calendar then shows."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest
import structlog
from icalendar import Calendar

from dispute_api.calendar_files import calendar_file
from dispute_api.problems import Rejected
from dispute_core.readmodel.due_for_agency import DueEntry
from tests.support.api import BASE_URL, Api, Json, Speaker, a_discussion, a_dispute

FEEDS = "/v1/calendar-feeds"
MONDAY = "2026-03-02T10:00:00Z"
DUE_ON = date(2026, 3, 3)


async def opened(
    who: Speaker, body: Json | None = None, key: str | None = None
) -> Json:
    answer = await who.post(FEEDS, body or {}, key=key)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    feed: Json = answer.json()
    return feed


async def revoked(who: Speaker, feed: Json, key: str | None = None) -> httpx.Response:
    return await who.post(f"{FEEDS}/{feed['id']}/revocations", {}, key=key)


def path_of(feed: Json) -> str:
    url: str = feed["url"]
    return url.removeprefix(BASE_URL)


async def read(
    api: Api, feed: Json, headers: Mapping[str, str] | None = None
) -> httpx.Response:
    return await api.stranger.get(path_of(feed), headers=headers or {})


async def events(api: Api, feed: Json) -> list[Any]:
    answer = await read(api, feed)
    assert answer.status_code == httpx.codes.OK, answer.text
    return list(Calendar.from_ical(answer.text).walk("VEVENT"))


class TestAFeed:
    async def test_shows_each_deadline_of_the_agency_as_a_whole_day(
        self, api: Api, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises(a_dispute(raised_at=MONDAY))
        feed = await opened(social_care)

        (event,) = await events(api, feed)

        assert (event["DTSTART"].dt, event["DTEND"].dt) == (DUE_ON, date(2026, 3, 4))
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
        deadline = raised["deadlines"][0]
        assert event["SUMMARY"].startswith(
            ("Due: " + raised["reference"], "Awaited: " + raised["reference"])
        )
        assert raised["stage"]["label"] in event["SUMMARY"]
        assert event["URL"] == f"{BASE_URL}/v1/disputes/{raised['id']}"
        assert "suspends" in event["DESCRIPTION"]
        assert deadline["due_on"] == str(DUE_ON)

    def test_shows_an_hour_where_a_limit_has_no_day(self) -> None:
        at = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
        entry = DueEntry(
            dispute_id=UUID(int=1),
            reference="WOR-2026-000001",
            stage="Stage 1",
            duty="stage-1.discuss",
            text="talk",
            clause="4.1",
            force="should",
            holder="both",
            owed=True,
            due_at=at,
            due_on=None,
            generation=3,
            over=False,
            changed_at=at,
        )

        file = Calendar.from_ical(calendar_file("school", [entry], BASE_URL))

        (event,) = file.walk("VEVENT")
        assert event["DTSTART"].dt == at
        assert "DTEND" not in event
        assert event["SEQUENCE"] == 4

    async def test_holds_no_name_and_nothing_that_anybody_wrote(
        self, api: Api, school: Speaker
    ) -> None:
        await school.raises(a_dispute(raised_at=MONDAY))
        feed = await opened(school)

        text = (await read(api, feed)).text.replace("\r\n ", "")

        written = ("Example", "SCH-48213", "advice only", "Nobody outside", "lead")
        assert not [word for word in written if word in text]

    async def test_cancels_what_is_met_and_keeps_its_identity(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(a_dispute())
        feed = await opened(school)
        before = await events(api, feed)

        await school.does("discussions", raised, a_discussion())

        after = {event["UID"]: event for event in await events(api, feed)}
        ended = after[before[0]["UID"]]
        assert (ended["STATUS"], ended["SEQUENCE"]) == ("CANCELLED", 1)

    async def test_is_empty_for_an_agency_that_is_no_party(
        self, api: Api, school: Speaker
    ) -> None:
        await school.raises(a_dispute())
        feed = await opened(api.agency("police"))

        assert await events(api, feed) == []

    async def test_answers_304_until_something_changes(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(a_dispute())
        feed = await opened(school)
        first = await read(api, feed)
        known = {"If-None-Match": first.headers["ETag"]}

        same = await read(api, feed, known)
        await school.does("discussions", raised, a_discussion())
        changed = await read(api, feed, known)

        assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert first.headers["Cache-Control"].startswith("private")
        assert (same.status_code, same.content) == (httpx.codes.NOT_MODIFIED, b"")
        assert changed.status_code == httpx.codes.OK
        assert changed.headers["ETag"] != first.headers["ETag"]


class TestTheAddress:
    async def test_is_told_once_and_again_to_a_repeat_only(
        self, school: Speaker
    ) -> None:
        first = await opened(school, key="one")
        again = await opened(school, key="one")
        other = await opened(school, key="another")

        listed = (await school.get(FEEDS)).json()["items"]
        assert first == again
        assert other["url"] != first["url"]
        assert {one["id"] for one in listed} == {first["id"], other["id"]}
        assert not [one for one in listed if "url" in one]

    async def test_has_256_bits_and_only_a_digest_of_it_is_kept(
        self, api: Api, school: Speaker
    ) -> None:
        feed = await opened(school)

        secret = re.fullmatch(r".*/([A-Za-z0-9_-]{43})\.ics", feed["url"])
        assert secret is not None
        rows = await api.services.asking.pool.fetch(
            "SELECT facts::text FROM event_bodies"
        )
        assert not [row for row in rows if secret.group(1) in row[0]]

    async def test_stands_in_no_log_line_and_no_metric(
        self, api: Api, school: Speaker
    ) -> None:
        with structlog.testing.capture_logs() as lines:
            feed = await opened(school)
            await read(api, feed)
            await api.stranger.get(f"{FEEDS}/{'A' * 43}.ics")

        metrics = (await api.stranger.get("/metrics")).text
        secret = path_of(feed).rpartition("/")[2].removesuffix(".ics")
        assert any("/{address}.ics" in str(line) for line in lines)
        assert not [
            line for line in lines if secret in str(line) or "AAAA" in str(line)
        ]
        assert secret not in metrics
        assert "AAAA" not in metrics

    @pytest.mark.parametrize("secret", ["A" * 43, "short", "B" * 44, "%00" * 43])
    async def test_that_nobody_gave_out_is_not_there(
        self, api: Api, secret: str
    ) -> None:
        answer = await api.stranger.get(f"{FEEDS}/{secret}.ics")

        assert answer.status_code == httpx.codes.NOT_FOUND
        assert "A" * 43 not in answer.text


class TestRevoking:
    async def test_ends_the_address_at_once(self, api: Api, school: Speaker) -> None:
        feed = await opened(school)
        await read(api, feed)

        answer = await revoked(school, feed, key="gone")

        assert answer.status_code == httpx.codes.CREATED
        assert answer.json()["revoked_at"] is not None
        assert (await read(api, feed)).status_code == httpx.codes.NOT_FOUND
        assert (await school.get(FEEDS)).json()["items"] == []

    async def test_twice_is_a_repeat_or_finds_nothing(self, school: Speaker) -> None:
        feed = await opened(school, key="first")
        first = await revoked(school, feed, key="gone")

        again = await revoked(school, feed, key="gone")
        anew = await revoked(school, feed)

        assert again.json() == first.json()
        assert again.headers["Idempotency-Replayed"] == "true"
        assert anew.status_code == httpx.codes.NOT_FOUND
        assert (await opened(school, key="first"))["url"] is None

    async def test_is_open_to_the_board_office_and_to_no_other_agency(
        self, api: Api, school: Speaker
    ) -> None:
        feed = await opened(school)

        by_others = [
            await revoked(who, feed)
            for who in (
                api.agency("police"),
                api.role("auditor"),
                api.role("board", "lewisham"),
                api.agency("school", "lewisham"),
            )
        ]
        by_board = await revoked(api.role("board"), feed)

        codes = {answer.status_code for answer in by_others}
        assert codes == {httpx.codes.NOT_FOUND}
        assert by_board.status_code == httpx.codes.CREATED


class TestOpening:
    async def test_is_for_people_of_the_agency(self, api: Api, school: Speaker) -> None:
        other = await school.post(FEEDS, {"agency": "police"})
        board = await api.role("board").post(FEEDS, {})
        monitor = await api.role("monitor").post(FEEDS, {})
        unnamed = await api.stranger.post(FEEDS, {})

        assert other.status_code == httpx.codes.FORBIDDEN
        assert board.status_code == httpx.codes.FORBIDDEN
        assert monitor.status_code == httpx.codes.FORBIDDEN
        assert unnamed.status_code == httpx.codes.UNAUTHORIZED

    def test_needs_the_library_and_says_so(self) -> None:
        def missing(name: str) -> ModuleType:
            raise ModuleNotFoundError(name)

        with pytest.raises(Rejected) as refused:
            calendar_file("school", [], BASE_URL, load=missing)

        assert refused.value.problem.kind.code == "calendar-not-installed"
        assert "extra called calendar" in refused.value.problem.detail
