"""Counting running deadlines anew, where a board that changed its days says so."""

from datetime import date

import pytest

from dispute_core.domain.dispute_events import DeadlineRecomputed
from dispute_core.domain.working_time import DayOff
from tests.support.builders import a_dispute
from tests.support.calendars import INSPECTION, WHY, published
from tests.support.story import MONDAY, Story
from tests.support.world import LEWISHAM, WALES, end_of, london

REGION = "wales-region"
FIVE_DAYS = "stage-1.discuss"
PROCLAIMED = DayOff(date=date(2026, 3, 6), name="Day of thanks", kind="bank_holiday")


async def recount(story: Story) -> list[DeadlineRecomputed]:
    """What the worker appends when it looks at the dispute for every recount."""
    count = await story.recounts()
    found = [e for e in story.happened if isinstance(e, DeadlineRecomputed)]
    assert count == len(found)
    return found


@pytest.fixture
async def story() -> Story:
    story = Story()
    await story.given(a_dispute(policy=WALES))
    return story


class TestADispute:
    async def test_keeps_its_calendar_when_another_is_published(
        self, story: Story
    ) -> None:
        published(story.catalogue.published, REGION, INSPECTION)

        assert await recount(story) == []
        assert end_of(2026, 3, 9) == (await story.deadline(FIVE_DAYS)).set.due_at

    async def test_raised_afterwards_counts_with_the_new_days(self) -> None:
        story = Story()
        published(story.catalogue.published, REGION, INSPECTION)
        published(story.catalogue.published, "WLS", PROCLAIMED)

        dispute = await story.given(a_dispute(policy=WALES))

        assert end_of(2026, 3, 11) == (await story.deadline(FIVE_DAYS)).set.due_at
        assert dispute.calendar.endswith("WLS, WLS@1, wales-region@1")


class TestARecount:
    async def test_moves_each_running_deadline_and_says_why(self, story: Story) -> None:
        published(story.catalogue.published, REGION, INSPECTION, recomputes=True)

        first, second = await recount(story)

        assert (end_of(2026, 3, 9), end_of(2026, 3, 10)) == (
            first.old_due_at,
            first.new_due_at,
        )
        assert first.publication == "wales-region@1"
        assert first.reason == WHY
        assert second.old_due_at < second.new_due_at
        old, new = (
            await story.deadline(FIVE_DAYS),
            await story.deadline(FIVE_DAYS, 2),
        )
        assert old.status == "superseded"
        assert new.status == "running"
        assert new.set.reason.endswith(
            "; it ran to the end of Monday 9 March 2026 before, and was counted anew "
            "because the board changed its working days (wales-region@1), for this "
            f'reason: "{WHY.removesuffix(".")}".'
        )
        assert "Area inspection (Thursday 5 March 2026)" in new.set.reason

    async def test_happens_once(self, story: Story) -> None:
        published(story.catalogue.published, REGION, INSPECTION, recomputes=True)
        await recount(story)

        assert await recount(story) == []

    async def test_takes_in_what_the_nation_has_proclaimed_meanwhile(
        self, story: Story
    ) -> None:
        published(story.catalogue.published, "WLS", PROCLAIMED)
        assert await recount(story) == []

        published(story.catalogue.published, REGION, recomputes=True)
        moved = await recount(story)

        assert end_of(2026, 3, 10) == moved[0].new_due_at

    async def test_leaves_what_has_passed(self, story: Story) -> None:
        published(story.catalogue.published, REGION, INSPECTION, recomputes=True)
        story.at(end_of(2026, 3, 9))

        moved = await recount(story)

        assert [event.duty for event in moved] == ["stage-1.resolve"]

    async def test_leaves_what_is_breached(self, story: Story) -> None:
        story.at(london(2026, 4, 30))
        await story.sweep()
        published(story.catalogue.published, REGION, INSPECTION, recomputes=True)

        assert await recount(story) == []

    async def test_moves_no_date_into_the_past(self) -> None:
        story = Story()
        published(story.catalogue.published, REGION, INSPECTION)
        await story.given(a_dispute(policy=WALES))
        published(story.catalogue.published, REGION, recomputes=True)
        story.at(london(2026, 3, 10, 9))

        moved = await recount(story)

        assert [event.duty for event in moved] == ["stage-1.resolve"]

    async def test_of_another_board_changes_nothing(self, story: Story) -> None:
        published(story.catalogue.published, "lewisham", INSPECTION, recomputes=True)

        assert await recount(story) == []

    async def test_finds_nothing_where_nothing_is_counted(self) -> None:
        story = Story()
        await story.given(a_dispute(policy=LEWISHAM))
        published(story.catalogue.published, "lewisham", INSPECTION, recomputes=True)

        assert story.clock() == MONDAY
        assert await recount(story) == []
