"""Correcting a time: what runs from it runs anew, and nothing overtakes its cause."""

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import InTheFuture, Invalid, OutOfOrder
from tests.support.builders import Step, a_dispute
from tests.support.records import adds_record
from tests.support.steps import (
    corrects,
    discusses,
    escalates,
    resolves,
    responds,
    sets_limit,
)
from tests.support.story import MONDAY, Story
from tests.support.world import WALES, end_of, london

TUESDAY = london(2026, 3, 3, 9)


class TestCorrectingATime:
    async def test_opens_a_new_generation_of_what_ran_from_it(
        self, story: Story
    ) -> None:
        """002 stage 1, one working day, now from Friday 27 February."""
        await story.given(a_dispute())

        await story.when(corrects("school", 1, "raised_at", "2026-02-27T15:00:00Z"))

        corrected = story.then(Dispute.Corrected)
        [again] = corrected.deadlines_started
        assert (again.generation, again.due_at) == (2, end_of(2026, 3, 2))
        assert (await story.deadline("stage-1.discuss", 1)).status == "superseded"
        dispute = await story.dispute()
        assert dispute.raised_at == dispute.stage_started_at == again.started_at

    async def test_to_one_long_past_is_breached_as_entered_late(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        await story.given(corrects("school", 1, "raised_at", "2026-02-02T15:00:00Z"))

        await story.sweep()

        story.then(Dispute.DeadlineBreached, generation=2, cause="entered_late")

    async def test_leaves_alone_what_ran_from_another_event(self, story: Story) -> None:
        """Both steps were noted for 10:00, as people do; only one was wrong."""
        await story.given(a_dispute(), escalates("school", at=MONDAY))

        await story.when(corrects("school", 1, "raised_at", "2026-02-27T15:00:00Z"))

        story.then(Dispute.Corrected, deadlines_ended=(), deadlines_started=())

    async def test_follows_a_limit_that_people_set_meanwhile(
        self, story: Story
    ) -> None:
        """004 stage 1: the risk still ends it at six, whenever it was raised."""
        six = london(2026, 3, 2, 18)
        await story.given(
            a_dispute(WALES),
            sets_limit("school", "stage-1.discuss", six, kind="risk_set"),
        )

        await story.when(corrects("school", 1, "raised_at", "2026-02-27T15:00:00Z"))

        due = {
            d.duty: d.due_at for d in story.then(Dispute.Corrected).deadlines_started
        }
        # 10 working days from Friday 27 February.
        assert due == {"stage-1.discuss": six, "stage-1.resolve": end_of(2026, 3, 13)}

    async def test_of_an_escalation_moves_the_start_of_the_stage(
        self, story: Story
    ) -> None:
        """002 stage 2: two working days, now from Monday."""
        await story.given(a_dispute())
        await story.at(TUESDAY).given(escalates("school"))

        await story.when(corrects("school", 2, "escalated_at", "2026-03-02T16:00:00Z"))

        [again] = story.then(Dispute.Corrected).deadlines_started
        assert again.due_at == end_of(2026, 3, 4)
        first, second = (await story.dispute()).stages
        assert first.ended_at == second.started_at == london(2026, 3, 2, 16)

    async def test_of_a_discussion_says_anew_whether_it_was_in_time(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        wednesday = london(2026, 3, 4, 9)
        await story.at(wednesday).given(discusses("school"))
        settled = (await story.deadline("stage-1.discuss")).settled
        assert settled is not None
        assert not settled.in_time

        await story.when(corrects("school", 3, "held_at", "2026-03-03T16:00:00Z"))

        settled = (await story.deadline("stage-1.discuss")).settled
        assert settled is not None
        assert settled.in_time
        assert settled.version == 3

    async def test_of_the_managers_talk_moves_the_review_of_004(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES), escalates("school"))
        await story.at(TUESDAY).given(discusses("school"))

        await story.when(corrects("school", 3, "held_at", "2026-03-02T12:00:00Z"))

        [again] = story.then(Dispute.Corrected).deadlines_started
        assert (again.duty, again.due_at) == ("stage-3.review", end_of(2026, 3, 16))

    async def test_never_puts_a_step_before_the_one_it_followed(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        await story.at(TUESDAY).given(escalates("school"), discusses("school"))
        story.at(london(2026, 3, 5, 9))

        for version, field, value in (
            (1, "raised_at", "2026-03-03T10:00:00Z"),
            (2, "escalated_at", "2026-03-02T09:00:00Z"),
            (3, "held_at", "2026-03-02T09:00:00Z"),
        ):
            refused = await story.refuses(
                corrects("school", version, field, value), OutOfOrder
            )
            assert refused.pointer == "/value"

    @pytest.mark.parametrize(
        "step", [discusses("school"), responds("social-care"), resolves("school")]
    )
    async def test_never_puts_the_raising_after_what_was_done_about_it(
        self, story: Story, step: Step
    ) -> None:
        await story.given(a_dispute())
        await story.at(TUESDAY).given(step)
        story.at(london(2026, 3, 5, 9))

        late = corrects("school", 1, "raised_at", "2026-03-04T10:00:00Z")
        refused = await story.refuses(late, OutOfOrder)

        assert refused.pointer == "/value"

    @pytest.mark.parametrize(
        "value", ["yesterday", "2026-03-02", "2026-03-02T09:00:00", ""]
    )
    async def test_needs_an_instant_with_its_offset(
        self, story: Story, value: str
    ) -> None:
        await story.given(a_dispute())

        await story.refuses(corrects("school", 1, "raised_at", value), Invalid)

    async def test_refuses_a_time_that_has_not_come(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(
            corrects("school", 1, "raised_at", "2026-03-03T10:00:00Z"), InTheFuture
        )

    async def test_is_possible_when_all_is_over(self, story: Story) -> None:
        await story.given(a_dispute(), adds_record("school"), resolves("school"))

        await story.when(corrects("school", 1, "raised_at", "2026-02-27T15:00:00Z"))

        story.then(Dispute.Corrected, deadlines_started=())
