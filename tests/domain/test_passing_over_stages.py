import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeSettled,
    OutOfOrder,
    UnknownStage,
    WrongStage,
)
from tests.support.builders import a_dispute
from tests.support.steps import (
    discusses,
    escalates,
    reopens,
    resolves,
    withdraws,
)
from tests.support.story import MONDAY, Story
from tests.support.world import (
    ALL_POLICIES,
    BEXLEY,
    BRIGHTON,
    WALES,
    WORCESTERSHIRE,
    end_of,
    london,
    policies,
)

TUESDAY = london(2026, 3, 3, 9)


class TestPassingOverStages:
    async def test_is_left_to_discretion_on_immediate_risk_under_003(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(BRIGHTON))

        await story.when(escalates("school", "immediate_risk", to="stage-4"))

        story.then(Dispute.Escalated, from_stage="stage-1")
        assert (await story.dispute()).stage.id == "stage-4"

    async def test_goes_one_stage_on_if_nobody_says_where(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON), escalates("school", "immediate_risk"))

        assert (await story.dispute()).stage.id == "stage-2"

    @pytest.mark.parametrize("policy", [WORCESTERSHIRE, WALES])
    async def test_is_refused_elsewhere_and_the_child_comes_first(
        self, story: Story, policy: str
    ) -> None:
        await story.given(a_dispute(policy))

        refused = await story.refuses(
            escalates("school", "immediate_risk", to="stage-3"), WrongStage
        )

        assert policies()[policy].emergency in refused.detail

    async def test_needs_immediate_risk_under_003(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON))

        await story.refuses(escalates("school", to="stage-3"), WrongStage)

    async def test_may_pass_over_the_meeting_that_nobody_required_under_001(
        self, story: Story
    ) -> None:
        """001: a multi-agency meeting "can" be required; the Executive comes after."""
        await story.given(a_dispute(BEXLEY), escalates("school", to="stage-3"))

        assert (await story.dispute()).board_sees

    async def test_never_goes_back_or_nowhere(self, story: Story) -> None:
        await story.given(a_dispute(), escalates("school"))

        for stage in ("stage-1", "stage-2"):
            await story.refuses(escalates("school", to=stage), WrongStage)
        refused = await story.refuses(escalates("school", to="stage-9"), UnknownStage)
        assert refused.pointer == "/to_stage"


class TestEscalatingWhatIsSettled:
    async def test_is_possible_on_a_policy_issue_under_003(self, story: Story) -> None:
        """003 stage 4: "or the discussions raise significant policy issues"."""
        await story.given(a_dispute(BRIGHTON), resolves("school"))

        await story.when(escalates("social-care", "policy_issue"))

        dispute = await story.dispute()
        assert (dispute.status, dispute.stage.id) == ("open", "stage-4")
        assert dispute.resolution is None

    @pytest.mark.parametrize("policy", ALL_POLICIES)
    async def test_is_refused_on_every_other_ground_and_elsewhere(
        self, story: Story, policy: str
    ) -> None:
        await story.given(a_dispute(policy), resolves("school"))

        await story.refuses(escalates("school"), DisputeSettled)
        if policy != BRIGHTON:
            await story.refuses(escalates("school", "policy_issue"), DisputeSettled)

    async def test_is_refused_once_the_dispute_is_withdrawn(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON), withdraws("school"))

        await story.refuses(escalates("social-care", "policy_issue"), DisputeSettled)

    async def test_lies_after_the_settlement(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON))
        await story.at(TUESDAY).given(resolves("school"))

        await story.refuses(escalates("school", "policy_issue", at=MONDAY), OutOfOrder)


class TestTheReviewOf004:
    async def test_counts_from_the_escalation_where_no_disagreement_was_recorded(
        self, story: Story
    ) -> None:
        """004 stage 3: "within 10 working days of completion of Stage 2"."""
        await story.at(london(2025, 4, 11, 9)).given(a_dispute(WALES))
        await story.given(escalates("school"))

        await story.at(london(2025, 4, 14, 9)).when(escalates("school"))

        [review] = story.then(Dispute.Escalated).deadlines_started
        assert review.due_at == end_of(2025, 4, 30)

    async def test_runs_on_although_it_passed_before_the_escalation(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES), escalates("school"), discusses("school"))
        await story.at(end_of(2026, 3, 16)).sweep()
        assert story.topics == ["dispute.deadline_breached"]

        await story.when(escalates("school"))

        review = await story.deadline("stage-3.review")
        assert (review.status, review.open) == ("breached", True)
        assert (await story.dispute()).generation("stage-3.review") == 2

    async def test_starts_anew_when_the_dispute_is_reopened(self, story: Story) -> None:
        await story.given(
            a_dispute(WALES),
            escalates("school"),
            escalates("school"),
            resolves("school"),
        )

        await story.at(london(2026, 3, 9, 9)).when(reopens("school"))

        [review] = story.then(Dispute.Reopened).deadlines_started
        assert (review.generation, review.due_at) == (2, end_of(2026, 3, 23))
