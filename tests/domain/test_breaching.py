from datetime import date, timedelta

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import BreachCause
from tests.support.builders import a_dispute, an_action
from tests.support.steps import discusses, escalates, resolves
from tests.support.story import Story
from tests.support.world import (
    ALL_POLICIES,
    BEXLEY,
    BRIGHTON,
    LEWISHAM,
    WALES,
    WORCESTERSHIRE,
    ShippedCatalogue,
    end_of,
    london,
    with_force,
)

MICROSECOND = timedelta(microseconds=1)
DUE = end_of(2026, 3, 3)
"""When the first limit of 002 ends for a dispute raised on Monday 2 March 2026."""


class TestABreach:
    async def test_happens_at_the_due_instant_and_not_before(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())

        assert await story.at(DUE - MICROSECOND).sweep() == 0
        assert await story.at(DUE).sweep() == 1

        story.then(
            Dispute.DeadlineBreached,
            duty="stage-1.discuss",
            generation=1,
            stage="stage-1",
            due_at=DUE,
            lateness_seconds=0,
            cause="normal",
        )

    async def test_happens_once(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.at(DUE).sweep()

        for hours in range(5):
            await story.at(DUE + timedelta(hours=hours)).sweep()

            assert story.topics == []

    async def test_leaves_the_duty_owed(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.at(DUE).sweep()

        deadline = await story.deadline("stage-1.discuss")

        assert (deadline.status, deadline.open) == ("breached", True)
        assert deadline.breach is not None
        assert deadline.breach.detected_at == DUE

    async def test_says_how_late_it_was_found_and_why(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.at(DUE + timedelta(hours=2)).sweep("outage")

        story.then(Dispute.DeadlineBreached, lateness_seconds=7200, cause="outage")

    @pytest.mark.parametrize("cause", ["normal", "outage", "backlog", "clock_hold"])
    async def test_of_what_we_heard_of_too_late_is_nobodys_fault(
        self, story: Story, cause: BreachCause
    ) -> None:
        await story.given(a_dispute(at=london(2026, 2, 2, 9)))

        await story.sweep(cause)

        story.then(Dispute.DeadlineBreached, cause="entered_late")

    async def test_of_what_was_entered_in_the_last_moment_is_not_entered_late(
        self, story: Story
    ) -> None:
        await story.at(DUE - MICROSECOND).given(a_dispute(at=london(2026, 3, 2, 9)))

        await story.at(DUE).sweep()

        story.then(Dispute.DeadlineBreached, cause="normal")

    async def test_comes_for_each_duty_that_has_passed(self, story: Story) -> None:
        """004: 5 working days to meet and 10 to resolve, from Monday 2 March."""
        await story.given(a_dispute(WALES))

        await story.at(end_of(2026, 3, 9)).sweep()
        assert story.topics == ["dispute.deadline_breached"]
        await story.at(end_of(2026, 3, 16)).sweep()

        story.then(Dispute.DeadlineBreached, duty="stage-1.resolve")

    async def test_finds_several_at_once(self, story: Story) -> None:
        await story.given(a_dispute(WALES))

        assert await story.at(end_of(2026, 3, 31)).sweep() == 2

    async def test_finds_an_action_that_was_not_done(self, story: Story) -> None:
        await story.given(
            a_dispute(BRIGHTON),
            resolves("school", actions=[an_action(due_on=date(2026, 3, 6))]),
        )

        await story.at(end_of(2026, 3, 6)).sweep()

        story.then(Dispute.DeadlineBreached, duty="action-1")


class TestWhatNeverBreaches:
    @pytest.mark.parametrize("policy", [LEWISHAM, BEXLEY, BRIGHTON])
    async def test_is_a_duty_without_a_number(self, story: Story, policy: str) -> None:
        await story.given(a_dispute(policy))
        century = london(2126, 1, 1)

        while not (await story.dispute()).stage.last:
            assert await story.at(century).sweep() == 0
            await story.given(escalates("school"))

        assert await story.sweep() == 0

    async def test_is_stage_3_and_4_of_002(self, story: Story) -> None:
        await story.given(a_dispute(), *[escalates("school")] * 3)

        assert await story.at(london(2126, 1, 1)).sweep() == 0

    @pytest.mark.parametrize("policy", ALL_POLICIES)
    async def test_is_a_dispute_that_is_over(self, story: Story, policy: str) -> None:
        await story.given(a_dispute(policy), resolves("school"))

        assert await story.at(london(2126, 1, 1)).sweep() == 0


class TestADutyThatADocumentOnlyAimsAt:
    async def test_turns_late_and_is_no_breach(self) -> None:
        aim = with_force(WORCESTERSHIRE, "stage-1.discuss", "aim")
        story = Story(catalogue=ShippedCatalogue(instead=aim))
        await story.given(a_dispute())

        await story.at(DUE).sweep()

        assert story.topics == ["dispute.deadline_passed"]
        deadline = await story.deadline("stage-1.discuss")
        assert (deadline.status, deadline.breach) == ("late", None)
        assert deadline.open

    async def test_is_noted_once_and_can_still_be_met(self) -> None:
        aim = with_force(WORCESTERSHIRE, "stage-1.discuss", "aim")
        story = Story(catalogue=ShippedCatalogue(instead=aim))
        await story.given(a_dispute())
        await story.at(DUE).sweep()
        assert await story.sweep() == 0

        await story.when(discusses("school"))

        deadline = await story.deadline("stage-1.discuss")
        assert (deadline.status, deadline.open) == ("late", False)
