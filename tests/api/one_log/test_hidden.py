"""What a caller may not see is answered exactly as what does not exist."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.api import Api, Json, Speaker, a_discussion

COMMANDS: dict[str, Json] = {
    "discussions": a_discussion(),
    "responses": {"view": "We see it otherwise."},
    "limits": {
        "kind": "risk_set",
        "duty": "stage-1.discuss",
        "due_at": "2030-01-01T00:00:00Z",
    },
    "escalations": {"trigger": "not_agreed"},
    "resolutions": {"outcome": "agreed", "summary": "Agreed."},
    "check-backs": {"kind": "understanding", "result": "confirmed"},
    "withdrawals": {"ground": "no_longer_held"},
    "reopenings": {"ground": "new_information"},
    "parties": {"change": "add", "side": "responding", "agency": "police"},
    "records": {"kind": "note", "text": "A note."},
    "corrections": {"event_id": "x", "field": "raised_at", "value": "x", "reason": "x"},
}
READINGS = ("", "/events", "/deadlines", "?version=1", "?as_at=2100-01-01T00:00:00Z")


def said(answer: httpx.Response) -> tuple[int, Mapping[str, Any], Mapping[str, str]]:
    """An answer without the number that each request gets for itself."""
    body = {**answer.json(), "instance": ""}
    numbers = ("x-request-id", "traceparent")
    headers = {n: v for n, v in answer.headers.items() if n not in numbers}
    return answer.status_code, body, headers


@pytest.mark.asyncio(loop_scope="module")
class TestAHiddenDispute:
    async def test_cannot_be_told_from_an_absent_one_by_reading(
        self, api: Api, school: Speaker
    ) -> None:
        hidden = (await school.raises())["id"]

        for speaker in strangers(api):
            for reading in READINGS:
                answer = await speaker.get(f"/v1/disputes/{hidden}{reading}")
                absent = await speaker.get(f"/v1/disputes/{uuid4()}{reading}")
                nonsense = await speaker.get(f"/v1/disputes/nonsense{reading}")

                assert answer.status_code == 404
                assert said(answer) == said(absent) == said(nonsense)

    @pytest.mark.parametrize("command", COMMANDS)
    async def test_cannot_be_told_from_an_absent_one_by_a_command(
        self, api: Api, school: Speaker, command: str
    ) -> None:
        hidden = (await school.raises())["id"]
        body = COMMANDS[command]

        for speaker in strangers(api):
            answers = [
                said(
                    await speaker.post(
                        f"/v1/disputes/{which}/{command}", body, version=7
                    )
                )
                for which in (hidden, uuid4(), "nonsense", str(hidden).upper())
            ]

            assert answers[0][0] == 404
            assert all(answer == answers[0] for answer in answers)

    async def test_stays_hidden_behind_a_key_that_was_used_on_it(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises()
        path = f"/v1/disputes/{raised['id']}/discussions"
        await school.post(path, a_discussion(), version=1, key="one")

        answer = await api.agency("police").post(
            path, a_discussion(), version=1, key="one"
        )

        assert answer.status_code == 404

    async def test_opens_to_an_agency_that_joins(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises()
        joining = {"change": "add", "side": "responding", "agency": "police"}

        await school.does("parties", raised, joining)

        answer = await api.agency("police").get(f"/v1/disputes/{raised['id']}")
        assert answer.status_code == 200
        earlier = await api.agency("police").get(
            f"/v1/disputes/{raised['id']}?version=1"
        )
        assert earlier.status_code == 200

    async def test_closes_its_past_to_an_agency_that_leaves(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises()
        party = {"side": "responding", "agency": "police"}
        joined = await school.does("parties", raised, {"change": "add", **party})
        await school.does("parties", joined, {"change": "remove", **party})

        answer = await api.agency("police").get(
            f"/v1/disputes/{raised['id']}?version=2"
        )

        assert answer.status_code == 404


@pytest.mark.asyncio(loop_scope="module")
class TestWhoSees:
    async def test_the_auditor_of_the_partnership_but_of_no_other(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises()
        path = f"/v1/disputes/{raised['id']}"

        assert (await api.role("auditor").get(path)).status_code == 200
        assert (await api.role("auditor", "bexley").get(path)).status_code == 404

    async def test_nobody_else_what_an_agency_keeps_for_itself(
        self, api: Api, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises()
        secret = {"kind": "note", "text": "For ourselves.", "visible_to": "own_agency"}
        kept = await school.does("records", raised, secret)
        assert kept["records"][0]["text"] == "For ourselves."
        path = f"/v1/disputes/{raised['id']}"

        auditor = (await api.role("auditor").get(path)).json()
        other_side = (await social_care.get(path)).json()

        assert auditor["records"] == kept["records"]
        assert other_side["records"] == []
        assert other_side["version"] == kept["version"]


def strangers(api: Api) -> list[Speaker]:
    return [
        api.agency("police"),
        api.agency("school", "bexley"),
        api.role("board"),
        api.role("auditor", "bexley"),
        api.role("monitor"),
        api.role("admin"),
    ]
