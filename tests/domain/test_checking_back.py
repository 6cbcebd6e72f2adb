from datetime import date

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import CHECK_BACKS
from dispute_core.domain.errors import (
    DisputeNotSettled,
    NothingToCheck,
    NotYourSide,
    OutOfOrder,
)
from tests.support.builders import a_dispute, an_action
from tests.support.owing import does_the_tasks, tasks_owed
from tests.support.steps import checks_back, escalates, reopens, resolves
from tests.support.story import MONDAY, Story
from tests.support.world import (
    BRIGHTON,
    LEWISHAM,
    WALES,
    WORCESTERSHIRE,
    end_of,
    london,
)

FRIDAY = london(2026, 3, 6, 12)
ACTION = an_action(due_on=date(2026, 3, 6))


async def resolved_at_stage(story: Story, number: int) -> list[tuple[str, str]]:
    """Resolve a dispute under 002 at a stage; which check-backs it asks for."""
    await story.given(a_dispute(WORCESTERSHIRE))
    for _ in range(number - 1):
        await story.given(escalates("school"))
    await story.given(resolves("school", actions=[ACTION]))
    return await checks_asked(story)


async def checks_asked(story: Story) -> list[tuple[str, str]]:
    """The check-backs that are owed, by kind and side; other duties left out."""
    return [
        (duty.due.kind, duty.due.holder)
        for duty in (await story.dispute()).duties
        if duty.due.kind in CHECK_BACKS
    ]


class TestTheCheckBacksOf002:
    """The chart lists them per stage (002-10, 13, 19, 23, 29); none after stage 4."""

    @pytest.mark.parametrize(
        ("stage", "asked"),
        [
            (
                1,
                [
                    ("understanding", "raising"),
                    ("understanding", "responding"),
                    ("completion", "both"),
                ],
            ),
            (
                2,
                [
                    ("understanding", "raising"),
                    ("understanding", "responding"),
                    ("completion", "both"),
                ],
            ),
            (3, [("completion", "both")]),
            (4, []),
        ],
    )
    async def test_are_those_of_the_stage_where_it_was_resolved(
        self, story: Story, stage: int, asked: list[tuple[str, str]]
    ) -> None:
        assert await resolved_at_stage(story, stage) == asked

    @pytest.mark.parametrize("policy", [LEWISHAM, BRIGHTON, WALES])
    async def test_are_asked_by_no_other_document(
        self, story: Story, policy: str
    ) -> None:
        await story.given(a_dispute(policy), resolves("school"))

        assert await checks_asked(story) == []

    async def test_are_not_asked_where_events_overtook_the_dispute(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), resolves("school", "overtaken"))

        assert await checks_asked(story) == []


