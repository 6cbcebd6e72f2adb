"""What cannot be said of a duty, and why: each refusal names what is open instead."""

import pytest

from tests.api.one_log.owing import (
    agreed,
    checks,
    does_all,
    duty_of,
    now,
    refused,
    says,
)
from tests.support.api import Api, Json, Speaker, a_dispute

pytestmark = pytest.mark.asyncio(loop_scope="module")

ACTS: dict[str, Json] = {
    "fulfilments": {},
    "refusals": {"reason": "Not called for."},
    "waivers": {"reason": "The family has moved."},
    "delegations": {"to": {"role": "Deputy"}},
}
NO_DUTY: Json = {"id": "stage-1.childs-file.school.1"}


class TestADutyThatIsNotThere:
    @pytest.mark.parametrize("act", ACTS)
    async def test_is_not_found(self, school: Speaker, act: str) -> None:
        early = await school.raises()
        assert early["duties"] == []

        for duty in (NO_DUTY, {"id": "never-heard-of"}):
            answer = await says(school, early, duty, act, ACTS[act])

            assert refused(answer) == (404, "duty-not-found")
            assert duty["id"] not in answer.text

    @pytest.mark.parametrize("act", ACTS)
    async def test_is_not_told_from_a_hidden_dispute_by_strangers(
        self, api: Api, school: Speaker, act: str
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")

        elsewhere = api.agency("school", "bexley")
        for stranger in (api.agency("police"), api.role("board"), elsewhere):
            for duty in (file, NO_DUTY):
                answer = await says(stranger, dispute, duty, act, ACTS[act])

                assert refused(answer) == (404, "dispute-not-found")

    async def test_is_refused_to_an_auditor_as_any_other_is(
        self, api: Api, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")

        for duty in (file, NO_DUTY):
            answer = await says(api.role("auditor"), dispute, duty, "fulfilments", {})

            assert refused(answer) == (403, "role-may-not")

    async def test_cannot_have_been_done_before_it_was_there(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")

        early = {"fulfilled_at": "2026-01-06T09:00:00Z"}
        answer = await says(school, dispute, file, "fulfilments", early)
        assert refused(answer) == (422, "out-of-order")
        assert answer.json()["errors"][0]["pointer"] == "/fulfilled_at"

        late = {"fulfilled_at": "2099-01-06T09:00:00Z"}
        answer = await says(school, dispute, file, "fulfilments", late)
        assert refused(answer) == (422, "in-the-future")


class TestADutyOfOthers:
    @pytest.mark.parametrize("act", ACTS)
    async def test_is_not_ours(
        self, school: Speaker, social_care: Speaker, act: str
    ) -> None:
        dispute = await agreed(school)
        theirs = duty_of(dispute, "stage-1.childs-file")

        answer = await says(social_care, dispute, theirs, act, ACTS[act])

        assert refused(answer) == (409, "not-your-duty")
        assert "fulfilDuty" in answer.json()["allowed"]

    async def test_may_be_handed_on_only_to_an_agency_of_the_dispute(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")
        to = {"role": "Sergeant", "agency": "police"}

        answer = await says(school, dispute, file, "delegations", {"to": to})

        assert refused(answer) == (409, "not-your-duty")

    async def test_is_done_no_better_by_an_agency_to_which_another_was_handed_on(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")
        to = {"role": "Team manager", "agency": "social-care"}
        dispute = await now(school, dispute, file, "delegations", {"to": to})
        log = duty_of(dispute, "stage-1.agency-log")

        answer = await says(social_care, dispute, log, "fulfilments", {})

        assert refused(answer) == (409, "not-your-duty")


class TestADutyThatIsSettled:
    @pytest.mark.parametrize("act", ACTS)
    async def test_is_not_done_or_let_go_twice(self, school: Speaker, act: str) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")
        dispute = await now(school, dispute, file, "fulfilments", {})

        answer = await says(school, dispute, file, act, ACTS[act])

        assert refused(answer) == (409, "duty-settled")
        assert len(duty_of(dispute, "stage-1.childs-file")["fulfilments"]) == 1

    @pytest.mark.parametrize("act", ACTS)
    async def test_is_overtaken_when_the_dispute_is_closed(
        self, school: Speaker, social_care: Speaker, act: str
    ) -> None:
        dispute = await school.raises(a_dispute())
        onward = {"trigger": "not_agreed", "reason": "No agreement."}
        dispute = await school.does("escalations", dispute, onward)
        ending = {"outcome": "agreed", "summary": "Agreed."}
        dispute = await school.does("resolutions", dispute, ending)
        left = duty_of(dispute, "stage-1.formally")
        assert (left["force"], left["status"]) == ("should", "due")
        dispute = await does_all(
            dispute, ("social-care", social_care), ("school", school), but=left["id"]
        )
        for who in (school, social_care):
            dispute = await checks(who, dispute, "understanding")
        dispute = await checks(school, dispute, "completion")
        assert dispute["status"] == "closed"
        assert duty_of(dispute, "stage-1.formally")["status"] == "overtaken"

        answer = await says(school, dispute, left, act, ACTS[act])

        assert refused(answer) == (409, "duty-settled")
        assert not {"fulfilDuty", "waiveDuty"} & set(answer.json()["allowed"])

    async def test_is_let_go_no_more_once_the_action_was_done(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        dispute = await checks(school, dispute, "completion")
        (action,) = dispute["actions"]

        answer = await says(school, dispute, action, "waivers", ACTS["waivers"])

        assert refused(answer) == (409, "duty-settled")


class TestADutyThatBinds:
    async def test_cannot_be_declined(self, school: Speaker) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")

        answer = await says(school, dispute, file, "refusals", ACTS["refusals"])

        assert refused(answer) == (409, "duty-binding")
        assert "002 stage 1, Resolved, second point" in answer.json()["detail"]

    async def test_is_checked_back_on_where_it_is_a_check_back(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        understood = next(
            one for one in dispute["duties"] if one["kind"] == "understanding"
        )

        answer = await says(school, dispute, understood, "fulfilments", {})

        assert refused(answer) == (409, "duty-binding")
        assert "recordCheckBack" in answer.json()["allowed"]
