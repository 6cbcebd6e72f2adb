"""A trace from a caller's request to the event that it recorded."""

import pytest

from dispute_core.tracing import TRACE
from tests.support.api import Speaker, a_dispute
from tests.test_trace_context import CALLERS, SPAN
from tests.test_trace_context import TRACE as CALLERS_TRACE

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestATrace:
    async def test_is_gone_on_with_in_the_answer_and_kept_with_the_event(
        self, school: Speaker
    ) -> None:
        answer = await school.send(
            "POST",
            "/v1/disputes",
            json=a_dispute(),
            headers={
                "Idempotency-Key": "traced",
                "traceparent": CALLERS,
                "tracestate": "canary=canary",
            },
        )
        dispute = answer.json()["id"]
        event = (await school.get(f"/v1/events/{dispute}.1")).json()

        ours = answer.headers["traceparent"]
        assert ours.split("-")[1] == CALLERS_TRACE
        assert SPAN not in ours
        assert event["traceparent"] == ours
        assert "canary" not in answer.text + repr(answer.headers) + repr(event)

    async def test_is_begun_where_the_caller_has_none(self, school: Speaker) -> None:
        first, second = [await school.get("/v1/disputes") for _ in range(2)]

        traces = {one.headers["traceparent"].split("-")[1] for one in (first, second)}
        assert len(traces) == 2
        assert TRACE.get() is None
