"""Which of a board's publications a recount follows, and gives as its reason."""

from datetime import date

from dispute_core.domain.dispute_events import DeadlineRecomputed
from dispute_core.domain.working_time import DayOff
from tests.support.builders import a_dispute
from tests.support.calendars import INSPECTION, published
from tests.support.story import Story
from tests.support.world import WALES, end_of

REGION = "wales-region"
FLOOD = DayOff(date=date(2026, 3, 6), name="Flood", kind="closure")


class TestARecount:
    async def test_goes_by_what_the_board_said_last(self, story: Story) -> None:
        """A slow walk may reach a dispute when the board has spoken once more."""
        await story.given(a_dispute(policy=WALES))
        published(story.catalogue.published, REGION, INSPECTION, recomputes=True)
        published(story.catalogue.published, REGION, FLOOD, INSPECTION, recomputes=True)

        assert await story.recounts() == 2

        moved = [e for e in story.happened if isinstance(e, DeadlineRecomputed)]
        assert moved[0].new_due_at == end_of(2026, 3, 11)
        assert {event.publication for event in moved} == {f"{REGION}@2"}
        assert all(event.calendar.endswith(f"{REGION}@2") for event in moved)
        assert await story.recounts() == 0
