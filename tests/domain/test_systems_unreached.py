"""Systems that hear of nothing: a person is told, once, and holds nothing up."""

from uuid import UUID

import pytest

from tests.support.builders import a_dispute
from tests.support.steps import escalates
from tests.support.story import Story
from tests.support.told import said, stands, told
from tests.support.undelivered import system_hears_nothing
from tests.support.world import WALES, WORCESTERSHIRE

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def story() -> Story:
    return Story()


class TestASystemThatHearsNothing:
    async def test_has_a_person_of_its_own_agency_told(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))

        await system_hears_nothing(story, "social-care", ONE)

        [notice] = await told(story)
        assert said([notice]) == [("system_unreached", "agency:social-care", False)]
        dispute = await story.dispute()
        [duty] = [duty for duty in dispute.duties if duty.due.overdue]
        assert (duty.due.agency, duty.due.holder) == ("social-care", "responding")
        assert not duty.holds_open
        assert stands(notice, dispute, story.clock())

    async def test_is_told_of_once_as_long_as_nobody_has_seen_to_it(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        assert await system_hears_nothing(story, "school", ONE)
        before = (await story.dispute()).version

        assert not await system_hears_nothing(story, "school", ONE)

        assert (await story.dispute()).version == before
        assert await system_hears_nothing(story, "school", OTHER)

    async def test_of_a_board_is_told_of_to_the_board(self, story: Story) -> None:
        await story.given(a_dispute(WALES), escalates("school"))

        await system_hears_nothing(story, None, ONE)

        assert said(await told(story)) == [("system_unreached", "board:", False)]
        dispute = await story.dispute()
        [duty] = [duty for duty in dispute.duties if duty.due.overdue]
        assert (duty.due.agency, duty.due.holder) == (None, "board")
