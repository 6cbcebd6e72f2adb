from datetime import date

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    Invalid,
    NotYoursToDeclare,
)
from tests.support.builders import a_dispute, an_action
from tests.support.owing import does_the_tasks
from tests.support.steps import (
    escalates,
    reopens,
    resolves,
)
from tests.support.story import Story
from tests.support.world import (
    BEXLEY,
    BRIGHTON,
    LEWISHAM,
    WALES,
    WORCESTERSHIRE,
    london,
)

TUESDAY = london(2026, 3, 3, 9)


async def at_the_last_stage(story: Story, policy: str) -> None:
    await story.given(a_dispute(policy))
    while not (await story.dispute()).stage.last:
        await story.given(escalates("school"))


class TestADecision:
    async def test_is_nobodys_to_make_below_the_last_stage(self, story: Story) -> None:
        await story.given(a_dispute())

        for who in ("school", "social-care"):
            await story.refuses(resolves(who, "decided"), NotYoursToDeclare)

    @pytest.mark.parametrize("policy", [BEXLEY, WORCESTERSHIRE])
    async def test_is_the_boards_where_the_document_gives_it_the_power(
        self, story: Story, policy: str
    ) -> None:
        await at_the_last_stage(story, policy)

        await story.when(resolves("board", "decided"))

        story.then(Dispute.Resolved, proposal=False)

    async def test_is_not_the_boards_under_000(self, story: Story) -> None:
        """000 does not say what the board does with a referral."""
        await at_the_last_stage(story, LEWISHAM)

        await story.refuses(resolves("board", "decided"), NotYoursToDeclare)

    async def test_is_the_lead_agencys_at_stage_3_of_004(self, story: Story) -> None:
        """004 stage 3: "the meeting will decide on an outcome"."""
        await story.given(a_dispute(WALES, lead_agency="social-care"))
        await story.given(escalates("school"), escalates("school"))

        await story.when(resolves("social-care", "decided"))

        story.then(Dispute.Resolved, proposal=False)

    async def test_is_a_proposal_from_an_agency_that_does_not_lead(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES, lead_agency="school"))
        await story.given(escalates("school"), escalates("school"))

        await story.when(resolves("social-care", "decided"))

        story.then(Dispute.Resolved, proposal=True)

    async def test_of_the_board_is_a_decision_or_nothing(self, story: Story) -> None:
        await at_the_last_stage(story, WORCESTERSHIRE)

        await story.refuses(resolves("board", "agreed"), NotYoursToDeclare)


class TestEndingUnresolved:
    @pytest.mark.parametrize("policy", [LEWISHAM, BEXLEY, WORCESTERSHIRE])
    async def test_is_the_boards_where_the_document_shows_no_way_out(
        self, story: Story, policy: str
    ) -> None:
        await at_the_last_stage(story, policy)

        await story.when(resolves("board", "ended_unresolved"))

        resolved = story.then(Dispute.Resolved, proposal=False)
        assert {end.status for end in resolved.deadlines_ended} == {"stopped"}
        await does_the_tasks(story)
        assert (await story.dispute()).status == "closed"

    @pytest.mark.parametrize("policy", [BRIGHTON, WALES, WORCESTERSHIRE])
    async def test_is_not_the_parties(self, story: Story, policy: str) -> None:
        await at_the_last_stage(story, policy)

        for who in ("school", "social-care"):
            await story.refuses(resolves(who, "ended_unresolved"), NotYoursToDeclare)

    async def test_is_for_the_last_stage_only(self, story: Story) -> None:
        await story.given(a_dispute(BEXLEY), escalates("school", to="stage-3"))

        await story.refuses(resolves("board", "ended_unresolved"), NotYoursToDeclare)

    async def test_ends_what_was_agreed_before_the_dispute_went_on(
        self, story: Story
    ) -> None:
        action = an_action(due_on=date(2026, 3, 13))
        await at_the_last_stage(story, WORCESTERSHIRE)
        await story.given(resolves("school", actions=[action]), reopens("school"))

        await story.when(resolves("board", "ended_unresolved"))

        for _ in range(2):
            dispute = await story.dispute()
            assert dispute.open_deadlines() == []
            assert not any(action.outstanding for action in dispute.actions)
            await story.given(reopens("school"), resolves("board", "ended_unresolved"))

    async def test_needs_a_reason(self, story: Story) -> None:
        await at_the_last_stage(story, WORCESTERSHIRE)

        refused = await story.refuses(
            resolves("board", "ended_unresolved", summary=" "), Invalid
        )

        assert refused.pointer == "/summary"

    async def test_agrees_nothing(self, story: Story) -> None:
        await at_the_last_stage(story, WORCESTERSHIRE)

        await story.refuses(
            resolves("board", "ended_unresolved", actions=[an_action()]), Invalid
        )
