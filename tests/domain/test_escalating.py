import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    LimitNotAllowed,
    NoFurtherStage,
    NotYourSide,
    OutOfOrder,
)
from tests.support.builders import a_dispute
from tests.support.steps import (
    escalates,
)
from tests.support.story import MONDAY, Story
from tests.support.world import (
    ALL_POLICIES,
    BEXLEY,
    LEWISHAM,
    WALES,
    WORCESTERSHIRE,
    end_of,
    london,
    policies,
)

TUESDAY = london(2026, 3, 3, 9)


class TestEscalating:
    async def test_goes_to_the_next_stage_and_starts_its_limit(
        self, story: Story
    ) -> None:
        """002 stage 2: "no later than 2 working days", read as from the escalation."""
        await story.given(a_dispute())

        await story.at(TUESDAY).when(escalates("school"))

        escalated = story.then(
            Dispute.Escalated, from_stage="stage-1", trigger="not_agreed"
        )
        assert escalated.stage.id == "stage-2"
        [discuss] = escalated.deadlines_started
        assert (discuss.duty, discuss.due_at) == ("stage-2.discuss", end_of(2026, 3, 5))
        assert [arm.kind for arm in discuss.arms] == ["cap", "risk_set"]

    async def test_settles_the_duties_that_leaving_the_stage_settles(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES))

        await story.when(escalates("school"))

        ended = story.then(Dispute.Escalated).deadlines_ended
        assert {end.duty: end.status for end in ended} == {
            "stage-1.discuss": "stopped",  # 004: met by a discussion only
            "stage-1.resolve": "met",
        }

    @pytest.mark.parametrize("who", ["school", "social-care"])
    async def test_is_open_to_any_party(self, story: Story, who: str) -> None:
        await story.given(a_dispute())

        await story.when(escalates(who))

        story.then(Dispute.Escalated)

    async def test_is_not_for_the_board(self, story: Story) -> None:
        await story.given(a_dispute(BEXLEY), escalates("school", to="stage-3"))

        await story.refuses(escalates("board"), NotYourSide)

    async def test_tells_the_board_from_the_stage_at_which_it_is_told(
        self, story: Story
    ) -> None:
        """002 stage 4: "WSCB members … are informed"."""
        await story.given(a_dispute())
        seen = []
        for _ in range(3):
            await story.given(escalates("school"))
            seen.append((await story.dispute()).board_sees)

        assert seen == [False, False, True]
        assert (await story.dispute()).waiting_on == "board"

    async def test_has_no_urgency_with_a_number_at_stage_3_of_002(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), escalates("school"), escalates("school"))

        refer = await story.deadline("stage-3.refer")
        assert (refer.set.due_at, refer.set.urgency) == (None, "without delay")

    async def test_may_shorten_the_limit_because_of_the_risk(
        self, story: Story
    ) -> None:
        tonight = london(2026, 3, 2, 20)
        await story.given(a_dispute())

        await story.when(escalates("school", risk_set=tonight))

        [discuss] = story.then(Dispute.Escalated).deadlines_started
        assert discuss.due_at == tonight

    async def test_refuses_such_a_limit_where_the_document_knows_none(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), escalates("school"))

        refused = await story.refuses(
            escalates("school", risk_set=london(2026, 3, 2, 20)), LimitNotAllowed
        )

        assert policies()[WORCESTERSHIRE].emergency in refused.detail

    async def test_notes_a_risk_that_has_become_immediate(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.when(escalates("school", "immediate_risk", immediate_risk=True))

        assert (await story.dispute()).immediate_risk.present

    async def test_follows_the_start_of_the_stage_that_it_leaves(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        await story.at(TUESDAY).given(escalates("school"))

        refused = await story.refuses(escalates("school", at=MONDAY), OutOfOrder)

        assert refused.pointer == "/escalated_at"

    async def test_breaches_first_what_passed_before_it(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.at(london(2026, 3, 4, 9)).when(escalates("school", "time_passed"))

        assert story.topics == ["dispute.deadline_breached", "dispute.escalated"]
        story.then(Dispute.DeadlineBreached, cause="found_at_resolve")


class TestTheLastStage:
    @pytest.mark.parametrize("policy", ALL_POLICIES)
    async def test_has_no_further_step(self, story: Story, policy: str) -> None:
        await story.given(a_dispute(policy))
        while not (await story.dispute()).stage.last:
            await story.given(escalates("school"))

        refused = await story.refuses(escalates("school"), NoFurtherStage)

        label = policies()[policy].stages[-1].label
        assert refused.detail == f"{label} is the last step that the document gives."

    async def test_says_on_immediate_risk_how_to_protect_the_child(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"))

        refused = await story.refuses(
            escalates("school", "immediate_risk"), NoFurtherStage
        )

        assert policies()[LEWISHAM].emergency in refused.detail
