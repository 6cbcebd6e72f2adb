"""Limits that people set, over HTTP: also those that were agreed on paper before."""

from typing import Any

import pytest
import pytest_asyncio

from tests.support.api import Api, Json, Speaker, a_dispute

RAISED_AT = "2026-03-02T10:00:00Z"
AGREED_AT = "2026-03-03T16:00:00Z"
DUE_AT = "2026-03-06T17:00:00Z"
LATER = "2026-03-13T17:00:00Z"


def a_limit(**changes: Any) -> Json:
    limit: Json = {
        "kind": "agreed",
        "duty": "stage-1.resolve",
        "due_at": DUE_AT,
        "set_at": AGREED_AT,
    }
    return {**limit, **changes}


@pytest.fixture
def brighton(api: Api) -> Speaker:
    return api.agency("school", "brighton-hove")


@pytest.fixture
def other_side(api: Api) -> Speaker:
    return api.agency("social-care", "brighton-hove")


@pytest_asyncio.fixture(loop_scope="module")
async def raised(brighton: Speaker) -> Json:
    """A dispute that ran on paper, under the policy whose sides agree their time."""
    return await brighton.raises(
        a_dispute(partnership="brighton-hove", raised_at=RAISED_AT)
    )


@pytest.mark.asyncio(loop_scope="module")
class TestALimit:
    async def test_because_of_the_risk_binds_at_once(self, api: Api) -> None:
        wales = api.agency("school", "wales-region")
        raised = await wales.raises(a_dispute(partnership="wales-region"))
        duty = raised["deadlines"][0]
        limit: Json = {
            "kind": "risk_set",
            "duty": duty["duty"],
            "due_at": "2100-01-01T00:00:00Z",
        }

        after = await wales.does("limits", raised, limit)

        assert after["limits"][0]["state"] == "binding"
        assert after["limits"][0]["due_at"] == "2100-01-01T00:00:00Z"
        statuses = {d["id"]: d["status"] for d in after["deadlines"]}
        assert statuses[duty["id"]] == "superseded"

    async def test_shows_who_set_it_when_and_why(
        self, brighton: Speaker, raised: Json
    ) -> None:
        limit = a_limit(reason="The ward waits.", by={"role": "Teacher"})

        after = await brighton.does("limits", raised, limit)

        shown = after["limits"][0]
        assert shown["set_at"] == AGREED_AT
        assert shown["recorded_at"] > AGREED_AT
        assert shown["reason"] == "The ward waits."
        assert (shown["by"]["agency"], shown["by"]["role"]) == ("school", "Teacher")
        listed = await brighton.get(f"/v1/disputes/{raised['id']}/events")
        assert listed.json()["items"][-1]["occurred_at"] == AGREED_AT

    async def test_was_set_now_where_nobody_says_when(
        self, brighton: Speaker, raised: Json
    ) -> None:
        limit = a_limit()
        del limit["set_at"]

        after = await brighton.does("limits", raised, limit)

        assert after["limits"][0]["set_at"] > raised["recorded_at"]


@pytest.mark.asyncio(loop_scope="module")
class TestTheTimeOfALimit:
    async def test_is_never_in_the_future(
        self, brighton: Speaker, raised: Json
    ) -> None:
        limit = a_limit(set_at="2100-01-01T00:00:00Z", due_at="2100-01-02T00:00:00Z")

        await self._refused(brighton, raised, limit, "in-the-future")

    async def test_is_never_before_the_duty_began(
        self, brighton: Speaker, raised: Json
    ) -> None:
        limit = a_limit(set_at="2026-03-02T09:59:59Z")

        await self._refused(brighton, raised, limit, "out-of-order")

    async def test_tells_that_a_limit_was_moved_in_time_though_entered_late(
        self, brighton: Speaker, other_side: Speaker, raised: Json
    ) -> None:
        """The breach stands, for we could not know; it accuses nobody."""
        offered = await brighton.does("limits", raised, a_limit())
        agreed = await other_side.does("limits", offered, a_limit())
        longer = a_limit(kind="extension", due_at=LATER, set_at="2026-03-05T09:00:00Z")

        wished = await brighton.does("limits", agreed, longer)
        after = await other_side.does("limits", wished, longer)

        first, moved = (d for d in after["deadlines"] if d["due_at"])
        assert (first["due_at"], first["status"]) == (DUE_AT, "breached")
        assert first["breach"]["cause"] == "entered_late"
        assert (moved["due_at"], moved["generation"]) == (LATER, 3)

    async def _refused(
        self, who: Speaker, raised: Json, limit: Json, code: str
    ) -> None:
        path = f"/v1/disputes/{raised['id']}/limits"

        answer = await who.post(path, limit, version=1)

        assert answer.status_code == 422
        assert answer.json()["code"] == code
        assert answer.json()["errors"][0]["pointer"] == "/set_at"
