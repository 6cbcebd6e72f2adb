"""What happens at the due instant, whoever gets there first (design section 6)."""

from datetime import datetime, timedelta

import pytest

from dispute_core.application.breaches import append_breaches, report_breaches
from dispute_core.application.ports import IdempotencyKey
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Busy, StaleVersion
from tests.support.builders import Step, a_dispute
from tests.support.records import adds_record
from tests.support.steps import discusses, escalates, resolves, withdraws
from tests.support.story import Story
from tests.support.world import end_of

DUE = end_of(2026, 3, 3)
MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)

SETTLING = [resolves("school"), discusses("school"), escalates("school")]
ENDING = [*SETTLING, withdraws("school")]


class TestSettlingAtTheDueInstant:
    @pytest.mark.parametrize("step", ENDING)
    async def test_is_in_time_if_it_is_recorded_before(
        self, story: Story, step: Step
    ) -> None:
        await story.given(a_dispute())

        await story.at(DUE - MICROSECOND).when(step)

        assert "dispute.deadline_breached" not in story.topics
        assert await story.at(DUE).sweep() == 0

    @pytest.mark.parametrize("step", ENDING)
    async def test_is_breached_first_in_the_same_append_from_then_on(
        self, story: Story, step: Step
    ) -> None:
        await story.given(a_dispute())

        await story.at(DUE).when(step)

        assert story.topics[0] == "dispute.deadline_breached"
        assert len(story.topics) == 2
        story.then(Dispute.DeadlineBreached, cause="found_at_resolve")
        deadline = await story.deadline("stage-1.discuss")
        assert (deadline.status, deadline.open) == ("breached", False)

    async def test_keeps_the_evidence_of_one_who_acted_in_time(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())

        await story.at(DUE + SECOND).when(resolves("school", at=DUE - MICROSECOND))

        story.then(Dispute.DeadlineBreached, cause="entered_late")
        settled = (await story.deadline("stage-1.discuss")).settled
        assert settled is not None
        assert settled.in_time
        assert settled.occurred_at == DUE - MICROSECOND

    async def test_is_late_if_it_also_happened_late(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.at(DUE + SECOND).when(resolves("school", at=DUE))

        story.then(Dispute.DeadlineBreached, cause="found_at_resolve")
        settled = (await story.deadline("stage-1.discuss")).settled
        assert settled is not None
        assert not settled.in_time

    async def test_of_a_dispute_entered_late_blames_nobody(self, story: Story) -> None:
        monday = DUE - timedelta(days=1, hours=14)
        await story.at(DUE + SECOND).given(a_dispute(at=monday))

        await story.when(resolves("school"))

        story.then(Dispute.DeadlineBreached, cause="entered_late")


class TestTimeThatPassesBetweenDecidingAndRecording:
    """The handler decides by its own clock; the log judges by the database's."""

    def let_time_jump(self, story: Story, to: datetime) -> None:
        story.log.before_append.append(lambda: setattr(story.clock, "now", to))

    @pytest.mark.parametrize("step", SETTLING)
    async def test_makes_it_decide_again_and_breach_first(
        self, story: Story, step: Step
    ) -> None:
        await story.given(a_dispute())
        story.at(DUE - MICROSECOND)
        self.let_time_jump(story, DUE)

        await story.when(step)

        assert story.topics[0] == "dispute.deadline_breached"

    async def test_makes_no_breach_of_a_clock_that_runs_fast(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        story.at(DUE)
        self.let_time_jump(story, DUE - SECOND)

        await story.when(resolves("school"))

        assert story.topics == ["dispute.resolved"]

    async def test_leaves_alone_what_ends_no_deadline(self, story: Story) -> None:
        await story.given(a_dispute())
        story.at(DUE - MICROSECOND)
        self.let_time_jump(story, DUE)

        await story.when(adds_record("school"))

        assert story.topics == ["dispute.record_added"]

    async def test_is_not_tried_for_ever(self, story: Story) -> None:
        await story.given(a_dispute())
        story.at(DUE)
        for jump in (DUE - SECOND, DUE, DUE - SECOND, DUE, DUE - SECOND, DUE):
            self.let_time_jump(story, jump)

        refused = await story.refuses(resolves("school"), Busy)

        assert "Nothing was recorded." in refused.detail


class TestTheWorkerAndACommand:
    async def test_do_not_both_record_the_breach(self, story: Story) -> None:
        await story.given(a_dispute())
        stale = (await story.dispute()).version
        await story.at(DUE).sweep()

        refused = await story.refuses(resolves("school"), StaleVersion, seen=stale)
        assert refused.current == 2
        await story.when(resolves("school"))

        assert story.topics == ["dispute.resolved"]

    async def test_two_workers_record_it_once(self, story: Story) -> None:
        await story.given(a_dispute())
        story.at(DUE)
        rivals = [await story.dispute(), await story.dispute()]

        counts = [
            await append_breaches(rival, story.log, now=DUE, cause="normal")
            for rival in rivals
        ]

        assert counts == [1, 0]

    async def test_a_worker_whose_clock_runs_fast_records_nothing(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        story.at(DUE - SECOND)

        count = await report_breaches(
            story.id, story.log, now=DUE + SECOND, cause="normal"
        )

        assert count == 0
        assert len(story.log.events) == 1


class TestTheVersionThatTheCallerSaw:
    async def test_must_be_the_newest(self, story: Story) -> None:
        await story.given(a_dispute(), adds_record("social-care"))

        refused = await story.refuses(resolves("school"), StaleVersion, seen=1)

        assert refused.current == 2

    async def test_is_not_asked_for_in_a_repeat(self, story: Story) -> None:
        key = IdempotencyKey(client="school-system", key="k", fingerprint=b"resolve")
        await story.given(a_dispute())
        await story.when(resolves("school"), key=key, seen=1)
        await story.given(adds_record("social-care"))

        again = await story.when(resolves("school"), key=key, seen=1)

        assert again.replayed
        assert again.dispute.version == 2
        assert story.happened == []
