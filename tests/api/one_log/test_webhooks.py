"""Subscribing to messages, and what is refused of it."""

import asyncio
from uuid import UUID

import httpx
import pytest

from dispute_core.domain.webhooks.subscription import delivery_id, name_of_test
from tests.support.api import Api, Json, Speaker

pytestmark = pytest.mark.asyncio(loop_scope="module")

URL = "https://198.41.0.4/concord"
"""An address of the public internet, so that no name need be looked up."""

ESCALATED = "org.concord.dispute.escalated.v1"
NOBODYS = "0199e0c2-7b1e-7c55-8a43-5d6f0b6e2ab1"


async def subscribed(who: Speaker, **said: object) -> Json:
    answer = await who.post("/v1/webhooks", {"url": URL, **said})
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


class TestAWebhook:
    async def test_is_made_with_a_secret_that_is_told_once(
        self, school: Speaker
    ) -> None:
        answer = await school.post(
            "/v1/webhooks", {"url": URL, "event_types": [ESCALATED]}, key="once"
        )
        again = await school.post(
            "/v1/webhooks", {"url": URL, "event_types": [ESCALATED]}, key="once"
        )

        made = answer.json()
        assert answer.headers["Location"] == f"/v1/webhooks/{made['id']}"
        assert made["secret"].startswith("whsec_")
        assert made["public_key"].startswith("whpk_")
        assert again.json() == made
        assert again.headers["Idempotency-Replayed"] == "true"
        read = await school.get(f"/v1/webhooks/{made['id']}")
        assert read.json() == {k: v for k, v in made.items() if k != "secret"}
        assert read.headers["ETag"] == '"1"'

    async def test_is_listed_as_facts_to_its_own_agency_only(
        self, api: Api, school: Speaker, social_care: Speaker
    ) -> None:
        made = await subscribed(school)
        board = await subscribed(api.role("board"))

        listed = (await school.get("/v1/webhooks?limit=1")).json()
        assert listed["items"][0]["id"] == made["id"]
        assert "url" not in listed["items"][0]
        for other in (social_care, api.role("board")):
            assert (await other.get(f"/v1/webhooks/{made['id']}")).status_code == 404
        assert board["agency"] is None
        mine = (await api.role("board").get("/v1/webhooks")).json()["items"]
        assert {one["agency"] for one in mine} == {None}

    async def test_of_another_agency_is_answered_as_one_that_does_not_exist(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        made = await subscribed(school)

        for act in ("endings", "secret-rotations", "test-events"):
            hidden = await social_care.post(f"/v1/webhooks/{made['id']}/{act}", {})
            absent = await social_care.post(f"/v1/webhooks/{NOBODYS}/{act}", {})
            ours = {k: v for k, v in hidden.json().items() if k != "instance"}
            none = {k: v for k, v in absent.json().items() if k != "instance"}
            assert (hidden.status_code, ours) == (404, none)

    async def test_is_changed_on_the_version_that_was_read(
        self, school: Speaker
    ) -> None:
        made = await subscribed(school)
        path = f"/v1/webhooks/{made['id']}/changes"
        wanted = {"url": f"{URL}/2", "event_types": [ESCALATED]}

        changed = await school.post(path, wanted, version=1)
        late = await school.post(path, wanted, version=1)
        blind = await school.post(path, wanted)

        assert changed.json()["url"] == f"{URL}/2"
        assert changed.json()["event_types"] == [ESCALATED]
        assert "secret" not in changed.json()
        assert (late.status_code, late.json()["code"]) == (412, "stale-webhook")
        assert late.headers["ETag"] == '"2"'
        assert blind.status_code == 428

    async def test_gets_a_new_secret_and_keeps_the_old_one_for_a_day(
        self, school: Speaker
    ) -> None:
        made = await subscribed(school)

        answer = await school.post(f"/v1/webhooks/{made['id']}/secret-rotations", {})

        rotated = answer.json()
        assert rotated["secret"] != made["secret"]
        assert rotated["public_key"] != made["public_key"]
        assert rotated["old_keys_until"] > made["subscribed_at"]

    async def test_that_has_ended_is_neither_changed_nor_tried(
        self, school: Speaker
    ) -> None:
        made = await subscribed(school)
        path = f"/v1/webhooks/{made['id']}"

        ended = (await school.post(f"{path}/endings", {})).json()

        assert ended["ended_because"] == "asked"
        for act in ("endings", "secret-rotations", "test-events"):
            answer = await school.post(f"{path}/{act}", {})
            assert (answer.status_code, answer.json()["code"]) == (409, "webhook-ended")

    async def test_is_tried_with_a_message_of_which_the_id_is_known(
        self, school: Speaker
    ) -> None:
        made = await subscribed(school)

        answer = await school.post(f"/v1/webhooks/{made['id']}/test-events", {})

        expected = delivery_id(UUID(made["id"]), name_of_test(2))
        assert answer.json()["id"] == str(expected)
        assert answer.json()["message_id"] == f"msg_{expected.hex}"
        no_such = await school.post(
            f"/v1/webhooks/{made['id']}/deliveries/{NOBODYS}/redeliveries", {}
        )
        assert no_such.json()["code"] == "delivery-not-found"


class TestWhoeverMayNot:
    @pytest.mark.parametrize("role", ["auditor", "monitor", "admin"])
    async def test_subscribes_to_nothing(self, api: Api, role: str) -> None:
        answer = await api.role(role).post("/v1/webhooks", {"url": URL})

        assert answer.status_code == 403

    async def test_subscribes_for_no_other_agency(
        self, api: Api, school: Speaker
    ) -> None:
        for who in (school, api.role("board")):
            answer = await who.post("/v1/webhooks", {"url": URL, "agency": "police"})

            assert answer.status_code == 403
            assert answer.json()["errors"][0]["pointer"] == "/agency"


class TestAnAddress:
    @pytest.mark.parametrize(
        "url",
        [
            "http://198.41.0.4/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://localhost/",
            "https://user@198.41.0.4/",
            "https://198.41.0.4:22/",
            "https://0x7f000001/",
            "https://169.254.169.254/latest/meta-data/",
        ],
    )
    async def test_that_leads_inside_is_refused_and_not_repeated(
        self, school: Speaker, url: str
    ) -> None:
        answer = await school.post("/v1/webhooks", {"url": url})

        assert answer.status_code == 422
        assert answer.json()["code"] == "webhook-url-refused"
        assert answer.json()["errors"][0]["pointer"] == "/url"
        assert url not in answer.text

    async def test_is_refused_in_a_change_as_well(self, school: Speaker) -> None:
        made = await subscribed(school)

        answer = await school.post(
            f"/v1/webhooks/{made['id']}/changes",
            {"url": "https://10.0.0.1/"},
            version=1,
        )

        assert answer.json()["code"] == "webhook-url-refused"


class TestATypeOfEvent:
    async def test_that_does_not_exist_is_refused(self, school: Speaker) -> None:
        types = ["org.concord.dispute.never_heard_of.v1"]
        answer = await school.post("/v1/webhooks", {"url": URL, "event_types": types})

        assert answer.status_code == 422
        assert answer.json()["code"] == "unknown-event-type"


class TestHowManyThereMayBe:
    async def test_is_bounded(self, api: Api) -> None:
        police = api.agency("police")

        at_once = [police.post("/v1/webhooks", {"url": URL}) for _ in range(24)]
        answers = await asyncio.gather(*at_once)

        refused = [one for one in answers if one.status_code != httpx.codes.CREATED]
        assert [one.status_code for one in refused] == [409] * 4
        assert {one.json()["code"] for one in refused} == {"too-many-webhooks"}
