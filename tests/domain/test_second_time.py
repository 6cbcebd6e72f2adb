"""What is left of a first time when a dispute comes to the same place again."""

from dataclasses import replace

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import LimitNotAllowed
from dispute_core.domain.guidance.guide import allowed
from tests.domain.in_good_time import a_story_in_good_time, owed, raised, standing_in
from tests.support.builders import a_dispute
from tests.support.made_world import policy_called
from tests.support.steps import (
    discusses,
    escalates,
    reopens,
    resolves,
    sets_limit,
    withdraws,
)
from tests.support.story import MONDAY, Story
from tests.support.world import (
    BRIGHTON,
    WALES,
    ShippedCatalogue,
    end_of,
    london,
    policies,
)

TUESDAY, WEDNESDAY = london(2026, 3, 3, 9), london(2026, 3, 4, 9)


class TestAnAgreementAfterAnother:
    async def test_takes_the_place_of_what_was_owed_from_the_first(self) -> None:
        story = a_story_in_good_time()
        await story.given(raised(), resolves("school"))
        await story.at(TUESDAY).given(reopens("school"))

        await story.at(WEDNESDAY).when(resolves("school"))

        resolved = story.then(Dispute.Resolved)
        ended = {
            (end.duty, end.generation): end.status for end in resolved.deadlines_ended
        }
        assert ended["stage-1.confirm", 1] == "stopped"
        assert (await owed(story, "stage-1.confirm")).due_at == end_of(2026, 3, 6)
        open_now = [d.set.duty for d in (await story.dispute()).open_deadlines()]
        assert open_now.count("stage-1.confirm") == 1


class TestADiscussionAfterAnother:
    async def test_takes_the_place_of_what_was_owed_from_an_earlier_visit(self) -> None:
        story = a_story_in_good_time()
        await story.given(raised(), discusses("school", "agreed", at=MONDAY))
        await story.given(resolves("school"))
        await story.at(TUESDAY).given(reopens("school"))

        await story.at(WEDNESDAY).when(discusses("school", "agreed"))

        discussed = story.then(Dispute.Discussed)
        assert ("stage-1.confirm", 1, "stopped") in {
            (end.duty, end.generation, end.status) for end in discussed.deadlines_ended
        }


class TestTheWholeProcedure:
    async def test_begins_anew_when_a_dispute_is_taken_up_again(self) -> None:
        """TH 2: it is over within twenty working days."""
        story = a_story_in_good_time()
        await story.given(raised(), withdraws("school"))

        await story.at(TUESDAY).when(reopens("school"))

        over = await owed(story, "procedure.over")
        assert (over.generation, over.due_at) == (2, end_of(2026, 3, 31))


class TestAnOffer:
    async def test_that_was_made_before_the_dispute_was_reopened_counts_no_more(
        self, story: Story
    ) -> None:
        resolve, friday = "stage-1.resolve", london(2026, 3, 6, 17)
        await story.given(
            a_dispute(BRIGHTON),
            sets_limit("school", resolve, friday),
            withdraws("school"),
        )
        await story.at(TUESDAY).given(reopens("school"))

        await story.when(sets_limit("social-care", resolve, friday))

        story.then(Dispute.LimitSet, binding=False, accepted_sides=("responding",))


class TestAnExtension:
    async def test_of_what_has_not_begun_to_run_is_neither_offered_nor_taken(
        self,
    ) -> None:
        stage, waiting = policy_called("thornley").limits_by_duty()["stage-1.meet"]
        extendable = replace(waiting, accepts=frozenset({"extension"}))
        only = replace(stage, limits=(extendable,))
        whole = await standing_in(a_story_in_good_time())
        policy = replace(whole, stages=(only, *whole.stages[1:]), whole_procedure=None)
        story = Story(catalogue=ShippedCatalogue(instead=policy))
        await story.given(raised())

        assert "setLimit" not in allowed(await story.dispute(), policy, ("raising",))
        await story.refuses(
            sets_limit("school", "stage-1.meet", TUESDAY, kind="extension"),
            LimitNotAllowed,
        )


class TestALimitBecauseOfTheRisk:
    async def test_at_the_next_stage_leaves_what_both_sides_agreed(self) -> None:
        """004-14: stage 3 has its number from the completion of stage 2 on."""
        wales = policies()[WALES]
        third = wales.stages[2]
        agreeable = replace(third.limits[0], accepts=frozenset({"agreed", "risk_set"}))
        limits = (agreeable, *third.limits[1:])
        stages = (*wales.stages[:2], replace(third, limits=limits))
        policy = replace(wales, stages=stages)
        story = Story(catalogue=ShippedCatalogue(instead=policy))
        friday = london(2026, 3, 6, 17)
        await story.given(
            a_dispute(WALES),
            escalates("school"),
            discusses("school", "not_agreed"),
            sets_limit("school", agreeable.duty, friday),
            sets_limit("social-care", agreeable.duty, friday),
        )

        await story.when(escalates("school", risk_set=london(2026, 3, 9, 9)))

        set_anew = (await story.dispute()).open_deadlines()[0].set
        assert (set_anew.duty, set_anew.due_at, set_anew.won) == (
            agreeable.duty,
            friday,
            "agreed",
        )
