from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeSettled,
    LimitNotAllowed,
    OutOfOrder,
    UnknownDuty,
    WrongStage,
)
from dispute_core.domain.values import Acceptance
from tests.support.builders import a_dispute
from tests.support.steps import discusses, escalates, resolves, sets_limit
from tests.support.story import MONDAY, Story
from tests.support.world import (
    BRIGHTON,
    WALES,
    WORCESTERSHIRE,
    ShippedCatalogue,
    end_of,
    london,
    policies,
)

RESOLVE = "stage-1.resolve"
FRIDAY = london(2026, 3, 6, 17)
NEXT_FRIDAY = london(2026, 3, 13, 17)


class TestAnAgreedLimit:
    """003 stage 2: "within a time scale, which is acceptable to all parties"."""

    async def test_does_not_bind_while_one_side_only_offers_it(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(BRIGHTON))

        await story.when(sets_limit("school", RESOLVE, FRIDAY))

        story.then(
            Dispute.LimitSet,
            binding=False,
            accepted_sides=("raising",),
            deadlines_started=(),
        )
        assert (await story.deadline(RESOLVE)).set.due_at is None

    async def test_binds_once_each_side_has_accepted_it(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON), sets_limit("school", RESOLVE, FRIDAY))

        await story.when(sets_limit("social-care", RESOLVE, FRIDAY))

        limit = story.then(
            Dispute.LimitSet, binding=True, accepted_sides=("raising", "responding")
        )
        [second] = limit.deadlines_started
        assert (second.generation, second.due_at) == (2, FRIDAY)
        assert second.started_at == MONDAY
        assert second.reason == (
            "No number is given for this step (003 stages 1 and 2), where the document "
            'says "within a time scale, which is acceptable to all parties"; the limit '
            "that both sides accepted runs to 17:00 on Friday 6 March 2026."
        )
        assert (await story.deadline(RESOLVE, 1)).status == "superseded"

    async def test_is_not_bound_by_another_offer(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON), sets_limit("school", RESOLVE, FRIDAY))

        await story.when(sets_limit("social-care", RESOLVE, NEXT_FRIDAY))

        story.then(Dispute.LimitSet, binding=False, accepted_sides=("responding",))

    async def test_is_not_bound_by_what_one_side_says_of_the_other(
        self, story: Story
    ) -> None:
        accepted = [Acceptance(agency="social-care")]
        await story.given(a_dispute(BRIGHTON))

        await story.when(sets_limit("school", RESOLVE, FRIDAY, accepted_by=accepted))

        story.then(Dispute.LimitSet, binding=False)

    async def test_is_bound_by_what_is_told_of_an_agency_not_on_the_system(
        self,
    ) -> None:
        story = Story(catalogue=ShippedCatalogue(off_system="voluntary"))
        accepted = [Acceptance(agency="voluntary", name="V. Trustee")]
        await story.given(a_dispute(BRIGHTON, responding=["voluntary"]))

        await story.when(sets_limit("school", RESOLVE, FRIDAY, accepted_by=accepted))

        story.then(
            Dispute.LimitSet, binding=True, accepted_sides=("raising", "responding")
        )

    async def test_is_breached_like_any_other(self, story: Story) -> None:
        await story.given(
            a_dispute(BRIGHTON),
            sets_limit("school", RESOLVE, FRIDAY),
            sets_limit("social-care", RESOLVE, FRIDAY),
        )

        await story.at(FRIDAY).sweep()

        story.then(Dispute.DeadlineBreached, duty=RESOLVE, generation=2)

    async def test_binds_inside_one_agency_when_both_its_sides_accept(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(BRIGHTON, responding=["school"]),
            sets_limit("school", RESOLVE, FRIDAY),
        )

        await story.when(sets_limit("school", RESOLVE, FRIDAY, side="responding"))

        story.then(Dispute.LimitSet, binding=True)

    async def test_is_refused_where_the_document_gives_no_room(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WORCESTERSHIRE))

        refused = await story.refuses(
            sets_limit("school", "stage-1.discuss", FRIDAY), LimitNotAllowed
        )

        assert refused.detail.endswith(policies()[WORCESTERSHIRE].emergency)


