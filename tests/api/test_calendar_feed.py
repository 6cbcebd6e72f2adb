"""Calendar feeds: what the calendar of an agency shows."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx
from icalendar import Calendar

from dispute_api.answering.calendar_files import calendar_file
from dispute_core.readmodel.due_for_agency import DueEntry
from tests.api.feeds import events, opened, read
from tests.support.api import BASE_URL, Api, Speaker, a_discussion, a_dispute

MONDAY = "2026-03-02T10:00:00Z"
DUE_ON = date(2026, 3, 3)


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

        file: Any = Calendar.from_ical(calendar_file("school", [entry], BASE_URL))

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

    async def test_is_made_once_for_all_addresses_of_an_agency(
        self, api: Api, school: Speaker
    ) -> None:
        """A busy agency has many, and each reading folds up to a thousand disputes."""
        await school.raises(a_dispute())
        one, other = [await read(api, await opened(school)) for _ in range(2)]

        mark = one.headers["ETag"].strip('"')
        kept = api.context.feeds.find(("worcestershire", "school"), mark)
        assert kept == one.content == other.content
