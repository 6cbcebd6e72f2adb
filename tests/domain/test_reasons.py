"""Why a date is what it is: one sentence that names all that was weighed."""

from datetime import date

import pytest

from dispute_core.domain.saying import said_days
from tests.domain.any_life import is_one_sentence
from tests.domain.in_good_time import a_story_in_good_time, owed, raised
from tests.support.builders import a_dispute
from tests.support.steps import discusses, escalates, responds, sets_limit
from tests.support.story import MONDAY, Story
from tests.support.world import ALL_POLICIES, BRIGHTON, WALES, london

TONIGHT = london(2026, 3, 2, 18)


class TestTheReason:
    @pytest.mark.parametrize("policy", ALL_POLICIES)
    async def test_is_one_sentence(self, story: Story, policy: str) -> None:
        await story.given(a_dispute(policy), escalates("school"))

        for deadline in (await story.dispute()).deadlines:
            assert is_one_sentence(deadline.set.reason), deadline.set.reason

    async def test_is_one_sentence_whatever_it_runs_from(self) -> None:
        story = a_story_in_good_time()
        await story.given(
            raised(),
            discusses("school", at=MONDAY, method="meeting"),
            responds("social-care"),
            escalates("school"),
        )

        for deadline in (await story.dispute()).deadlines:
            assert is_one_sentence(deadline.set.reason), deadline.set.reason

    async def test_says_by_date_which_days_were_counted(self, story: Story) -> None:
        await story.given(a_dispute(WALES))

        assert (
            "it runs to the end of Monday 9 March 2026, the last of the 5 days counted "
            "(Tuesday 3 March to Friday 6 March and Monday 9 March 2026); "
        ) in (await story.deadline("stage-1.discuss")).set.reason

    async def test_names_every_moment_for_which_it_waits(self) -> None:
        story = a_story_in_good_time()
        await story.given(raised(), escalates("school"))

        assert (
            "it counts from the latest of the response (not yet come) and the end of "
            "the conference (not known), and gives no date because it is not known"
        ) in (await owed(story, "stage-2.meet")).reason

    async def test_says_of_a_step_without_a_number_whose_date_it_has(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(BRIGHTON),
            sets_limit("school", "stage-1.resolve", TONIGHT),
            sets_limit("social-care", "stage-1.resolve", TONIGHT),
        )

        reason = (await story.deadline("stage-1.resolve", 2)).set.reason
        assert reason.endswith(
            "; the limit that both sides accepted runs to 18:00 on Monday 2 March 2026."
        )
        assert "breached" not in reason


class TestManyDays:
    def test_are_said_as_the_runs_that_they_make(self) -> None:
        days = [date(2026, 3, day) for day in (3, 4, 5, 9, 10, 12)]

        assert said_days(days) == (
            "Tuesday 3 March to Thursday 5 March, Monday 9 March, Tuesday 10 March and "
            "Thursday 12 March 2026"
        )

    def test_of_two_years_are_each_said_with_their_own(self) -> None:
        days = [date(2025, 12, 31), date(2026, 1, 2)]

        assert said_days(days) == "Wednesday 31 December 2025 and Friday 2 January 2026"
