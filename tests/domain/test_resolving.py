from datetime import date

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeSettled,
    InTheFuture,
    OutOfOrder,
    UnknownAgency,
)
from dispute_core.domain.values import Acceptance
from tests.support.builders import a_dispute, an_action
from tests.support.steps import (
    discusses,
    escalates,
    reopens,
    resolves,
    sets_limit,
)
from tests.support.story import MONDAY, Story
from tests.support.world import (
    BRIGHTON,
    WALES,
    end_of,
    london,
)

TUESDAY = london(2026, 3, 3, 9)


class TestResolving:
    async def test_ends_the_disagreement_and_meets_its_duties(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())

        await story.when(resolves("school"))

        resolved = story.then(Dispute.Resolved, outcome="agreed", proposal=False)
        assert [end.status for end in resolved.deadlines_ended] == ["met"]
        assert (await story.dispute()).status == "resolved"

    async def test_stops_the_duties_that_a_resolution_does_not_meet(
        self, story: Story
    ) -> None:
        """004 stage 1: to meet within 5 days is settled by a discussion only."""
        await story.given(a_dispute(WALES))

        await story.when(resolves("school"))

        ended = story.then(Dispute.Resolved).deadlines_ended
        assert {end.duty: end.status for end in ended} == {
            "stage-1.discuss": "stopped",
            "stage-1.resolve": "met",
        }

    async def test_opens_a_limit_for_each_action_with_a_date(
        self, story: Story
    ) -> None:
        """002 stage 1: "fully implemented within agreed time scale"."""
        await story.given(a_dispute())
        actions = [an_action(due_on=date(2026, 3, 13)), an_action()]

        await story.when(resolves("school", actions=actions))

        resolved = story.then(Dispute.Resolved)
        [completion] = resolved.deadlines_started
        assert completion.duty == "action-1"
        assert completion.due_at == end_of(2026, 3, 13)
        assert completion.clause == "002 stage 1, Resolved, last point"
        assert completion.agency == "social-care"
        assert [action.id for action in resolved.actions] == ["action-1", "action-2"]

    async def test_names_no_action_twice_in_the_life_of_a_dispute(
        self, story: Story
    ) -> None:
        action = an_action(due_on=date(2026, 3, 13))
        await story.given(
            a_dispute(), resolves("school", actions=[action]), reopens("school")
        )

        await story.when(resolves("school", actions=[action]))

        assert [a.id for a in story.then(Dispute.Resolved).actions] == ["action-2"]
        duties = [d.set.duty for d in (await story.dispute()).open_deadlines()]
        assert duties == ["action-1", "action-2"]

    async def test_refuses_an_action_that_was_due_before_it_was_agreed(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        actions = [an_action(), an_action(due_on=date(2026, 3, 1))]

        refused = await story.refuses(resolves("school", actions=actions), OutOfOrder)

        assert refused.pointer == "/actions/1/due_on"

    async def test_knows_the_agencies_of_the_actions(self, story: Story) -> None:
        await story.given(a_dispute())
        actions = [an_action("nobody")]

        refused = await story.refuses(
            resolves("school", actions=actions), UnknownAgency
        )

        assert refused.pointer == "/actions/0/owner_agency"

    async def test_happens_once(self, story: Story) -> None:
        await story.given(a_dispute(), resolves("school"))

        await story.refuses(resolves("school"), DisputeSettled)

    async def test_lies_between_the_raising_and_now(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(resolves("school", at=TUESDAY), InTheFuture)
        await story.refuses(resolves("school", at=london(2026, 3, 2, 9)), OutOfOrder)

    async def test_lies_after_the_reopening(self, story: Story) -> None:
        await story.given(a_dispute(), resolves("school"))
        await story.at(TUESDAY).given(reopens("school"))

        await story.refuses(resolves("school", at=MONDAY), OutOfOrder)

    async def test_keeps_who_accepts_and_who_does_not(self, story: Story) -> None:
        """004-19: a refusal is recorded, and changes nothing."""
        words = [
            Acceptance(agency="school"),
            Acceptance(agency="social-care", accepts=False),
        ]
        await story.given(a_dispute(WALES), escalates("school"), escalates("school"))

        await story.when(resolves("school", "decided", accepted_by=words))

        story.then(Dispute.Resolved, accepted_by=tuple(words), proposal=False)


class TestAProposal:
    async def test_is_what_a_responding_side_alone_can_make(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.when(resolves("social-care"))

        story.then(
            Dispute.Resolved, proposal=True, deadlines_ended=(), duties_opened=()
        )
        dispute = await story.dispute()
        assert (dispute.status, dispute.waiting_on) == ("open", "raising")

    async def test_stops_no_timer(self, story: Story) -> None:
        await story.given(
            a_dispute(),
            resolves("social-care", actions=[an_action(due_on=date(2026, 3, 13))]),
        )

        await story.at(end_of(2026, 3, 3)).sweep()

        story.then(Dispute.DeadlineBreached, duty="stage-1.discuss")
        assert (await story.dispute()).actions == []

    async def test_becomes_a_resolution_when_the_raising_side_says_so(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), resolves("social-care"))

        await story.when(resolves("school"))

        story.then(Dispute.Resolved, proposal=False)
        assert (await story.dispute()).status == "resolved"

    async def test_is_passed_over_by_going_on(self, story: Story) -> None:
        await story.given(a_dispute(), resolves("social-care"), escalates("school"))

        assert (await story.dispute()).resolution is None

    async def test_is_all_that_one_of_several_responding_agencies_can_make(
        self, story: Story
    ) -> None:
        both = ["social-care", "police"]
        await story.given(a_dispute(responding=both), resolves("social-care"))

        await story.when(resolves("police"))

        story.then(Dispute.Resolved, proposal=True)


class TestResolvingAfterTalks:
    async def test_under_an_agreed_limit_is_in_time_until_that_instant(
        self, story: Story
    ) -> None:
        friday = london(2026, 3, 6, 17)
        await story.given(
            a_dispute(BRIGHTON),
            sets_limit("school", "stage-1.resolve", friday),
            sets_limit("social-care", "stage-1.resolve", friday),
            discusses("school", "agreed"),
        )

        await story.at(friday).when(resolves("school"))

        assert story.topics == ["dispute.deadline_breached", "dispute.resolved"]
