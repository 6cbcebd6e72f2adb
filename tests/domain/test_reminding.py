"""When the service reminds of a limit, and when no longer."""

from datetime import timedelta

import pytest

from dispute_core.domain.notices.reminding import remind_at
from dispute_core.domain.working_time import calendar_for
from tests.support.builders import a_dispute
from tests.support.story import Story
from tests.support.told import ENGLAND, stands, told
from tests.support.world import WALES, WORCESTERSHIRE, london


@pytest.fixture
def story() -> Story:
    return Story()


class TestAReminder:
    async def test_goes_in_the_morning_of_the_working_day_before(
        self, story: Story
    ) -> None:
        await story.at(london(2025, 4, 14, 10)).given(a_dispute(WALES))
        deadline = next(
            one.set for one in (await story.dispute()).deadlines if one.set.due_at
        )

        assert deadline.due_on is not None
        assert str(deadline.due_on) == "2025-04-23"
        assert remind_at(deadline, calendar_for("WLS")) == london(2025, 4, 22, 9)

    async def test_goes_as_long_before_as_the_board_has_said_and_not_sooner(
        self, story: Story
    ) -> None:
        await story.at(london(2025, 4, 14, 10)).given(a_dispute(WALES))
        deadline = next(
            one.set for one in (await story.dispute()).deadlines if one.set.due_at
        )
        wales = calendar_for("WLS")

        assert remind_at(deadline, wales, 3) == london(2025, 4, 16, 9)
        assert remind_at(deadline, wales, 15) == london(2025, 4, 15, 9)

    async def test_of_a_short_limit_goes_when_half_of_it_is_over(
        self, story: Story
    ) -> None:
        await story.at(london(2026, 3, 3, 10)).given(a_dispute(WORCESTERSHIRE))
        deadline = next(
            one.set for one in (await story.dispute()).deadlines if one.set.due_at
        )
        assert deadline.due_at is not None

        at = remind_at(deadline, ENGLAND)

        half = (deadline.due_at - deadline.started_at) / 2
        assert at == deadline.started_at + half

    async def test_is_no_longer_called_for_when_the_time_has_passed(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        reminders = await told(story, "reminder")
        dispute, late = await story.dispute(), story.clock() + timedelta(days=30)

        assert reminders
        assert not any(stands(one, dispute, late) for one in reminders)
