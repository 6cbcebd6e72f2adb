"""What a duty asks for beside that it was done, and what is refused in its place."""

from typing import Any

import pytest

from tests.api.one_log.owing import HEARD, agreed, duty_of, refused, says
from tests.support.api import Json, Speaker

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("task", "body", "code", "pointer"),
        [
            ("policies", {}, "duty-answer-missing", "/answer"),
            ("competence", {}, "duty-answer-missing", "/answer"),
            ("where-kept", {}, "duty-answer-missing", "/held_by"),
            ("where-kept", {"held_by": "nobody"}, "unknown-agency", "/held_by"),
            (
                "competence",
                {"answer": "needed", "note": "He was late again."},
                "invalid-request",
                "/note",
            ),
            (
                "feedback",
                {"acknowledged_by": [{**HEARD, "agency": "nobody"}]},
                "unknown-agency",
                "/acknowledged_by/0/agency",
            ),
            (
                "feedback",
                {"acknowledged_by": [{"name": "A. Practitioner"}]},
                "invalid-request",
                "/acknowledged_by/0/role",
            ),
            (
                "childs-file",
                {"review_on": "2026-02-01"},
                "invalid-request",
                "/review_on",
            ),
        ],
    )
    async def test_must_be_the_one_that_the_duty_asks_for(
        self, school: Speaker, task: str, body: Json, code: str, pointer: str
    ) -> None:
        dispute = await agreed(school, 3)
        duty = duty_of(dispute, f"stage-3.{task}")

        answer = await says(school, dispute, duty, "fulfilments", body)

        assert refused(answer) == (422, code)
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert "late again" not in answer.text
        assert "Practitioner" not in answer.text

    @pytest.mark.parametrize(
        ("body", "code", "pointer"),
        [
            ({}, "invalid-request", "/to"),
            ({"office": "never-heard-of"}, "unknown-office", "/office"),
            (
                {"to": {"role": "Deputy", "agency": "nobody"}},
                "unknown-agency",
                "/to/agency",
            ),
            (
                {"to": {"role": "Deputy"}, "until": "2026-01-01"},
                "out-of-order",
                "/until",
            ),
        ],
    )
    async def test_must_say_to_whom_a_duty_is_handed_on(
        self, school: Speaker, body: dict[str, Any], code: str, pointer: str
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")

        answer = await says(school, dispute, file, "delegations", body)

        assert refused(answer) == (422, code)
        assert answer.json()["errors"][0]["pointer"] == pointer
