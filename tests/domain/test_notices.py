"""Whom an event has told, and until when that is worth sending."""

from uuid import UUID

import pytest

from tests.support.builders import a_dispute
from tests.support.convening import (
    answers_outcome,
    convenes,
    holds_meeting,
    names_lead,
)
from tests.support.meetings import calls_meeting
from tests.support.owing import agreed_at
from tests.support.steps import (
    checks_back,
    discusses,
    escalates,
    resolves,
    responds,
    sets_limit,
    withdraws,
)
from tests.support.story import Story
from tests.support.told import said, stands, told
from tests.support.undelivered import cannot_be_reached
from tests.support.world import (
    BEXLEY,
    LEWISHAM,
    WALES,
    WORCESTERSHIRE,
    london,
)

SCHOOL, SOCIAL_CARE = "agency:school", "agency:social-care"


@pytest.fixture
def story() -> Story:
    return Story()


class TestWhoIsTold:
    async def test_of_a_raising_is_who_must_answer(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))

        assert said(await told(story)) == [("raised", SOCIAL_CARE, False)]

    async def test_of_an_answer_is_the_raising_side(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE), responds("social-care"))

        assert said(await told(story)) == [("responded", SCHOOL, False)]

    async def test_of_a_step_on_are_both_sides_who_took_it_by_a_copy(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE), escalates("school"))

        assert said(await told(story)) == [
            ("escalated", SCHOOL, True),
            ("escalated", SOCIAL_CARE, False),
        ]

    async def test_of_a_referral_to_the_board_is_the_board(self, story: Story) -> None:
        await story.given(a_dispute(LEWISHAM), discusses("school"), escalates("school"))

        assert ("escalated", "board:", False) in said(await told(story))

    async def test_of_a_stage_at_which_an_office_acts_is_that_office(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(BEXLEY), escalates("school", to="stage-3"))

        office = "named:Practice Review and Learning Manager"
        assert ("escalated", office, False) in said(await told(story))

    async def test_of_an_end_are_both_and_of_a_proposal_who_must_confirm(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE), resolves("social-care"))
        assert said(await told(story)) == [
            ("resolution_proposed", SCHOOL, False),
            ("resolution_proposed", SOCIAL_CARE, True),
        ]

        await story.given(resolves("school"))
        assert {kind for kind, *_ in said(await told(story))} == {"resolved"}

    async def test_of_an_offered_limit_is_who_has_not_accepted(
        self, story: Story
    ) -> None:
        await story.given(a_dispute("brighton-hove@1"))
        duty = next(
            one.set.duty
            for one in (await story.dispute()).deadlines
            if one.set.due_at is None
        )
        limit = sets_limit("school", duty, london(2026, 4, 1), kind="agreed")
        await story.given(limit)

        assert said(await told(story)) == [("limit_proposed", SOCIAL_CARE, False)]

    async def test_of_a_call_for_a_meeting_are_all_others(self, story: Story) -> None:
        await story.given(a_dispute(BEXLEY), calls_meeting("social-care"))

        assert ("meeting_called", SCHOOL, False) in said(await told(story))
        assert ("meeting_called", SOCIAL_CARE, True) in said(await told(story))

    async def test_of_a_refused_outcome_is_who_put_it_on_record(
        self, story: Story
    ) -> None:
        both = ("school", "social-care")
        await story.given(a_dispute(WALES))
        await story.given(convenes("social-care", both, story.clock(), also=()))
        await story.given(holds_meeting("social-care", "meeting-1", outcome="agreed"))
        await story.given(answers_outcome("social-care", "meeting-1", accepts=True))
        assert said(await told(story)) == []

        await story.given(answers_outcome("school", "meeting-1", accepts=False))

        assert said(await told(story)) == [
            ("outcome_refused", SCHOOL, True),
            ("outcome_refused", SOCIAL_CARE, False),
        ]

    async def test_of_the_lead_that_was_named_are_all_and_the_lead_whoever_named_it(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES), names_lead("school", "school"))

        assert said(await told(story)) == [
            ("lead_named", SCHOOL, False),
            ("lead_named", SOCIAL_CARE, False),
        ]

    async def test_of_a_check_that_did_not_hold_is_who_has_to_act(
        self, story: Story
    ) -> None:
        await agreed_at(story, 1)

        await story.when(
            checks_back("school", result="not_confirmed", action_id="action-1")
        )

        assert ("not_confirmed", SOCIAL_CARE, False) in said(await told(story))
        assert ("not_confirmed", SCHOOL, True) in said(await told(story))

    async def test_of_a_breach_is_who_owed_it_and_the_other_side(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        await story.at(london(2026, 3, 4, 9)).sweep()

        found = [one for one in await told(story) if one.kind == "time_passed"]
        assert {one.to.key for one in found} == {SCHOOL, SOCIAL_CARE}
        assert found[0].asked.clause == "002 stage 1"

    async def test_in_the_documents_words_are_told_once_each(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE), escalates("school", to=None))

        found = await told(story, "duty")
        assert [one.to.key for one in found] == [
            "named:the practitioner's line manager"
        ]
        assert found[0].owed_by == "school"

    async def test_of_an_undelivered_notice_is_only_who_must_see_to_it(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        await cannot_be_reached(story, "social-care")
        dispute = await story.dispute()

        assert said(await told(story)) == [("undelivered", SCHOOL, False)]
        assert [duty.due.to for duty in dispute.duties if duty.due.overdue] == [
            "social-care"
        ]
        await cannot_be_reached(story, "social-care")
        again = await story.dispute()
        assert len([duty for duty in again.duties if duty.due.overdue]) == 1


class TestANotice:
    async def test_has_the_same_id_whoever_computes_it(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))

        [one], [again] = await told(story), await told(story)

        assert one.id == again.id
        assert isinstance(one.id, UUID)

    async def test_is_not_called_for_any_more_once_the_matter_is_over(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        [raised] = await told(story)
        reminders = await told(story, "reminder")
        now = story.clock()
        assert stands(raised, await story.dispute(), now)

        await story.given(withdraws("school"))

        dispute = await story.dispute()
        assert not stands(raised, dispute, now)
        assert not any(stands(one, dispute, now) for one in reminders)
        assert all(stands(one, dispute, now) for one in await told(story))

    async def test_to_an_agency_that_left_is_not_called_for(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        [raised] = await told(story)
        dispute = await story.dispute()

        dispute.responding = []

        assert not stands(raised, dispute, story.clock())
