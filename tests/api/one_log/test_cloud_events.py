"""Events as CloudEvents: alone, in batches, and described by the schema they name."""

import json

import httpx
import pytest
import pytest_asyncio
from jsonschema_rs import Draft202012Validator, meta

from dispute_core.domain.cloud_events import event_type
from dispute_core.domain.dispute_events import EVENTS
from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute

pytestmark = pytest.mark.asyncio(loop_scope="module")

FEED = "/v1/events"
ONE, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
BASE = "http://concord.test"
LONG_AGO = "2026-03-02T10:00:00Z"
AS_BATCH = {"Accept": BATCH}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def dispute(school: Speaker) -> Json:
    """A dispute with a note that the school keeps for itself between its events."""
    dispute = await school.raises(a_dispute(raised_at=LONG_AGO))
    note = {"kind": "note", "text": "Ours", "visible_to": "own_agency"}
    dispute = await school.does("records", dispute, note)
    return await school.does("discussions", dispute, a_discussion())


class TestABatch:
    async def test_has_the_events_of_the_page_in_their_envelopes(
        self, social_care: Speaker, dispute: Json
    ) -> None:
        page = (await social_care.get(FEED)).json()
        answer = await social_care.get(FEED, headers=AS_BATCH)

        assert answer.headers["Content-Type"] == BATCH
        batch = answer.json()
        assert [one["id"] for one in batch] == [one["id"] for one in page["items"]]
        first = batch[0]
        assert {name: first[name] for name in first if name != "data"} == {
            "traceparent": first["traceparent"],
            "specversion": "1.0",
            "id": f"{dispute['id']}.1",
            "source": f"{BASE}/",
            "type": "org.concord.dispute.raised.v1",
            "subject": dispute["id"],
            "time": LONG_AGO,
            "datacontenttype": "application/json",
            "dataschema": f"{BASE}/event-schemas/org.concord.dispute.raised.v1",
            "partnership": "worcestershire",
            "recordedat": page["items"][0]["time"],
        }
        assert first["data"] == page["items"][0]["data"]

    async def test_is_followed_by_its_link_and_told_when_to_come_back(
        self, school: Speaker, dispute: Json
    ) -> None:
        found: list[str] = []
        where, wait = f"{FEED}?limit=2", "0"
        while wait == "0":
            answer = await school.get(where, headers=AS_BATCH)
            found += [one["id"] for one in answer.json()]
            where, wait = answer.links["next"]["url"], answer.headers["Poll-After"]

        ids = [f"{dispute['id']}.{v}" for v in range(1, dispute["version"] + 1)]
        assert found[: len(ids)] == ids
        assert len(found) == len(set(found))
        assert int(wait) > 0
        assert (await school.get(where, headers=AS_BATCH)).json() == []

    async def test_is_for_those_who_like_it_better(
        self, school: Speaker, dispute: Json
    ) -> None:
        for accept, form in (
            ("*/*", "application/json"),
            ("application/json", "application/json"),
            (f"application/json;q=0.5, {BATCH}", BATCH),
            ("text/html", "application/json"),
        ):
            answer = await school.get(FEED, headers={"Accept": accept})
            assert answer.headers["Content-Type"] == form, dispute["id"]


class TestAskingAgain:
    @pytest.mark.parametrize("accept", ["application/json", BATCH])
    async def test_sends_nothing_anew_until_something_happens(
        self, school: Speaker, dispute: Json, accept: str
    ) -> None:
        end = (await school.get(FEED, params={"limit": 200})).json()["next"]
        ask = {"params": {"after": end}, "headers": {"Accept": accept}}
        first = await school.get(FEED, **ask)
        mark = first.headers["ETag"]
        ask["headers"]["If-None-Match"] = mark

        again = await school.get(FEED, **ask)
        assert again.status_code == httpx.codes.NOT_MODIFIED
        assert again.content == b""
        assert (again.headers["ETag"], again.headers["Poll-After"]) == (mark, "5")
        assert again.headers["Cache-Control"] == "private, no-cache"

        raised = await school.raises()
        changed = await school.get(FEED, **ask)
        assert changed.status_code == httpx.codes.OK, dispute["id"]
        assert changed.headers["ETag"] != mark
        assert raised["id"] in changed.text

    async def test_is_told_apart_by_form(self, school: Speaker, dispute: Json) -> None:
        marks = {
            (await school.get(FEED, headers={"Accept": form})).headers["ETag"]
            for form in ("application/json", BATCH)
        }

        assert len(marks) == 2, dispute["id"]


