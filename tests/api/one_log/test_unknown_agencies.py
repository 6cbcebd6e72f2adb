"""An agency that the directory does not know is refused wherever a request names it."""

from typing import Any

import pytest

from tests.support.api import Api, Json, a_discussion, a_dispute

UNKNOWN = "somebodys-own-agency"

RAISING: dict[str, Json] = {
    "/responding/0/agency": {"responding": [{"agency": UNKNOWN}]},
    "/lead_agency": {"lead_agency": UNKNOWN},
    "/also_affects/0/held_by": {
        "also_affects": [{"kind": "child", "reference": "S-2", "held_by": UNKNOWN}]
    },
}
ACTION = {"what": "Visit the family.", "owner_agency": UNKNOWN}
STEPS: dict[str, tuple[str, Json]] = {
    "/participants/0/agency": (
        "discussions",
        a_discussion(participants=[{"agency": UNKNOWN, "role": "Adviser"}]),
    ),
    "/actors/0/agency": (
        "escalations",
        {"trigger": "not_agreed", "actors": [{"side": "raising", "agency": UNKNOWN}]},
    ),
    "/accepted_by/0/agency": (
        "resolutions",
        {
            "outcome": "agreed",
            "summary": "A visit.",
            "accepted_by": [{"agency": UNKNOWN, "accepts": True}],
        },
    ),
    "/actions/0/owner_agency": (
        "resolutions",
        {"outcome": "agreed", "summary": "A visit.", "actions": [ACTION]},
    ),
    "/agency": (
        "parties",
        {"change": "add", "side": "responding", "agency": UNKNOWN},
    ),
}


def expect_unknown(problem: Any, pointer: str) -> None:
    assert problem["code"] == "unknown-agency"
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert UNKNOWN not in str(problem)


@pytest.mark.asyncio(loop_scope="module")
class TestAnUnknownAgency:
    @pytest.mark.parametrize("pointer", RAISING)
    async def test_is_refused_when_raising(self, api: Api, pointer: str) -> None:
        school = api.agency("school")

        answer = await school.post("/v1/disputes", a_dispute(**RAISING[pointer]))

        assert answer.status_code == 422
        expect_unknown(answer.json(), pointer)

    @pytest.mark.parametrize("pointer", STEPS)
    async def test_is_refused_in_every_step(self, api: Api, pointer: str) -> None:
        act, body = STEPS[pointer]
        school = api.agency("school")
        dispute = await school.raises()

        answer = await school.post(
            f"/v1/disputes/{dispute['id']}/{act}", body, version=dispute["version"]
        )

        assert answer.status_code == 422
        expect_unknown(answer.json(), pointer)
