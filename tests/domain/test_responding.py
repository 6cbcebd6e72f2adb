from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeSettled, NotYourSide
from tests.support.builders import a_dispute
from tests.support.steps import escalates, responds, withdraws
from tests.support.story import Story
from tests.support.world import LEWISHAM


class TestResponding:
    async def test_puts_the_other_sides_view_on_record(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.when(responds("social-care"))

        responded = story.then(Dispute.Responded, view="The threshold is not met.")
        assert responded.by.side == "responding"
        assert (await story.dispute()).responses == [responded]

    async def test_meets_no_duty(self, story: Story) -> None:
        await story.given(a_dispute(), responds("social-care"))

        assert (await story.deadline("stage-1.discuss")).status == "running"

    async def test_is_not_for_the_side_that_raised_it(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(responds("school"), NotYourSide)

    async def test_is_not_for_the_board(self, story: Story) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"))

        await story.refuses(responds("board"), NotYourSide)

    async def test_needs_no_word_on_the_side_inside_one_agency(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(LEWISHAM, responding=["school"]))

        await story.when(responds("school"))

        assert story.then(Dispute.Responded).by.side == "responding"

    async def test_ends_with_the_dispute(self, story: Story) -> None:
        await story.given(a_dispute(), withdraws("school"))

        await story.refuses(responds("social-care"), DisputeSettled)
