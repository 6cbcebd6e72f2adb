"""What a policy says of itself and of the texts around it, over HTTP."""

import pytest
import pytest_asyncio

from tests.support.api import Api, Json, Speaker
from tests.support.made import publish_made

HARBOUR = "/v1/policies/harbour-entry@3"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def policy(api: Api) -> Json:
    await publish_made(api.services, "harbour-entry")
    found: Json = (await api.agency("school", "harbour").get(HARBOUR)).json()
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader(api: Api) -> Speaker:
    await publish_made(api.services, "harbour-entry")
    return api.agency("school", "harbour")


@pytest.mark.asyncio(loop_scope="module")
class TestTheLayersOfAPolicy:
    async def test_name_the_policy_that_is_kept_here_too(self, policy: Json) -> None:
        beneath = policy["layers"][0]

        assert beneath["relation"] == "supplements"
        assert (beneath["ref"], beneath["held"]) == ("worcestershire@1", True)
        assert beneath["title"].startswith("Escalation Policy")
        assert beneath["local_text_first"] is True
        assert beneath["overrides"] == [
            {
                "about": "the first talk",
                "here": "within two working days",
                "there": "within one working day",
                "clause": "H 4.1",
            }
        ]

    async def test_tell_what_nobody_has_seen_from_what_is_only_not_here(
        self, policy: Json
    ) -> None:
        _, linked, above = policy["layers"]

        assert (linked["seen"], linked["ref"], linked["held"]) == (False, None, False)
        assert linked["link"] == "https://firth.example.org/conferences"
        assert linked["local_text_first"] is None
        assert (above["relation"], above["local_text_first"]) == ("defers_to", False)
        assert (above["ref"], above["held"]) == ("national-guidance@1", False)
        assert above["title"] is None


@pytest.mark.asyncio(loop_scope="module")
class TestTheIdentityOfAPolicy:
    async def test_says_where_for_whom_and_for_how_long_it_holds(
        self, policy: Json
    ) -> None:
        assert (policy["ref"], policy["version"]) == ("harbour-entry@3", 3)
        assert policy["area"] == ["Harbour", "Firth"]
        assert policy["nation"] == "SCT"
        assert policy["subject_kinds"] == ["adult", "child"]
        assert (policy["in_force_from"], policy["in_force_to"]) == (
            "2024-04-01",
            "2026-03-31",
        )
        assert policy["review_on"] == "2025-04-01"

    async def test_keeps_not_said_apart_from_not_seen_and_both_from_readings(
        self, policy: Json
    ) -> None:
        kinds = {one["about"]: one["kind"] for one in policy["silences"]}

        assert kinds == {
            "the time for the managers": "not_said",
            "conferences": "not_seen",
        }
        assert policy["readings"][0]["by"] == "the Harbour board, 3 May 2024"

    async def test_is_in_the_list_of_policies(self, reader: Speaker) -> None:
        listed = (await reader.get("/v1/policies?limit=200")).json()["items"]

        found = next(one for one in listed if one["ref"] == "harbour-entry@3")
        assert (found["version"], found["in_force_to"]) == (3, "2026-03-31")


@pytest.mark.asyncio(loop_scope="module")
class TestTheTasksOfAStage:
    async def test_are_of_every_kind_each_with_its_clause(self, policy: Json) -> None:
        tasks = {one["id"]: one for one in policy["stages"][0]["tasks"]}

        assert {one["kind"] for one in tasks.values()} == {
            "record",
            "notice",
            "feedback",
            "confirmation",
            "check_back",
            "consideration",
        }
        assert all(one["clause"].startswith("H 4.") for one in tasks.values())
        told = tasks["stage-1.tell-lead"]
        assert (told["when"], told["to"], told["urgency"]) == (
            "at_start",
            "the designated lead",
            "on the same day",
        )
        assert tasks["stage-1.plan-review"]["only_if"] == "where there is a plan"


@pytest.mark.asyncio(loop_scope="module")
class TestThePreview:
    async def test_asks_what_raising_asks(self, reader: Speaker) -> None:
        answer = await reader.send(
            "POST",
            f"{HARBOUR}/previews",
            json={
                "raised_at": "2025-06-02T09:00:00Z",
                "screening": [{"question": "whistle", "applies": True}],
            },
        )

        found = answer.json()
        said = {one["asked"]["question"]: one["applies"] for one in found["screening"]}
        assert (said["whistle"], said["referral"]) == (True, None)
        wanted = [one["condition"] for one in found["preconditions"]]
        assert wanted == ["own_policy", "manager"]
        assert len(found["tasks"]) == 6
        assert any("was to be reviewed by" in note for note in found["notes"])

    async def test_says_when_the_document_has_run_out(self, reader: Speaker) -> None:
        answer = await reader.send(
            "POST",
            f"{HARBOUR}/previews",
            json={"raised_at": "2026-06-01T09:00:00Z"},
        )

        assert any("was in force until" in note for note in answer.json()["notes"])

    async def test_refuses_what_raising_would_send_elsewhere(
        self, reader: Speaker
    ) -> None:
        answer = await reader.send(
            "POST",
            f"{HARBOUR}/previews",
            json={
                "raised_at": "2025-06-02T09:00:00Z",
                "screening": [{"question": "complaint", "applies": True}],
            },
        )

        assert answer.json()["code"] == "belongs-elsewhere"
        assert answer.json()["belongs_to"]["clause"] == "H 2.2"
