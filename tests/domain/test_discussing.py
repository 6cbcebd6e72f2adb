import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeNotFound,
    DisputeSettled,
    InTheFuture,
    NotAllowed,
    OutOfOrder,
)
from dispute_core.domain.vocabulary import DiscussionOutcome, WaitingOn
from tests.support.builders import a_dispute
from tests.support.steps import discusses, escalates, resolves
from tests.support.story import MONDAY, Story
from tests.support.world import BRIGHTON, WALES, end_of, london

TUESDAY = london(2026, 3, 3, 11)
WEDNESDAY = london(2026, 3, 4, 11)


class TestDiscussing:
    @pytest.mark.parametrize("outcome", ["agreed", "partly_agreed", "not_agreed"])
    async def test_meets_the_duty_to_discuss_whatever_comes_of_it(
        self, story: Story, outcome: DiscussionOutcome
    ) -> None:
        """002 stage 1 asks for a discussion "within one working day"."""
        await story.given(a_dispute())

        await story.at(TUESDAY).when(discusses("school", outcome))

        [ended] = story.then(Dispute.Discussed, stage="stage-1").deadlines_ended
        assert (ended.duty, ended.status) == ("stage-1.discuss", "met")
        deadline = await story.deadline("stage-1.discuss")
        assert deadline.settled is not None
        assert deadline.settled.in_time

    async def test_meets_nothing_without_a_response(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.when(discusses("school", "no_response"))

        assert story.then(Dispute.Discussed).deadlines_ended == ()
        assert (await story.deadline("stage-1.discuss")).status == "running"

    async def test_leaves_the_ten_days_of_004_running(self, story: Story) -> None:
        """004 stage 2, first point: the 10 days end by resolving, not by talking."""
        await story.given(a_dispute(WALES))

        await story.when(discusses("school"))

        assert (await story.deadline("stage-1.discuss")).status == "met"
        assert (await story.deadline("stage-1.resolve")).status == "running"

    async def test_is_no_resolution_under_003(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON))

        await story.when(discusses("school", "agreed"))

        assert (await story.deadline("stage-1.resolve")).status == "running"

    async def test_may_be_recorded_by_either_side_but_by_nobody_else(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), discusses("social-care"))

        await story.refuses(discusses("police"), DisputeNotFound)
        await story.refuses(discusses("auditor"), NotAllowed)

    @pytest.mark.parametrize(
        ("who", "outcome", "waiting_on"),
        [
            ("school", "agreed", "raising"),
            ("school", "not_agreed", "both"),
            ("school", "no_response", "responding"),
            ("social-care", "no_response", "raising"),
        ],
    )
    async def test_says_for_whom_the_dispute_waits(
        self,
        story: Story,
        who: str,
        outcome: DiscussionOutcome,
        waiting_on: WaitingOn,
    ) -> None:
        await story.given(a_dispute(), discusses(who, outcome))

        assert (await story.dispute()).waiting_on == waiting_on

    async def test_lies_between_the_raising_and_now(self, story: Story) -> None:
        await story.given(a_dispute())

        future = await story.refuses(discusses("school", at=TUESDAY), InTheFuture)
        earlier = london(2026, 3, 2, 9)
        past = await story.refuses(discusses("school", at=earlier), OutOfOrder)

        assert future.pointer == past.pointer == "/held_at"

    async def test_ends_with_the_dispute(self, story: Story) -> None:
        await story.given(a_dispute(), resolves("school"))

        await story.refuses(discusses("school"), DisputeSettled)

    async def test_takes_the_time_of_the_raising_if_our_clock_lags(
        self, story: Story
    ) -> None:
        """Two services never agree on the second; nobody is refused for that."""
        await story.given(a_dispute(at=MONDAY))

        await story.at(london(2026, 3, 2, 9, 59)).when(discusses("school"))

        story.then(Dispute.Discussed, timestamp=MONDAY)


