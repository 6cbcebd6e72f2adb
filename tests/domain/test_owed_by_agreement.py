"""What a document asks for because people have agreed holds a dispute open."""

from dataclasses import replace

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.guidance.guide import allowed, next_step
from dispute_core.domain.policy import Policy
from dispute_core.domain.refusals.duties import DutySettled, NotYourDuty
from dispute_core.domain.vocabulary import Force, Side
from tests.domain.in_good_time import a_story_in_good_time, raised, standing_in
from tests.support.duties import waives
from tests.support.records import adds_record
from tests.support.steps import checks_back, discusses, escalates, resolves
from tests.support.story import MONDAY, Story
from tests.support.world import ShippedCatalogue, end_of

CONFIRM = "stage-1.confirm"
"""TH 3.6: if they agree, whoever was asked confirms it in writing."""


@pytest.fixture
def story() -> Story:
    return a_story_in_good_time()


async def a_story_of(force: Force, *, within: bool = True) -> Story:
    """The same procedure, with another verb or without a number for the letter."""
    policy = await standing_in(a_story_in_good_time())
    first, *others = policy.stages
    limits = tuple(
        replace(one, force=force, within=one.within if within else None)
        if one.duty == CONFIRM
        else one
        for one in first.limits
    )
    made = replace(policy, stages=(replace(first, limits=limits), *others))
    return Story(catalogue=ShippedCatalogue(instead=made))


async def offered(story: Story, *sides: Side) -> list[str]:
    policy: Policy = await standing_in(story)
    return allowed(await story.dispute(), policy, sides)


class TestWhatFollowsFromAnAgreement:
    async def test_is_done_before_the_dispute_is_closed(self, story: Story) -> None:
        await story.given(raised(), resolves("school"), checks_back("school"))
        assert (await story.dispute()).status == "resolved"
        assert (await story.dispute()).waiting_on == "both"

        await story.when(adds_record("social-care"))

        story.then(Dispute.Closed, deadlines_ended=())

    async def test_is_owed_still_once_it_is_overdue(self, story: Story) -> None:
        await story.given(raised(), resolves("school"))
        await story.at(end_of(2026, 3, 6)).sweep()

        await story.given(checks_back("school"))

        assert (await story.dispute()).status == "resolved"

    async def test_of_a_talk_outlasts_the_stage_and_another_agreement(
        self, story: Story
    ) -> None:
        await story.given(raised(), discusses("school", "agreed", at=MONDAY))
        await story.given(escalates("school"), resolves("school"))

        await story.given(checks_back("school"))

        assert (await story.dispute()).status == "resolved"

    async def test_is_named_as_the_next_step_even_without_a_date(self) -> None:
        story = await a_story_of("must", within=False)
        await story.given(raised(), resolves("school"))

        told = next_step(await story.dispute(), await standing_in(story))

        assert told.startswith(
            "The responding side: confirm in writing what was agreed"
        )

    async def test_ends_with_the_dispute_where_it_only_should_be_done(self) -> None:
        story = await a_story_of("should")
        await story.given(raised(), resolves("school"))

        await story.when(checks_back("school"))

        [ended] = story.then(Dispute.Closed).deadlines_ended
        assert (ended.duty, ended.status) == (CONFIRM, "stopped")


class TestLettingItGo:
    async def test_closes_the_dispute_and_keeps_the_reason(self, story: Story) -> None:
        await story.given(raised(), resolves("school"), checks_back("school"))

        await story.when(waives("social-care", CONFIRM))

        waived = story.then(Dispute.DutyWaived, duty=CONFIRM)
        assert [(one.duty, one.status) for one in waived.deadlines_ended] == [
            (CONFIRM, "stopped")
        ]
        story.then(Dispute.Closed)

    async def test_is_for_those_who_owe_it(self, story: Story) -> None:
        await story.given(raised(), resolves("school"))

        assert "waiveDuty" in await offered(story, "responding")
        assert "waiveDuty" not in await offered(story, "raising")
        await story.refuses(waives("school", CONFIRM), NotYourDuty)

    async def test_happens_once(self, story: Story) -> None:
        await story.given(raised(), resolves("school"))
        await story.given(waives("social-care", CONFIRM))

        await story.refuses(waives("social-care", CONFIRM), DutySettled)
