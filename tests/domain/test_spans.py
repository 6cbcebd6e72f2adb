"""Spans of every kind, to the instant at which each is over."""

import pytest

from tests.domain.in_good_time import a_story_in_good_time, owed, raised
from tests.support.steps import (
    discusses,
)
from tests.support.story import MONDAY, Story
from tests.support.world import end_of, london


@pytest.fixture
def story() -> Story:
    return a_story_in_good_time()


class TestASpan:
    async def test_of_72_hours_is_72_hours_also_when_the_clocks_change(
        self, story: Story
    ) -> None:
        """Sunday 29 March 2026 has 23 hours."""
        friday = london(2026, 3, 27, 10)
        await story.at(friday).given(raised(priority="urgent"))

        answer = await owed(story, "stage-1.answer")

        assert answer.due_at == london(2026, 3, 30, 11)
        assert "counted from the raising at 10:00 on Friday 27 March" in answer.reason

    async def test_of_28_calendar_days_runs_through_week_ends_and_holidays(
        self, story: Story
    ) -> None:
        await story.given(raised(identified_at=london(2026, 2, 24, 9)))

        concern = await owed(story, "stage-1.concern")

        assert concern.due_at == end_of(2026, 3, 24)
        assert len(concern.days) == 28

    async def test_of_the_same_working_day_passes_to_the_next_after_the_cut_off(
        self, story: Story
    ) -> None:
        await story.at(london(2026, 3, 6, 16, 55)).given(raised())

        acknowledge = await owed(story, "stage-1.acknowledge")

        assert acknowledge.due_at == end_of(2026, 3, 9)
        assert acknowledge.reason == (
            'The document gives "on the same working day, or on the next if it is '
            'asked after 16:30" (TH 3); counted from the raising at 16:55 on Friday '
            "6 March 2026, with 16:30 as the cut-off, it runs to the end of Monday "
            "9 March 2026."
        )

    async def test_of_the_same_working_day_ends_with_it_before_the_cut_off(
        self, story: Story
    ) -> None:
        await story.at(london(2026, 3, 6, 16, 29)).given(raised())

        acknowledge = await owed(story, "stage-1.acknowledge")

        assert acknowledge.due_at == end_of(2026, 3, 6)

    async def test_of_plain_days_says_by_whose_reading_it_was_counted(
        self, story: Story
    ) -> None:
        await story.given(raised())

        answer = await owed(story, "stage-1.answer")

        assert answer.due_at == end_of(2026, 3, 9)
        assert answer.span is not None
        assert answer.span.reading == "what seven days are"
        assert 'a "day" is read as a calendar day' in answer.reason

    async def test_in_hours_keeps_the_printed_words_beside_the_unit(
        self, story: Story
    ) -> None:
        await story.given(raised(), discusses("school", at=MONDAY))

        reasons = await owed(story, "stage-1.reasons")

        assert reasons.due_at == london(2026, 3, 4, 10)
        assert '"48 hours (two working days)"' in reasons.reason

    async def test_of_a_month_and_of_working_hours_are_for_their_own_cases(
        self, story: Story
    ) -> None:
        at = london(2026, 3, 2, 16)
        await story.at(at).given(
            raised(priority="urgent", category="information_sharing")
        )

        look = await owed(story, "stage-1.look")
        answer = await owed(story, "stage-1.answer")

        # 16:00 to 17:00 on Monday, 09:00 to 12:00 on Tuesday.
        assert look.due_at == london(2026, 3, 3, 12)
        assert (answer.holder, answer.band) == ("both", "first_line_manager")
        assert answer.due_at == end_of(2026, 4, 2)
