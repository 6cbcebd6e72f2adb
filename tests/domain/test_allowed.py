"""What a caller is offered, side by side with what the acts then allow."""

from dataclasses import replace

import pytest

from dispute_core.domain.guidance.guide import allowed
from tests.support.builders import a_dispute
from tests.support.steps import (
    discusses,
    escalates,
    resolves,
    responds,
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

ALWAYS = ["changeParties", "addRecord"]
TO_THE_OFFICE = "submitRecord"
SIDE_OUTCOME = "recordSideOutcome"
OF_MEETINGS = ["conveneMeeting", "nameLeadAgency"]


class TestWhatIsAllowed:
    async def names(
        self, story: Story, *sides: str, agency: str | None = None
    ) -> list[str]:
        dispute = await story.dispute()
        policy = policies()[dispute.raised.policy.ref]
        return allowed(dispute, policy, sides, agency)  # type: ignore[arg-type]

    async def test_is_to_correct_only_for_those_who_have_entered_something(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        assert "correctDispute" in await self.names(story, "raising", agency="school")
        other = ("responding",)
        told = await self.names(story, *other, agency="social-care")
        assert "correctDispute" not in told

        await story.given(responds("social-care"))

        told = await self.names(story, *other, agency="social-care")
        assert "correctDispute" in told

    async def test_depends_on_the_side(self, story: Story) -> None:
        await story.given(a_dispute())

        common = ["recordDiscussion", "escalateDispute", "resolveDispute"]
        assert await self.names(story, "raising") == [
            *common,
            "withdrawDispute",
            *ALWAYS,
            *OF_MEETINGS,
            TO_THE_OFFICE,
            SIDE_OUTCOME,
        ]
        assert await self.names(story, "responding") == [
            "recordDiscussion",
            "recordResponse",
            *common[1:],
            *ALWAYS,
            *OF_MEETINGS,
            "answerStatement",
            TO_THE_OFFICE,
            SIDE_OUTCOME,
        ]
        assert await self.names(story) == []

    async def test_is_to_call_a_meeting_only_for_those_whom_the_document_entitles(
        self, story: Story
    ) -> None:
        """001-4: any statutory agency may require one, and there others may ask."""
        dispute = await story.given(a_dispute(BEXLEY))
        policy = policies()[BEXLEY]
        right = policy.meeting_right
        assert right is not None
        strict = replace(policy, meeting_right=replace(right, others_may_ask=False))
        none = replace(policy, meeting_right=None)

        entitled = {
            (name, statutory)
            for name, one in {"open": policy, "strict": strict, "none": none}.items()
            for statutory in (True, False)
            if "callMeeting" in allowed(dispute, one, ("raising",), statutory=statutory)
        }

        assert entitled == {("open", True), ("open", False), ("strict", True)}
        raising = story.changed
        acting = await story.when(discusses("social-care"))
        assert raising is not None
        assert (raising.standing.statutory, acting.standing.statutory) == (False, True)

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
