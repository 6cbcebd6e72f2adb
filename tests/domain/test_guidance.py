"""What people are told to do next: whole sentences, compared word for word."""

from datetime import date

import pytest

from dispute_core.domain.guidance.guide import NEVER_WAITS, next_step
from tests.support.builders import a_dispute, an_action
from tests.support.owing import does_the_tasks
from tests.support.steps import (
    discusses,
    escalates,
    reopens,
    resolves,
    withdraws,
)
from tests.support.story import Story
from tests.support.world import (
    ALL_POLICIES,
    BEXLEY,
    BRIGHTON,
    LEWISHAM,
    WALES,
    WORCESTERSHIRE,
    end_of,
    london,
    policies,
)

ONE = "Check back that the agreed action has been carried out"
THREE = (
    "Check back that the 3 agreed actions have been carried out; the first is due by"
)
FRIDAY = "the end of Friday 6 March 2026"


async def told(story: Story) -> str:
    dispute = await story.dispute()
    return next_step(dispute, policies()[dispute.raised.policy.ref])


class TestTheNextStep:
    async def test_names_the_day_by_whose_end_it_is_due(self, story: Story) -> None:
        await story.given(a_dispute())

        assert await told(story) == (
            "Both sides: seek to resolve the concern or disagreement through "
            "discussion and/or a meeting, by the end of Tuesday 3 March 2026. The "
            'document gives "within one working day" (002 stage 1); counted from '
            "the raising on Monday 2 March 2026, which is day 0, it runs to the end of "
            "Tuesday 3 March 2026, the one day counted; "
            'the words "within one working day" are ambiguous, and this start is how '
            'they are read (reading "the start of the time limits"). '
            "If that does not settle the disagreement, any party may take it to "
            f'"Stage 2". {NEVER_WAITS}'
        )

    async def test_names_the_exact_time_where_the_limit_is_one(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(), escalates("school", risk_set=london(2026, 3, 3, 14, 30))
        )

        sentence = await told(story)

        assert "if possible, by 14:30 on Tuesday 3 March 2026. " in sentence
        assert "by the end of" not in sentence

    async def test_says_so_when_it_is_overdue(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.at(london(2026, 3, 4, 9)).sweep()

        assert (
            "; this was due by the end of Tuesday 3 March 2026 and is overdue."
        ) in await told(story)

    async def test_takes_the_duty_that_is_due_first(self, story: Story) -> None:
        await story.given(a_dispute(WALES))

        assert "by the end of Monday 9 March 2026" in await told(story)

    async def test_invents_no_date(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON))

        assert await told(story) == (
            "Both sides: discuss and explore the basis of the decision or action, and "
            "resolve the difference through discussion and/or a meeting. No number is "
            "given for this step (003 stages 1 and 2), where the document says "
            '"within a time scale, which is acceptable to all parties"; it cannot be '
            "breached, though the two sides may agree one. "
            "If that does not settle the disagreement, "
            'any party may take it to "Stage 2: Manager to Manager". '
            f"{NEVER_WAITS}"
        )

    async def test_when_the_duty_is_met_names_the_way_on(self, story: Story) -> None:
        await story.given(a_dispute(), discusses("school"))

        assert await told(story) == (
            'The dispute is at "Stage 1". The duties of this stage have been met. If '
            "that does not settle the disagreement, any party may take it to "
            f'"Stage 2". {NEVER_WAITS}'
        )

    @pytest.mark.parametrize(
        ("policy", "exit_"),
        [
            (LEWISHAM, "by a resolution, or by the board ending it unresolved."),
            (BEXLEY, "by a resolution, or by the board ending it unresolved."),
            (WORCESTERSHIRE, "by a resolution, or by the board ending it unresolved."),
            (BRIGHTON, "by a resolution."),
            (WALES, "by a resolution."),
        ],
    )
    async def test_at_the_last_stage_says_that_there_is_no_further_one(
        self, story: Story, policy: str, exit_: str
    ) -> None:
        await story.given(a_dispute(policy))
        while not (await story.dispute()).stage.last:
            await story.given(escalates("school"))

        assert (
            "The document gives no further step after this stage, so the dispute ends "
            + exit_
        ) in await told(story)

    async def test_leaves_a_proposal_to_the_raising_side(self, story: Story) -> None:
        await story.given(a_dispute(), resolves("social-care"))

        assert (await told(story)).startswith(
            "The responding side proposes a resolution. The raising side confirms it "
            "by resolving the dispute, or goes on; every deadline runs on meanwhile."
        )

    @pytest.mark.parametrize("policy", ALL_POLICIES)
    async def test_never_holds_back_who_must_act(
        self, story: Story, policy: str
    ) -> None:
        await story.given(a_dispute(policy))

        assert (await told(story)).endswith(NEVER_WAITS)