class TestOneEvent:
    async def test_is_read_under_its_id(self, school: Speaker, dispute: Json) -> None:
        batch = (await school.get(FEED, headers=AS_BATCH)).json()

        answer = await school.get(f"{FEED}/{dispute['id']}.1")

        assert answer.headers["Content-Type"] == ONE
        assert answer.json() == batch[0]
        same = {"If-None-Match": answer.headers["ETag"]}
        again = await school.get(f"{FEED}/{dispute['id']}.1", headers=same)
        assert again.status_code == httpx.codes.NOT_MODIFIED

    async def test_is_absent_for_all_who_may_not_see_it(
        self, api: Api, school: Speaker, social_care: Speaker, dispute: Json
    ) -> None:
        kept, told = f"{FEED}/{dispute['id']}.2", f"{FEED}/{dispute['id']}.1"
        assert (await school.get(kept)).status_code == httpx.codes.OK

        refused = [
            await speaker.get(where)
            for speaker, where in (
                (social_care, kept),
                (api.agency("police"), told),
                (api.role("board"), told),
                (api.agency("school", "bexley"), told),
                (school, f"{FEED}/{dispute['id']}.999"),
                (school, f"{FEED}/{dispute['id']}.01"),
                (school, f"{FEED}/{dispute['id']}"),
                (school, f"{FEED}/{dispute['id'].upper()}.1"),
            )
        ]

        assert {answer.status_code for answer in refused} == {httpx.codes.NOT_FOUND}
        assert {answer.json()["code"] for answer in refused} == {"event-not-found"}
        bodies = [{**one.json(), "instance": ""} for one in refused]
        assert all(body == bodies[0] for body in bodies)


class TestSchemas:
    async def test_are_served_where_events_name_them_and_fit_what_is_told(
        self, api: Api, school: Speaker, dispute: Json
    ) -> None:
        batch = (await school.get(FEED, headers=AS_BATCH)).json()
        assert len(batch) >= dispute["version"]
        for event in batch:
            where = event["dataschema"].removeprefix(BASE)
            answer = await api.http.get(where)
            schema = answer.json()

            assert answer.headers["Content-Type"] == "application/schema+json"
            assert (schema["$id"], schema["title"]) == (
                event["dataschema"],
                event["type"],
            )
            meta.validate(schema)
            assert Draft202012Validator(schema).is_valid(event["data"])

    async def test_let_readers_meet_more_than_they_know_and_miss_nothing(
        self, api: Api
    ) -> None:
        for event in EVENTS:
            named = event_type(event.TOPIC)
            schema = (await api.http.get(f"/event-schemas/{named}")).json()

            assert "narrative" not in schema["properties"]
            assert '"additionalProperties": false' not in json.dumps(schema)
            assert not Draft202012Validator(schema).is_valid({"new": 1}), named

    async def test_there_is_one_of_data_that_only_says_where_to_read(
        self, api: Api
    ) -> None:
        schema = (await api.http.get("/event-schemas/org.concord.thin.v1")).json()
        unknown = await api.http.get("/event-schemas/org.concord.dispute.raised.v9")

        assert set(schema["required"]) == {"event", "dispute"}
        assert unknown.status_code == httpx.codes.NOT_FOUND