class TestADiscussionEnteredLate:
    async def test_breaches_first_but_was_in_time(self, story: Story) -> None:
        """Design section 6: the breach stands, and accuses nobody."""
        await story.given(a_dispute())

        await story.at(WEDNESDAY).when(discusses("school", at=TUESDAY))

        assert story.topics == ["dispute.deadline_breached", "dispute.discussed"]
        story.then(Dispute.DeadlineBreached, cause="entered_late")
        deadline = await story.deadline("stage-1.discuss")
        assert deadline.status == "breached"
        assert not deadline.open
        assert deadline.settled is not None
        assert deadline.settled.in_time

    async def test_keeps_the_breach_that_the_worker_found(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.at(end_of(2026, 3, 3)).sweep()

        await story.at(WEDNESDAY).when(discusses("school", at=TUESDAY))

        assert story.topics == ["dispute.discussed"]
        deadline = await story.deadline("stage-1.discuss")
        assert deadline.status == "breached"
        assert deadline.breach is not None
        assert deadline.breach.cause == "normal"
        assert deadline.settled is not None
        assert deadline.settled.in_time

    async def test_belongs_to_the_stage_in_which_it_was_held(
        self, story: Story
    ) -> None:
        """Late news of stage 1 meets no duty of the managers at stage 2."""
        await story.given(a_dispute())
        await story.at(TUESDAY).given(escalates("school", "no_response"))

        await story.at(WEDNESDAY).when(discusses("school", at=MONDAY))

        story.then(Dispute.Discussed, stage="stage-1", deadlines_ended=())
        assert (await story.deadline("stage-2.discuss")).status == "running"


class TestNotAgreeingAtStage2Of004:
    async def test_starts_the_ten_days_for_the_review(self, story: Story) -> None:
        """004 stage 3: "within 10 working days of completion of Stage 2"."""
        await story.given(a_dispute(WALES), escalates("school"))

        await story.at(TUESDAY).when(discusses("school", "not_agreed"))

        [review] = story.then(Dispute.Discussed).deadlines_started
        assert (review.duty, review.stage) == ("stage-3.review", "stage-3")
        assert review.due_at == end_of(2026, 3, 17)

    async def test_starts_them_once(self, story: Story) -> None:
        await story.given(a_dispute(WALES), escalates("school"))
        await story.at(TUESDAY).given(discusses("school", "not_agreed"))
        await story.at(WEDNESDAY).given(discusses("school", "not_agreed"))

        await story.when(escalates("school"))

        assert story.then(Dispute.Escalated).deadlines_started == ()
        review = await story.deadline("stage-3.review")
        assert review.set.due_at == end_of(2026, 3, 17)
        assert review.status == "running"

    async def test_is_left_to_the_escalation_if_nobody_said_so(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES), escalates("school"))
        await story.at(TUESDAY).given(discusses("school", "partly_agreed"))

        await story.at(WEDNESDAY).when(escalates("school"))

        [review] = story.then(Dispute.Escalated).deadlines_started
        assert review.due_at == end_of(2026, 3, 18)

    async def test_does_nothing_at_stage_1(self, story: Story) -> None:
        await story.given(a_dispute(WALES))

        await story.when(discusses("school", "not_agreed"))

        assert story.then(Dispute.Discussed).deadlines_started == ()

    async def test_does_nothing_if_it_was_still_stage_1_then(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES))
        await story.at(TUESDAY).given(escalates("school"))

        await story.at(WEDNESDAY).when(discusses("school", at=MONDAY))

        assert story.then(Dispute.Discussed).deadlines_started == ()

    async def test_is_met_by_a_discussion_at_stage_3_only(self, story: Story) -> None:
        """ "Reviewed by an agency Senior Manager", so not by another talk below."""
        await story.given(a_dispute(WALES), escalates("school"))
        await story.given(discusses("school"), discusses("school"))
        assert (await story.deadline("stage-3.review")).status == "running"
        await story.given(escalates("school"))

        await story.when(discusses("social-care", "partly_agreed"))

        assert (await story.deadline("stage-3.review")).status == "met"
