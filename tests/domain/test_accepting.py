"""004-19: each party accepts the outcome of the meeting for itself, and so does it."""

from datetime import timedelta

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyState
from dispute_core.domain.vocabulary import MeetingOutcome
from tests.support.builders import a_dispute
from tests.support.convening import answers_outcome, convenes, holds_meeting
from tests.support.duties import fulfils
from tests.support.steps import escalates, resolves
from tests.support.story import Story
from tests.support.world import WALES

ACCEPT = "stage-3.acceptance"
PARTIES = ("school", "social-care")
AHEAD = timedelta(days=3)


async def met(story: Story, outcome: MeetingOutcome = "agreed") -> None:
    """The senior managers of both agencies have met at stage 3."""
    await story.given(a_dispute(WALES), escalates("school"), escalates("school"))
    await meets(story, outcome)


async def meets(story: Story, outcome: MeetingOutcome = "agreed") -> None:
    story.at(story.clock() + AHEAD)
    await story.given(
        convenes("school", PARTIES, story.clock() + timedelta(hours=1), also=())
    )
    meeting = (await story.dispute()).convened[-1].id
    await story.given(holds_meeting("school", meeting, outcome=outcome))


async def owed(story: Story) -> dict[str | None, DutyState]:
    """The newest duty of each agency to accept."""
    duties = (await story.dispute()).duties
    return {one.due.agency: one for one in duties if one.due.id.startswith(ACCEPT)}


@pytest.mark.usefixtures("story")
class TestAcceptingAnOutcome:
    async def test_is_owed_by_each_party_once_there_is_one(self, story: Story) -> None:
        await met(story)

        assert {agency: one.how for agency, one in (await owed(story)).items()} == {
            "school": "due",
            "social-care": "due",
        }

    async def test_is_done_by_the_acceptance_itself_and_by_nobody_else(
        self, story: Story
    ) -> None:
        await met(story)

        await story.given(answers_outcome("school", "meeting-1", accepts=True))

        duties = await owed(story)
        assert duties["school"].how == "done"
        [done] = duties["school"].fulfilments
        assert (done.by.agency, done.version) == (
            "school",
            (await story.dispute()).version,
        )
        assert duties["social-care"].how == "due"

    async def test_is_declined_with_the_reason_by_a_refusal(self, story: Story) -> None:
        await met(story)

        await story.given(answers_outcome("school", "meeting-1", accepts=False))

        duty = (await owed(story))["school"]
        assert duty.how == "declined"
        assert duty.excused is not None
        assert duty.excused.reason == "As we said there."

    async def test_follows_the_newest_word_of_a_party(self, story: Story) -> None:
        await met(story)
        await story.given(answers_outcome("school", "meeting-1", accepts=False))

        await story.given(answers_outcome("school", "meeting-1", accepts=True))

        duty = (await owed(story))["school"]
        assert duty.how == "done"
        assert duty.excused is None

    async def test_is_asked_once_although_the_dispute_is_resolved_after_it(
        self, story: Story
    ) -> None:
        await met(story)
        await story.given(answers_outcome("school", "meeting-1", accepts=True))

        await story.when(resolves("social-care", "decided"))

        opened = story.then(Dispute.Resolved).duties_opened
        assert not [one for one in opened if one.id.startswith(ACCEPT)]
        assert (await owed(story))["school"].how == "done"

    async def test_is_owed_anew_for_the_outcome_of_another_meeting(
        self, story: Story
    ) -> None:
        await met(story)
        await story.given(answers_outcome("school", "meeting-1", accepts=True))

        await meets(story)

        assert {one.how for one in (await owed(story)).values()} == {"due"}
        duties = (await story.dispute()).duties
        assert [one.how for one in duties if one.due.id.startswith(ACCEPT)] == [
            "done",
            "overtaken",
            "due",
            "due",
        ]

    async def test_waits_for_the_end_where_a_meeting_came_to_nothing(
        self, story: Story
    ) -> None:
        await met(story, "not_agreed")
        assert await owed(story) == {}

        await story.given(resolves("school"))
        await story.given(fulfils("school", (await owed(story))["school"].due.id))

        assert (await owed(story))["school"].how == "done"