class TestCheckingBack:
    async def test_closes_the_dispute_when_the_last_one_is_confirmed(
        self, story: Story
    ) -> None:
        await resolved_at_stage(story, 1)
        await does_the_tasks(story)
        await story.given(
            checks_back("school", "understanding"), checks_back("school", "completion")
        )
        assert (await story.dispute()).status == "resolved"

        await story.when(checks_back("social-care", "understanding"))

        assert story.topics == ["dispute.checked_back", "dispute.closed"]
        dispute = await story.dispute()
        assert (dispute.status, dispute.waiting_on) == ("closed", "none")

    async def test_of_understanding_counts_for_ones_own_side(
        self, story: Story
    ) -> None:
        await resolved_at_stage(story, 1)

        await story.when(checks_back("school", "understanding"))

        [done] = story.then(Dispute.CheckedBack).duties_ended
        assert done.id.startswith("stage-1.understanding.raising")
        assert done.how == "done"

    async def test_of_completion_meets_the_limit_of_the_action(
        self, story: Story
    ) -> None:
        await resolved_at_stage(story, 3)
        await does_the_tasks(story)

        await story.at(FRIDAY).when(checks_back("school", action_id="action-1"))

        deadline = await story.deadline("action-1")
        assert deadline.status == "met"
        assert (await story.dispute()).status == "closed"

    async def test_of_one_action_leaves_the_others_owed(self, story: Story) -> None:
        await story.given(
            a_dispute(WALES), resolves("school", actions=[ACTION, an_action()])
        )

        await story.when(checks_back("school", action_id="action-2"))

        dispute = await story.dispute()
        assert [action.outstanding for action in dispute.actions] == [True, False]
        assert (await story.deadline("action-1")).status == "running"

    @pytest.mark.parametrize("result", ["partly", "not_confirmed"])
    async def test_that_is_not_confirmed_settles_nothing(
        self, story: Story, result: str
    ) -> None:
        await resolved_at_stage(story, 3)

        await story.when(checks_back("school", result=result))  # type: ignore[arg-type]

        story.then(Dispute.CheckedBack, duties_ended=(), deadlines_ended=())
        assert (await story.dispute()).status == "resolved"

    async def test_after_the_agreed_date_finds_the_breach(self, story: Story) -> None:
        await resolved_at_stage(story, 3)
        await story.at(end_of(2026, 3, 6)).sweep()
        story.then(Dispute.DeadlineBreached, duty="action-1")

        await story.when(checks_back("school", at=FRIDAY))

        deadline = await story.deadline("action-1")
        assert deadline.status == "breached"
        assert deadline.settled is not None
        assert deadline.settled.in_time

    async def test_closes_what_the_document_asks_no_check_back_of(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), escalates("school"), escalates("school"))
        await story.given(escalates("school"))
        await does_the_tasks(story)
        await story.given(resolves("board", "decided"))

        await story.when(checks_back("school", "outcome_for_person"))

        story.then(Dispute.Closed)

    async def test_that_finds_it_undone_takes_the_closing_back(
        self, story: Story
    ) -> None:
        """`closed` means that nothing agreed is outstanding, and now something is."""
        await resolved_at_stage(story, 3)
        await does_the_tasks(story)
        await story.given(checks_back("school"))

        await story.when(checks_back("social-care", result="not_confirmed"))

        dispute = await story.dispute()
        assert (dispute.status, dispute.waiting_on) == ("resolved", "both")
        [asked] = await tasks_owed(story)
        assert "whether this is a complaint" in asked.due.text
        await does_the_tasks(story)
        await story.when(checks_back("social-care"))
        story.then(Dispute.Closed)

    async def test_needs_a_resolution(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.refuses(checks_back("school"), DisputeNotSettled)
        await story.given(resolves("social-care"))

        await story.refuses(checks_back("school"), DisputeNotSettled)

    async def test_needs_an_action_that_there_is(self, story: Story) -> None:
        await resolved_at_stage(story, 3)

        refused = await story.refuses(
            checks_back("school", action_id="action-9"), NothingToCheck
        )

        assert refused.pointer == "/action_id"

    async def test_needs_something_agreed(self, story: Story) -> None:
        await story.given(
            a_dispute(LEWISHAM),
            escalates("school"),
            resolves("board", "ended_unresolved"),
        )

        await story.refuses(checks_back("school"), NothingToCheck)

    async def test_is_for_the_parties(self, story: Story) -> None:
        await resolved_at_stage(story, 4)

        await story.refuses(checks_back("board"), NotYourSide)

    async def test_follows_the_resolution(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.at(FRIDAY).given(resolves("school"))

        await story.refuses(checks_back("school", at=MONDAY), OutOfOrder)

    async def test_is_overtaken_when_the_dispute_is_reopened(
        self, story: Story
    ) -> None:
        await resolved_at_stage(story, 1)

        await story.when(reopens("school", "action_not_done"))

        duties = (await story.dispute()).duties
        assert {duty.how for duty in duties} == {"overtaken"}
        assert (await story.deadline("action-1")).status == "running"
