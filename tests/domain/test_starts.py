"""From when limits run: what has not come yet, and what nobody recorded."""

import pytest

from dispute_core.domain.dispute import Dispute
from tests.domain.in_good_time import a_story_in_good_time, owed, raised
from tests.support.steps import (
    corrects,
    discusses,
    escalates,
    responds,
)
from tests.support.story import MONDAY, Story
from tests.support.world import end_of, london


@pytest.fixture
def story() -> Story:
    return a_story_in_good_time()


class TestAStart:
    async def test_that_has_not_come_leaves_the_duty_without_a_date(
        self, story: Story
    ) -> None:
        await story.given(raised())

        meet = await owed(story, "stage-1.meet")

        assert (meet.due_at, meet.waits_for) == (None, ("acknowledged",))
        assert meet.reason == (
            'The document gives "within one working week of the acknowledgement" '
            "(TH 3.2); it counts from the acknowledgement, and gives no date until "
            "then."
        )

    async def test_that_comes_gives_the_duty_its_date_in_the_same_event(
        self, story: Story
    ) -> None:
        await story.given(raised())

        await story.when(responds("social-care", at=MONDAY))

        responded = story.then(Dispute.Responded)
        [meet] = responded.deadlines_started
        assert (meet.duty, meet.generation) == ("stage-1.meet", 2)
        assert meet.due_at == end_of(2026, 3, 9)
        ended = {(end.duty, end.status) for end in responded.deadlines_ended}
        assert ended == {
            ("stage-1.acknowledge", "met"),
            ("stage-1.meet", "superseded"),
        }

    async def test_of_several_is_the_earliest(self, story: Story) -> None:
        await story.given(raised(received_at=london(2026, 2, 27, 12)))

        answer = await owed(story, "stage-1.answer")

        assert answer.due_at == end_of(2026, 3, 6)
        assert answer.start is not None
        assert answer.start.taken == "decision_received"
        assert "the earliest of the moments named" in answer.reason

    async def test_that_nobody_recorded_is_said_not_to_be_known(
        self, story: Story
    ) -> None:
        await story.given(raised())

        concern = await owed(story, "stage-1.concern")

        assert concern.due_at is None
        assert concern.start is not None
        assert concern.start.unknown
        assert "it is not known when that was: nobody has recorded it" in concern.reason

    async def test_that_nobody_recorded_gives_a_date_once_somebody_does(
        self, story: Story
    ) -> None:
        await story.given(raised())

        await story.when(
            corrects("school", 1, "concern_identified_at", "2026-02-24T09:00:00Z")
        )

        [concern] = story.then(Dispute.Corrected).deadlines_started
        assert (concern.duty, concern.due_at) == (
            "stage-1.concern",
            end_of(2026, 3, 24),
        )

    async def test_by_a_meeting_is_moved_by_the_correction_of_the_meeting_only(
        self, story: Story
    ) -> None:
        await story.given(raised(), discusses("school", at=MONDAY, method="meeting"))
        await story.when(corrects("school", 1, "raised_at", "2026-03-02T08:00:00Z"))
        assert "stage-1.note" not in {
            one.duty for one in story.then(Dispute.Corrected).deadlines_started
        }

        await story.when(corrects("school", 2, "held_at", "2026-03-02T09:00:00Z"))

        note = await owed(story, "stage-1.note")
        assert note.started_at == london(2026, 3, 2, 9)

    async def test_of_several_is_the_latest_only_when_each_has_come(
        self, story: Story
    ) -> None:
        """TH 4: nobody has said when the conference was."""
        await story.given(raised(), escalates("school"), responds("social-care"))
        meet = await owed(story, "stage-2.meet")
        assert (meet.due_at, meet.waits_for) == (None, ("conference_ended",))

        await story.when(
            corrects("school", 1, "conference_ended_at", "2026-02-24T09:00:00Z")
        )

        # The response came on Monday 2 March, after the conference.
        assert (await owed(story, "stage-2.meet")).due_at == end_of(2026, 3, 5)

    async def test_in_ambiguous_words_says_how_they_are_read(
        self, story: Story
    ) -> None:
        await story.given(raised())

        file = await owed(story, "stage-1.file")

        assert file.due_at == end_of(2026, 3, 9)
        assert 'the words "from then" are ambiguous' in file.reason