class TestTheNextStepOnceSettled:
    async def test_asks_for_the_check_back_that_is_owed(self, story: Story) -> None:
        await story.given(a_dispute(), resolves("school"))

        assert await told(story) == (
            "The raising side: check back that there is a shared understanding of the "
            "agreed actions (002 stage 1, Resolved, first point)."
        )

    @pytest.mark.parametrize(
        ("due", "sentence"),
        [
            ([date(2026, 3, 6)], f"{ONE}; it is due by {FRIDAY}."),
            ([None], f"{ONE}."),
            ([date(2026, 3, 9), None, date(2026, 3, 6)], f"{THREE} {FRIDAY}."),
        ],
    )
    async def test_counts_the_actions_that_are_outstanding(
        self, story: Story, due: list[date | None], sentence: str
    ) -> None:
        actions = [an_action(due_on=day) for day in due]
        await story.given(a_dispute(WALES), resolves("school", actions=actions))
        await does_the_tasks(story)

        assert await told(story) == sentence

    async def test_asks_for_nothing_that_the_document_does_not(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), escalates("school"), escalates("school"))
        await story.given(escalates("school"))
        await does_the_tasks(story)
        await story.given(resolves("board", "decided"))

        assert await told(story) == (
            "The dispute is resolved. The document asks for no check-back; record one "
            "to show that what was agreed was done, and the dispute closes."
        )

    async def test_says_how_it_ended(self, story: Story) -> None:
        await story.given(a_dispute(BRIGHTON), withdraws("school"))
        assert await told(story) == (
            f"The raising side has withdrawn the dispute. {NEVER_WAITS}"
        )
        await story.given(reopens("school"), resolves("school"))
        await does_the_tasks(story)
        assert await told(story) == (
            "What was agreed has been checked back on, and the dispute is closed."
        )

    async def test_says_that_the_board_ended_it(self, story: Story) -> None:
        await story.given(
            a_dispute(),
            *(escalates("school") for _ in range(3)),
            resolves("board", "ended_unresolved"),
        )
        ended = (
            "The board has ended the dispute unresolved; the document gives no further "
            "step."
        )

        assert (await told(story)).startswith(
            f"{ended} The raising side (school): report"
        )

        await does_the_tasks(story)
        assert await told(story) == f"{ended} {NEVER_WAITS}"


class TestTheReasonOfADate:
    async def test_counts_both_a_cap_and_a_limit_by_risk(self, story: Story) -> None:
        await story.given(a_dispute(), escalates("school", risk_set=end_of(2026, 3, 3)))

        reason = (await story.deadline("stage-2.discuss")).set.reason
        assert reason == (
            'The document gives "no later than 2 working days" (002 stage 2); counted '
            "from the start of the stage on Monday 2 March 2026, which is day 0, it "
            "runs to the end of Wednesday 4 March 2026, the last of the 2 days counted "
            "(Tuesday 3 March and Wednesday 4 March 2026); "
            'the words "no later than 2 working days" are ambiguous, and this start is '
            'how they are read (reading "the start of the time limits"); '
            "the limit set because of the risk runs to the end of Tuesday 3 March "
            "2026 and is the earlier."
        )
