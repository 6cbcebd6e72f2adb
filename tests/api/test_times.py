"""Limits of every kind as callers see them."""

import httpx
import pytest

from tests.api.thornley import FRIDAY_AFTERNOON, PARTNERSHIP, deadline, raised
from tests.support.api import Api, Speaker
from tests.support.made import publish_made


@pytest.fixture
async def school(api: Api) -> Speaker:
    await publish_made(api.services, "thornley")
    return api.agency("school", PARTNERSHIP)


@pytest.fixture
def social_care(api: Api) -> Speaker:
    return api.agency("social-care", PARTNERSHIP)


class TestALimitSeenFromOutside:
    async def test_of_the_same_working_day_says_how_it_was_counted(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(raised(raised_at=FRIDAY_AFTERNOON))

        acknowledge = deadline(dispute, "stage-1.acknowledge")

        assert acknowledge["due_at"] == "2026-03-10T00:00:00Z"
        assert acknowledge["span"] == {
            "amount": 1,
            "unit": "same_working_day",
            "printed": "on the same working day, or on the next if it is asked after "
            "16:30",
            "cut_off": "16:30",
            "reading": None,
        }
        assert acknowledge["counts_from"]["taken"] == "raised"
        assert acknowledge["won"] == "fixed"

    async def test_waits_for_its_start_and_then_has_a_date(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await school.raises(raised(raised_at=FRIDAY_AFTERNOON))
        waiting = deadline(dispute, "stage-1.meet")
        assert waiting["due_at"] is None
        assert waiting["waits_for"] == ["acknowledged"]

        dispute = await social_care.does(
            "responses",
            dispute,
            {"view": "It was not met.", "responded_at": "2026-03-09T10:00:00Z"},
        )

        meet = deadline(dispute, "stage-1.meet")
        assert meet["due_at"] == "2026-03-17T00:00:00Z"
        assert meet["waits_for"] == []
        assert "counted from the acknowledgement on Monday 9 March" in meet["reason"]

    async def test_shows_what_is_not_known_and_takes_it_from_a_correction(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(raised(raised_at=FRIDAY_AFTERNOON))
        assert deadline(dispute, "stage-1.concern")["counts_from"]["known"] is False

        dispute = await school.does(
            "corrections",
            dispute,
            {
                "event_id": f"{dispute['id']}.1",
                "field": "concern_identified_at",
                "value": "2026-03-02T10:00:00Z",
                "reason": "It stands in the file.",
            },
        )

        concern = deadline(dispute, "stage-1.concern")
        assert concern["due_at"] == "2026-03-30T23:00:00Z"
        assert concern["if_passed"] == "indication"
        assert dispute["concern_identified_at"] == "2026-03-02T10:00:00Z"

    async def test_shows_a_prompt_as_the_boards_own(self, school: Speaker) -> None:
        dispute = await school.raises(raised(raised_at=FRIDAY_AFTERNOON))

        family = deadline(dispute, "stage-1.family")

        assert (family["urgency"], family["due_at"]) == ("without delay", None)
        assert family["prompt"] == {
            "every": "1 working day",
            "first_at": "2026-03-10T00:00:00Z",
            "set_by": "Thornley Safeguarding Board",
        }

    async def test_is_extended_no_further_than_the_document_lets_it(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(raised(raised_at=FRIDAY_AFTERNOON))
        path = f"/v1/disputes/{dispute['id']}/limits"
        wanted = {
            "kind": "extension",
            "duty": "stage-1.answer",
            "due_at": "2026-03-21T00:00:01Z",
        }

        answer = await school.post(path, wanted, version=dispute["version"])

        assert answer.status_code == httpx.codes.CONFLICT
        assert "until the end of Friday 20 March 2026" in answer.json()["detail"]

    async def test_exists_for_a_priority_only(self, school: Speaker) -> None:
        none = await school.post("/v1/disputes", raised(priority=None))
        assert (none.status_code, none.json()["code"]) == (422, "invalid-request")

        urgent = await school.raises(raised(priority="urgent"))

        assert urgent["priority"] == "urgent"
        assert deadline(urgent, "stage-1.look")["span"]["unit"] == "working_hours"
        assert deadline(urgent, "stage-1.answer")["span"]["amount"] == 72

    async def test_is_previewed_for_a_case(self, school: Speaker) -> None:
        answer = await school.post(
            "/v1/policies/thornley@1/previews",
            {
                "raised_at": "2026-03-27T10:00:00Z",
                "priority": "urgent",
                "concern_identified_at": "2026-03-02T10:00:00Z",
            },
        )

        shown = answer.json()
        assert deadline(shown, "stage-1.answer")["due_at"] == "2026-03-30T10:00:00Z"
        assert deadline(shown, "stage-1.concern")["due_at"] == "2026-03-30T23:00:00Z"
        assert deadline(shown, "procedure.over")["due_on"] == "2026-04-28"

    async def test_stands_in_the_policy_with_all_that_it_depends_on(
        self, school: Speaker
    ) -> None:
        policy = (await school.get("/v1/policies/thornley@1")).json()

        limits = {limit["duty"]: limit for limit in policy["stages"][0]["limits"]}
        answer = limits["stage-1.answer"]
        assert answer["anchors"] == ["decision_received", "raised"]
        assert answer["choice"] == "earliest"
        assert answer["extends_to"]["amount"] == 14
        assert answer["span"]["reading"] == "what seven days are"
        assert [one["priorities"] for one in answer["instead"]] == [["urgent"], []]
        assert limits["stage-1.confirm"]["only_on"] == ["agreed", "partly_agreed"]
        assert policy["whole_procedure"]["duty"] == "procedure.over"
        assert [tier["code"] for tier in policy["priorities"]] == ["urgent", "standard"]
