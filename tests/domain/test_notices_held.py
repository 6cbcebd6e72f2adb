"""What may wait for the one mail of a day, and when that mail goes."""

from datetime import timedelta

import pytest

from dispute_core.domain.notices.calling import notices_of
from dispute_core.domain.notices.daily import mail_of_the_day, may_wait, next_mail
from dispute_core.domain.notices.notice import Notice
from dispute_core.domain.working_time import calendar_for
from tests.support.builders import a_dispute
from tests.support.steps import discusses, escalates
from tests.support.story import Story
from tests.support.undelivered import cannot_be_reached
from tests.support.world import BRIGHTON, LEWISHAM, WORCESTERSHIRE, london

ENGLAND = calendar_for("ENG")


async def waiting(story: Story) -> dict[tuple[str, str], bool]:
    """Whether what the last step has told may wait for the next mail of a day."""
    dispute, now = await story.dispute(), story.clock()
    until = next_mail(now, ENGLAND)

    def waits(notice: Notice) -> bool:
        return may_wait(notice, dispute, now, until)

    return {
        (one.kind, one.to.key): waits(one)
        for event in story.happened
        for one in notices_of(event, dispute, ENGLAND)
    }


@pytest.fixture
def story() -> Story:
    return Story()


class TestTheMailOfADay:
    def test_goes_at_ten_in_london_on_the_next_day_that_is_worked(self) -> None:
        thursday_before_easter = london(2025, 4, 17, 10, 1)

        assert next_mail(london(2025, 4, 17, 9), ENGLAND) == london(2025, 4, 17, 10)
        assert next_mail(thursday_before_easter, ENGLAND) == london(2025, 4, 22, 10)
        assert next_mail(thursday_before_easter, None) == london(2025, 4, 18, 10)

    def test_goes_by_the_clock_on_the_wall_in_summer_and_in_winter(self) -> None:
        summer = next_mail(london(2026, 7, 1, 8), ENGLAND)
        winter = next_mail(london(2026, 1, 6, 8), ENGLAND)

        assert (summer.hour, winter.hour) == (9, 10)

    def test_has_one_id_for_ever_and_another_for_others_and_other_days(self) -> None:
        at, office = london(2026, 3, 3, 10), ("office:board-manager",)

        one = mail_of_the_day("bexley", office, at)

        assert one == mail_of_the_day("bexley", office, at)
        others = (
            mail_of_the_day("bexley", office, at + timedelta(days=1)),
            mail_of_the_day("bexley", ("agency:school",), at),
            mail_of_the_day("lewisham", office, at),
        )
        assert len({one, *others}) == 4


class TestWhatMayWait:
    async def test_is_what_asks_for_nothing_before_that_mail(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(BRIGHTON))

        assert (await waiting(story))["raised", "agency:social-care"]

    async def test_is_nothing_where_somebody_is_at_immediate_risk(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(BRIGHTON, immediate_risk=True))

        assert set((await waiting(story)).values()) == {False}

    async def test_is_no_limit_that_ends_today_or_before_it_or_has_passed(
        self, story: Story
    ) -> None:
        await story.at(london(2026, 3, 2, 8)).given(a_dispute(WORCESTERSHIRE))
        assert (await waiting(story))["reminder", "agency:school"]
        story.at(london(2026, 3, 3, 8))
        assert not (await waiting(story))["reminder", "agency:school"]

        await story.at(london(2026, 3, 4, 9)).sweep()

        assert not (await waiting(story))["time_passed", "agency:school"]

    async def test_is_not_that_the_board_is_told(self, story: Story) -> None:
        await story.given(a_dispute(LEWISHAM), discusses("school"), escalates("school"))

        told = await waiting(story)

        assert not told["escalated", "board:"]
        assert told["escalated", "agency:social-care"]

    async def test_is_not_that_somebody_could_not_be_reached(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(BRIGHTON))
        await cannot_be_reached(story, "social-care")

        assert not (await waiting(story))["undelivered", "agency:school"]
