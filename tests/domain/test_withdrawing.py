from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeSettled,
    InTheFuture,
    NotYourSide,
    OutOfOrder,
)
from tests.support.builders import a_dispute
from tests.support.steps import escalates, resolves, withdraws
from tests.support.story import MONDAY, Story
from tests.support.world import LEWISHAM, WORCESTERSHIRE, end_of, london

TUESDAY = london(2026, 3, 3, 9)


class TestWithdrawing:
    async def test_ends_the_dispute_and_stops_its_timers(self, story: Story) -> None:
        """Stopped, not met: nobody talked, and nobody has to any longer."""
        await story.given(a_dispute())

        await story.when(withdraws("school"))

        [ended] = story.then(Dispute.Withdrawn).deadlines_ended
        assert (ended.duty, ended.status) == ("stage-1.discuss", "stopped")
        assert (await story.dispute()).status == "withdrawn"

    async def test_lets_nothing_be_breached_any_longer(self, story: Story) -> None:
        await story.given(a_dispute(), withdraws("school"))

        await story.at(end_of(2026, 3, 31)).sweep()

        assert story.topics == []

    async def test_leaves_a_breach_that_came_first(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.at(end_of(2026, 3, 3)).when(withdraws("school"))

        assert story.topics == ["dispute.deadline_breached", "dispute.withdrawn"]

    async def test_is_for_the_side_that_raised_it(self, story: Story) -> None:
        await story.given(a_dispute())

        refused = await story.refuses(withdraws("social-care"), NotYourSide)

        assert "The responding side may propose a resolution." in refused.detail

    async def test_is_not_for_the_board(self, story: Story) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"))

        await story.refuses(withdraws("board"), NotYourSide)

    async def test_needs_an_open_dispute(self, story: Story) -> None:
        await story.given(a_dispute(WORCESTERSHIRE), resolves("school"))

        await story.refuses(withdraws("school"), DisputeSettled)

    async def test_lies_between_the_start_of_the_stage_and_now(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        await story.refuses(withdraws("school", at=TUESDAY), InTheFuture)
        await story.at(TUESDAY).given(escalates("school"))

        refused = await story.refuses(withdraws("school", at=MONDAY), OutOfOrder)

        assert refused.pointer == "/withdrawn_at"
