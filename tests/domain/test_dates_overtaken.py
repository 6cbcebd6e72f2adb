"""A date falls with the duty that it belongs to: nobody is late with the overtaken."""

from datetime import date, timedelta

from dispute_core.application import handlers
from dispute_core.domain.acts.declaring import Ending
from dispute_core.domain.dispute import Dispute
from tests.support.builders import Step, a_dispute
from tests.support.steps import escalates, reopens
from tests.support.story import Story
from tests.support.world import BRIGHTON

A_WEEK = timedelta(days=7)


def resolves_until(who: str, day: date) -> Step:
    """An agreement that is to be looked at again on a day."""
    ending = Ending(
        outcome="agreed",
        summary="We try it for a week.",
        actions=(),
        accepted_by=(),
        review_on=day,
    )
    return Step(
        who=who,
        run=lambda target, core: handlers.resolve_dispute(target, ending, core),
    )


def review_of(dispute: Dispute) -> str:
    [status] = [
        one.status for one in dispute.deadlines if one.set.duty.startswith("review-")
    ]
    return status


class TestTheDateOfAReview:
    async def test_is_stopped_when_the_dispute_is_taken_up_again(
        self, story: Story
    ) -> None:
        day = (story.clock() + A_WEEK).date()
        await story.given(a_dispute(), resolves_until("school", day))

        dispute = await story.given(reopens("school"))

        assert review_of(dispute) == "stopped"
        story.at(story.clock() + 3 * A_WEEK)
        await story.sweep()
        assert review_of(await story.dispute()) == "stopped"

    async def test_is_stopped_when_it_goes_on_over_a_policy_issue(
        self, story: Story
    ) -> None:
        day = (story.clock() + A_WEEK).date()
        await story.given(a_dispute(BRIGHTON), resolves_until("school", day))

        dispute = await story.given(escalates("school", "policy_issue"))

        assert review_of(dispute) == "stopped"

    async def test_is_missed_where_it_had_passed_before(self, story: Story) -> None:
        day = (story.clock() + A_WEEK).date()
        await story.given(a_dispute(), resolves_until("school", day))
        story.at(story.clock() + 3 * A_WEEK)

        await story.when(reopens("school"))

        assert story.topics == ["dispute.deadline_breached", "dispute.reopened"]
        assert review_of(await story.dispute()) == "breached"