class TestAnExtension:
    async def test_moves_an_agreed_limit_when_both_sides_want_it(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(BRIGHTON),
            sets_limit("school", RESOLVE, FRIDAY),
            sets_limit("social-care", RESOLVE, FRIDAY),
            sets_limit("social-care", RESOLVE, NEXT_FRIDAY, kind="extension"),
        )
        assert (await story.deadline(RESOLVE, 2)).set.due_at == FRIDAY

        await story.when(sets_limit("school", RESOLVE, NEXT_FRIDAY, kind="extension"))

        [third] = story.then(Dispute.LimitSet).deadlines_started
        assert (third.generation, third.due_at) == (3, NEXT_FRIDAY)
        assert [d.status for d in (await story.dispute()).deadlines] == [
            "superseded",
            "superseded",
            "running",
        ]

    async def test_after_the_time_leaves_the_breach_standing(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(BRIGHTON),
            sets_limit("school", RESOLVE, FRIDAY),
            sets_limit("social-care", RESOLVE, FRIDAY),
        )
        await story.at(london(2026, 3, 9, 9)).given(
            sets_limit("school", RESOLVE, NEXT_FRIDAY, kind="extension")
        )

        await story.when(
            sets_limit("social-care", RESOLVE, NEXT_FRIDAY, kind="extension")
        )

        assert story.topics == ["dispute.deadline_breached", "dispute.limit_set"]
        second = await story.deadline(RESOLVE, 2)
        assert (second.status, second.open) == ("breached", False)
        assert (await story.deadline(RESOLVE, 3)).status == "running"


class TestALimitBecauseOfTheRisk:
    """002 stage 2: "without delay and in accordance with the level of risk"."""

    DUTY = "stage-2.discuss"
    TONIGHT = london(2026, 3, 2, 18)

    async def test_binds_at_once_whoever_sets_it(self, story: Story) -> None:
        await story.given(a_dispute(), escalates("school"))

        await story.when(
            sets_limit("social-care", self.DUTY, self.TONIGHT, kind="risk_set")
        )

        [second] = story.then(Dispute.LimitSet, binding=True).deadlines_started
        assert second.due_at == self.TONIGHT

    async def test_never_outlasts_the_documents_cap(self, story: Story) -> None:
        """002 stage 2: "no later than 2 working days"."""
        await story.given(a_dispute(), escalates("school"))

        await story.when(sets_limit("school", self.DUTY, NEXT_FRIDAY, kind="risk_set"))

        [second] = story.then(Dispute.LimitSet).deadlines_started
        assert second.due_at == end_of(2026, 3, 4)

    async def test_is_replaced_by_a_newer_one(self, story: Story) -> None:
        later = london(2026, 3, 3, 12)
        await story.given(
            a_dispute(),
            escalates("school", risk_set=self.TONIGHT),
        )
        assert (await story.deadline(self.DUTY)).set.due_at == self.TONIGHT

        await story.when(sets_limit("school", self.DUTY, later, kind="risk_set"))

        [second] = story.then(Dispute.LimitSet).deadlines_started
        assert (second.generation, second.due_at) == (2, later)

    async def test_shortens_the_review_of_004(self, story: Story) -> None:
        """004 stage 3: "or a timescale that protects the child from harm"."""
        await story.given(a_dispute(WALES), escalates("school"), discusses("school"))

        await story.when(
            sets_limit("school", "stage-3.review", FRIDAY, kind="risk_set")
        )

        [second] = story.then(Dispute.LimitSet).deadlines_started
        assert second.due_at == FRIDAY


class TestSettingALimit:
    async def test_needs_a_duty_that_the_policy_knows(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(sets_limit("school", "stage-1.dance", FRIDAY), UnknownDuty)

    async def test_needs_a_duty_that_is_owed_now(self, story: Story) -> None:
        await story.given(a_dispute())
        duty = sets_limit("school", "stage-2.discuss", FRIDAY, kind="risk_set")

        await story.refuses(duty, WrongStage)

    async def test_needs_an_instant_after_the_start(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON))

        await story.refuses(
            sets_limit("school", RESOLVE, london(2026, 3, 2, 9)), OutOfOrder
        )

    async def test_needs_an_open_dispute(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON), resolves("school"))

        await story.refuses(sets_limit("school", RESOLVE, FRIDAY), DisputeSettled)
