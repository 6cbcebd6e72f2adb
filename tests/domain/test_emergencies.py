"""Opening a hidden dispute in an emergency: on record, for a time, and told."""

from datetime import timedelta

import pytest

from dispute_core.domain.acts.opening import LASTS
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import EmergencyAccessOpened
from dispute_core.domain.notices.calling import notices_of
from tests.support.builders import a_dispute
from tests.support.emergencies import is_opened_in_an_emergency
from tests.support.steps import escalates, withdraws
from tests.support.story import Story
from tests.support.told import said, stands
from tests.support.world import LEWISHAM, WORCESTERSHIRE

SCHOOL, SOCIAL_CARE = "agency:school", "agency:social-care"


async def opened(story: Story) -> tuple[Dispute, EmergencyAccessOpened]:
    """The dispute of a story, as the night duty has opened it."""
    await is_opened_in_an_emergency(story)
    (event,) = story.happened
    assert isinstance(event, EmergencyAccessOpened)
    return await story.dispute(), event


@pytest.fixture
def story() -> Story:
    return Story()


class TestAnEmergency:
    async def test_lasts_some_hours_and_changes_nothing_else(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        before = await story.dispute()

        dispute, event = await opened(story)

        assert event.until == story.clock() + LASTS
        assert timedelta(hours=12) >= LASTS
        assert dispute.beside.emergencies == [event]
        assert (dispute.status, dispute.stage) == (before.status, before.stage)
        assert (event.deadlines_ended, event.duties_opened) == ((), ())

    async def test_is_told_to_every_party(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))

        dispute, event = await opened(story)
        notices = list(notices_of(event, dispute, None))

        assert said(notices) == [
            ("emergency_opened", SCHOOL, False),
            ("emergency_opened", SOCIAL_CARE, False),
        ]

    async def test_is_told_to_a_board_that_is_told_of_the_dispute(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"))

        dispute, event = await opened(story)

        assert ("emergency_opened", "board:", True) in said(
            list(notices_of(event, dispute, None))
        )

    async def test_is_worth_telling_whatever_came_since(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))
        dispute, event = await opened(story)
        notice = next(iter(notices_of(event, dispute, None)))

        await story.given(withdraws("school"))

        later = story.clock() + timedelta(days=3)
        assert stands(notice, await story.dispute(), later)
