"""A duty is let go by those who owe it, or handed on; the last one closes."""

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid
from dispute_core.domain.refusals.duties import (
    DutyBinding,
    NotYourDuty,
)
from dispute_core.domain.values import Person
from tests.support.duties import declines, delegates, fulfils, waives
from tests.support.owing import agreed_at, does_the_tasks, duty, tasks_owed
from tests.support.steps import (
    checks_back,
)
from tests.support.story import Story


class TestLettingGo:
    async def test_of_a_must_is_a_waiver_and_no_refusal(self, story: Story) -> None:
        await agreed_at(story, 1)
        own = (await duty(story, "stage-1.childs-file")).due.id

        await story.refuses(declines("school", own), DutyBinding)
        await story.given(waives("school", own))

        assert (await duty(story, "stage-1.childs-file")).how == "waived"

    async def test_of_what_depends_on_something_is_a_refusal(
        self, story: Story
    ) -> None:
        await agreed_at(story, 2)
        advice = (await duty(story, "stage-2.advice")).due.id

        await story.given(declines("school", advice))

        assert (await duty(story, "stage-2.advice")).how == "declined"

    async def test_of_an_action_is_for_its_owner_and_the_raising_side(
        self, story: Story
    ) -> None:
        await agreed_at(story, 1)

        await story.given(waives("school", "action-1"))

        [action] = (await story.dispute()).actions
        assert not action.outstanding

    @pytest.mark.parametrize("last", ["fulfil", "waive"])
    async def test_of_the_last_one_closes_the_dispute(
        self, story: Story, last: str
    ) -> None:
        await agreed_at(story, 1)
        await story.given(
            checks_back("school", "understanding"),
            checks_back("social-care", "understanding"),
            checks_back("school"),
        )
        first, *others = [duty.due for duty in await tasks_owed(story)]
        for due in others:
            await story.given(fulfils(str(due.agency), due.id))
        assert (await story.dispute()).status == "resolved"
        act = fulfils if last == "fulfil" else waives

        await story.when(act(str(first.agency), first.id))

        story.then(Dispute.Closed)


class TestHandingOn:
    async def test_lets_another_agency_of_the_dispute_do_it(self, story: Story) -> None:
        await agreed_at(story, 1)
        own = (await duty(story, "stage-1.childs-file")).due.id

        await story.given(
            delegates("school", own, Person(agency="social-care", role="Manager"))
        )
        await story.given(fulfils("social-care", own))

        assert (await duty(story, "stage-1.childs-file")).how == "done"

    async def test_to_nobody_is_refused(self, story: Story) -> None:
        await agreed_at(story, 1)
        own = (await duty(story, "stage-1.childs-file")).due.id

        refused = await story.refuses(delegates("school", own, Person()), Invalid)
        assert refused.pointer == "/to"

    async def test_outside_the_dispute_is_refused(self, story: Story) -> None:
        await agreed_at(story, 1)
        own = (await duty(story, "stage-1.childs-file")).due.id

        to = Person(agency="housing", role="Manager")
        await story.refuses(delegates("school", own, to), NotYourDuty)


class TestTheTasksTogether:
    async def test_leave_only_the_check_backs(self, story: Story) -> None:
        await agreed_at(story, 3)

        await does_the_tasks(story)

        assert await tasks_owed(story) == []
        assert (await story.dispute()).status == "resolved"
