"""What a caller is offered, side by side with what the acts then allow."""

import pytest

from dispute_core.domain.guidance.guide import allowed
from tests.support.builders import a_dispute
from tests.support.steps import (
    escalates,
    resolves,
    sets_limit,
    withdraws,
)
from tests.support.story import Story
from tests.support.world import (
    BEXLEY,
    BRIGHTON,
    LEWISHAM,
    WORCESTERSHIRE,
    london,
    policies,
)

ALWAYS = ["changeParties", "addRecord", "correctDispute"]
TO_THE_OFFICE = "submitRecord"
SIDE_OUTCOME = "recordSideOutcome"
OF_MEETINGS = ["conveneMeeting", "nameLeadAgency"]


class TestWhatIsAllowed:
    async def names(self, story: Story, *sides: str) -> list[str]:
        dispute = await story.dispute()
        policy = policies()[dispute.raised.policy.ref]
        return allowed(dispute, policy, sides)  # type: ignore[arg-type]

    async def test_depends_on_the_side(self, story: Story) -> None:
        await story.given(a_dispute())

        common = ["recordDiscussion", "escalateDispute", "resolveDispute"]
        assert await self.names(story, "raising") == [
            *common,
            "withdrawDispute",
            *ALWAYS[:2],
            *OF_MEETINGS,
            *ALWAYS[2:],
            TO_THE_OFFICE,
            SIDE_OUTCOME,
        ]
        assert await self.names(story, "responding") == [
            "recordDiscussion",
            "recordResponse",
            *common[1:],
            *ALWAYS[:2],
            *OF_MEETINGS,
            *ALWAYS[2:],
            "answerStatement",
            TO_THE_OFFICE,
            SIDE_OUTCOME,
        ]
        assert await self.names(story) == []

    async def test_offers_no_check_back_on_an_end_that_was_only_proposed(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), resolves("social-care"), withdraws("school"))

        assert "recordCheckBack" not in await self.names(story, "raising")

    async def test_offers_a_limit_while_a_duty_that_takes_one_is_owed(
        self, story: Story
    ) -> None:
        duty, friday = "stage-1.resolve", london(2026, 3, 6, 17)
        await story.given(a_dispute(BRIGHTON))
        assert "setLimit" in await self.names(story, "raising")
        await story.given(sets_limit("school", duty, friday))

        await story.given(escalates("school"))

        assert "setLimit" not in await self.names(story, "raising")

    async def test_once_settled_is_what_remains(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON), resolves("school"))

        assert await self.names(story, "responding") == [
            "escalateDispute",
            "recordCheckBack",
            "reopenDispute",
            *ALWAYS,
            "answerStatement",
            TO_THE_OFFICE,
            SIDE_OUTCOME,
        ]

    async def test_lets_only_the_raising_side_take_up_what_it_withdrew(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(BRIGHTON), withdraws("school"))

        raising = ["reopenDispute", *ALWAYS, TO_THE_OFFICE, SIDE_OUTCOME]
        assert await self.names(story, "raising") == raising
        responding = [*ALWAYS, "answerStatement", TO_THE_OFFICE, SIDE_OUTCOME]
        assert await self.names(story, "responding") == responding

    @pytest.mark.parametrize(
        ("policy", "names"),
        [
            (LEWISHAM, ["recordDiscussion", "resolveDispute", "addRecord"]),
            (WORCESTERSHIRE, ["recordDiscussion", "resolveDispute", "addRecord"]),
        ],
    )
    async def test_lets_the_board_end_what_it_may_end(
        self, story: Story, policy: str, names: list[str]
    ) -> None:
        await story.given(a_dispute(policy))
        while not (await story.dispute()).stage.last:
            await story.given(escalates("school"))

        assert await self.names(story, "board") == [
            *names,
            *OF_MEETINGS,
            "waiveDuty",
            TO_THE_OFFICE,
            SIDE_OUTCOME,
        ]

    async def test_lets_the_board_help_where_it_may_not_end_it(
        self, story: Story
    ) -> None:
        """001: the manager "will then support partners to resolve"."""
        await story.given(a_dispute(BEXLEY), escalates("school", to="stage-3"))

        assert await self.names(story, "board") == [
            "recordDiscussion",
            "addRecord",
            *OF_MEETINGS,
            "waiveDuty",
            TO_THE_OFFICE,
            "nameFacilitator",
            SIDE_OUTCOME,
        ]
