import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeNotSettled,
    NotYourSide,
    OutOfOrder,
    UnknownStage,
    WrongStage,
)
from tests.support.builders import a_dispute
from tests.support.steps import escalates, reopens, resolves, withdraws
from tests.support.story import MONDAY, Story
from tests.support.world import LEWISHAM, end_of, london

TUESDAY = london(2026, 3, 3, 9)


class TestReopening:
    @pytest.mark.parametrize("who", ["school", "social-care"])
    async def test_starts_the_duties_of_the_stage_anew(
        self, story: Story, who: str
    ) -> None:
        await story.given(a_dispute(), resolves("school"))

        await story.at(TUESDAY).when(reopens(who))

        [discuss] = story.then(Dispute.Reopened).deadlines_started
        assert (discuss.generation, discuss.due_at) == (2, end_of(2026, 3, 4))
        dispute = await story.dispute()
        assert (dispute.status, dispute.waiting_on) == ("open", "both")
        assert (dispute.resolution, dispute.withdrawal) == (None, None)

    async def test_may_begin_at_an_earlier_stage(self, story: Story) -> None:
        await story.given(a_dispute(), escalates("school"), resolves("school"))

        await story.when(reopens("school", stage="stage-1"))

        assert (await story.dispute()).stage.id == "stage-1"

    async def test_reaches_no_stage_that_the_dispute_had_not_reached(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), resolves("school"))

        await story.refuses(reopens("school", stage="stage-2"), WrongStage)
        refused = await story.refuses(reopens("school", stage="stage-7"), UnknownStage)
        assert refused.pointer == "/stage"

    async def test_needs_a_settled_dispute(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(reopens("school"), DisputeNotSettled)

    async def test_of_a_withdrawn_dispute_is_for_the_side_that_withdrew_it(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), withdraws("school"))
        await story.refuses(reopens("social-care"), NotYourSide)

        await story.when(reopens("school", "new_information"))

        assert (await story.dispute()).status == "open"

    async def test_is_not_for_the_board(self, story: Story) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"), resolves("school"))

        await story.refuses(reopens("board"), NotYourSide)

    async def test_is_possible_after_the_board_ended_it_unresolved(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(LEWISHAM),
            escalates("school"),
            resolves("board", "ended_unresolved"),
        )

        await story.when(reopens("social-care", "new_information"))

        assert (await story.dispute()).status == "open"

    async def test_follows_what_ended_the_dispute(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.at(TUESDAY).given(withdraws("school"))

        refused = await story.refuses(reopens("school", at=MONDAY), OutOfOrder)

        assert refused.pointer == "/reopened_at"

    async def test_counts_every_round_of_a_duty(self, story: Story) -> None:
        await story.given(
            a_dispute(),
            resolves("school"),
            reopens("school"),
            withdraws("school"),
            reopens("school"),
        )

        deadlines = (await story.dispute()).deadlines
        assert [(d.set.generation, d.status) for d in deadlines] == [
            (1, "met"),
            (2, "stopped"),
            (3, "running"),
        ]
