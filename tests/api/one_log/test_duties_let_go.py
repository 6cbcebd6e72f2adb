"""Duties that are declined or waived with a reason; closed once none holds it open."""

import pytest

from tests.api.one_log.owing import agreed, checks, does_all, duty_of, now
from tests.support.api import Api, Speaker, a_dispute

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestLettingItGo:
    async def test_says_why_what_depends_on_something_is_not_called_for(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school, 2)
        review = duty_of(dispute, "stage-2.plan-review")
        assert review["only_if"] == "if necessary"

        dispute = await now(
            school, dispute, review, "refusals", {"reason": "The plan is a week old."}
        )

        declined = duty_of(dispute, "stage-2.plan-review")
        assert declined["status"] == "declined"
        assert declined["excused"]["how"] == "declined"
        assert declined["excused"]["reason"] == "The plan is a week old."

    async def test_waives_formally_by_who_owes_it(self, school: Speaker) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")

        dispute = await now(
            school, dispute, file, "waivers", {"reason": "The family has moved."}
        )

        waived = duty_of(dispute, "stage-1.childs-file")
        assert (waived["status"], waived["excused"]["how"]) == ("waived", "waived")
        assert waived["excused"]["by"]["agency"] == "school"

    async def test_waives_by_the_board_where_it_is_told_of_the_dispute(
        self, api: Api, school: Speaker
    ) -> None:
        dispute = await school.raises(a_dispute())
        for _ in range(3):
            onward = {"trigger": "not_agreed", "reason": "No agreement."}
            dispute = await school.does("escalations", dispute, onward)
        board, told = api.role("board"), duty_of(dispute, "stage-4.members")

        dispute = await now(board, dispute, told, "waivers", {"reason": "I am told."})

        excused = duty_of(dispute, "stage-4.members")["excused"]
        assert (excused["by"]["side"], excused["how"]) == ("board", "waived")

    async def test_lets_an_agreed_action_go_by_its_owner(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school)
        (action,) = dispute["actions"]

        dispute = await now(
            social_care, dispute, action, "waivers", {"reason": "The child has moved."}
        )

        (let_go,) = dispute["actions"]
        assert (let_go["status"], let_go["waived"]["how"]) == ("waived", "waived")
        assert let_go["waived"]["reason"] == "The child has moved."
        assert let_go["waived"]["by"]["agency"] == "social-care"


class TestClosing:
    async def test_waits_for_every_must_and_every_check_back(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school)
        both = (("school", school), ("social-care", social_care))
        dispute = await checks(school, dispute, "understanding")
        dispute = await checks(social_care, dispute, "understanding")
        dispute = await checks(school, dispute, "completion")
        assert (dispute["status"], dispute["waiting_on"]) == ("resolved", "both")
        assert "record the agreed actions on the child's file" in dispute["next_step"]

        dispute = await does_all(dispute, *both)
        assert (dispute["status"], dispute["waiting_on"]) == ("closed", "none")

    async def test_may_come_with_a_waiver(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school)
        dispute = await does_all(
            dispute, ("school", school), ("social-care", social_care)
        )
        assert dispute["status"] == "resolved"
        owed = [one for one in dispute["duties"] if one["status"] == "due"]
        for duty in owed:
            responds = duty["holder"]["side"] == "responding"
            who = social_care if responds else school
            body = {"reason": "Nothing is left to check."}
            dispute = await now(who, dispute, duty, "waivers", body)
        assert dispute["status"] == "resolved"

        (action,) = dispute["actions"]
        body = {"reason": "The child has moved."}
        dispute = await now(school, dispute, action, "waivers", body)
        assert dispute["status"] == "closed"
