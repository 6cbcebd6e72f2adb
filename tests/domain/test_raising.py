from datetime import timedelta

import pytest

from dispute_core.domain.acts.starting import LaterStartAsked
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    InTheFuture,
    Invalid,
    LimitNotAllowed,
    OutOfOrder,
    ScopeNotCovered,
    StartStageNotAllowed,
    SubjectNotCovered,
    UnknownCategory,
    UnknownStage,
)
from dispute_core.domain.vocabulary import SubjectKind
from tests.support.builders import a_dispute
from tests.support.story import MONDAY, Story
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

LATER = LaterStartAsked(stage="stage-3", ground="immediate_risk", reason="Tonight")


class TestRaising:
    async def test_starts_the_limit_of_the_first_stage(self, story: Story) -> None:
        """002 stage 1: "within one working day"."""
        await story.when(a_dispute())

        raised = story.then(Dispute.Raised, category="other", timestamp=MONDAY)
        [discuss] = raised.deadlines_started
        assert discuss.duty == "stage-1.discuss"
        assert discuss.due_at == end_of(2026, 3, 3)
        assert discuss.reason == (
            'The document gives "within one working day" (002 stage 1); counted from '
            "the raising on Monday 2 March 2026, which is day 0, it runs to the end of "
            "Tuesday 3 March 2026, the one day counted; "
            'the words "within one working day" are ambiguous, and this start is how '
            'they are read (reading "the start of the time limits").'
        )

    async def test_counts_working_days_of_england_under_002(self, story: Story) -> None:
        """One working day from Maundy Thursday: Good Friday and Easter Monday go."""
        await story.at(london(2025, 4, 17, 23, 59)).when(a_dispute())

        [discuss] = story.then(Dispute.Raised).deadlines_started
        assert discuss.due_at == end_of(2025, 4, 22)
        assert (
            "it runs to the end of Tuesday 22 April 2025, the one day counted; Good "
            "Friday (Friday 18 April 2025) and Easter Monday (Monday 21 April 2025) "
            "are not counted in England; "
        ) in discuss.reason

    async def test_starts_both_clocks_of_stage_1_under_004(self, story: Story) -> None:
        """004 stage 1: 5 working days to meet; stage 2, first point: 10 to resolve."""
        await story.at(london(2025, 4, 14, 9)).when(a_dispute(WALES))

        raised = story.then(Dispute.Raised)
        assert {d.duty: d.due_at for d in raised.deadlines_started} == {
            "stage-1.discuss": end_of(2025, 4, 23),
            "stage-1.resolve": end_of(2025, 4, 30),
        }

    async def test_counts_over_the_new_year_under_004(self, story: Story) -> None:
        await story.at(london(2025, 12, 18, 16)).when(a_dispute(WALES))

        due = [d.due_at for d in story.then(Dispute.Raised).deadlines_started]
        assert due[1] == end_of(2026, 1, 6)

    @pytest.mark.parametrize(
        ("policy", "word"),
        [
            (LEWISHAM, "as simply and quickly as possible"),
            (BEXLEY, None),
            (BRIGHTON, "within a time scale, which is acceptable to all parties"),
        ],
    )
    async def test_invents_no_number_where_the_document_gives_none(
        self, story: Story, policy: str, word: str | None
    ) -> None:
        await story.when(a_dispute(policy))

        [duty] = story.then(Dispute.Raised).deadlines_started
        assert (duty.due_at, duty.due_on, duty.urgency) == (None, None, word)
        assert "No number is given for this step" in duty.reason

    async def test_pins_the_exact_text_of_the_policy(self, story: Story) -> None:
        await story.when(a_dispute())

        pin = story.then(Dispute.Raised).policy
        assert pin.ref == WORCESTERSHIRE
        assert pin.sha256 == policies()[WORCESTERSHIRE].sha256

    async def test_takes_a_dispute_that_ran_on_paper(self, story: Story) -> None:
        friday = london(2026, 2, 20, 15)

        await story.when(a_dispute(at=friday))

        raised = story.then(Dispute.Raised, timestamp=friday)
        assert raised.deadlines_started[0].due_at == end_of(2026, 2, 23)

    async def test_refuses_a_time_that_has_not_come(self, story: Story) -> None:
        tomorrow = MONDAY + timedelta(days=1)

        refused = await story.refuses(a_dispute(at=tomorrow), InTheFuture)

        assert refused.pointer == "/raised_at"
        await story.refuses(a_dispute(arose_at=tomorrow), InTheFuture)

    async def test_forgives_a_clock_that_runs_a_little_fast(self, story: Story) -> None:
        await story.when(a_dispute(at=MONDAY + timedelta(seconds=4)))

        story.then(Dispute.Raised)

    async def test_keeps_the_list_of_categories_open(self, story: Story) -> None:
        refused = await story.refuses(a_dispute(category="weather"), UnknownCategory)
        assert refused.pointer == "/category"
        for nothing in (None, "", "  "):
            await story.refuses(a_dispute(category_text=nothing), Invalid)

        await story.when(a_dispute(category="referral", category_text=None))

        story.then(Dispute.Raised, category="referral")

    @pytest.mark.parametrize("policy", ALL_POLICIES)
    @pytest.mark.parametrize("person", ["child", "unborn", "adult"])
    async def test_covers_adults_under_004_only(
        self, story: Story, policy: str, person: SubjectKind
    ) -> None:
        raising = a_dispute(policy, person=person)
        if person == "adult" and policy != WALES:
            refused = await story.refuses(raising, SubjectNotCovered)
            assert refused.detail.endswith(policies()[policy].emergency)
            return

        await story.when(raising)

        assert story.then(Dispute.Raised).subject.kind == person


class TestRaisingInsideOneAgency:
    @pytest.mark.parametrize("policy", [LEWISHAM, BRIGHTON, WALES])
    async def test_is_open_where_the_document_covers_it(
        self, story: Story, policy: str
    ) -> None:
        """000 and 003 say "inside"; 004 "within their own organisation"."""
        await story.when(a_dispute(policy, responding=["school"]))

        dispute = await story.dispute()
        assert dispute.sides_of("school") == ("raising", "responding")

    @pytest.mark.parametrize("policy", [BEXLEY, WORCESTERSHIRE])
    async def test_is_refused_elsewhere(self, story: Story, policy: str) -> None:
        await story.refuses(a_dispute(policy, responding=["school"]), ScopeNotCovered)


class TestStartingLater:
    async def test_is_left_to_discretion_under_003(self, story: Story) -> None:
        """003 Professional Challenge, last point."""
        await story.when(a_dispute(BRIGHTON, start=LATER, immediate_risk=True))

        raised = story.then(Dispute.Raised, start_ground="immediate_risk")
        assert raised.stage.id == "stage-3"
        assert [d.duty for d in raised.deadlines_started] == ["stage-3.refer"]

    @pytest.mark.parametrize("policy", [LEWISHAM, BEXLEY, WORCESTERSHIRE, WALES])
    async def test_is_refused_elsewhere_and_the_child_comes_first(
        self, story: Story, policy: str
    ) -> None:
        asked = LaterStartAsked(stage="stage-2", ground="immediate_risk", reason=None)

        refused = await story.refuses(
            a_dispute(policy, start=asked), StartStageNotAllowed
        )

        assert policies()[policy].emergency in refused.detail
        assert "whatever happens to this dispute" in refused.detail

    async def test_needs_the_ground_that_the_document_gives(self, story: Story) -> None:
        asked = LaterStartAsked(stage="stage-2", ground="seniority", reason=None)

        await story.refuses(a_dispute(BRIGHTON, start=asked), StartStageNotAllowed)

    async def test_needs_a_stage_that_there_is(self, story: Story) -> None:
        asked = LaterStartAsked(stage="stage-9", ground="immediate_risk", reason=None)

        refused = await story.refuses(a_dispute(BRIGHTON, start=asked), UnknownStage)

        assert refused.pointer == "/start_stage/stage"


class TestRaisingWithALimitBecauseOfTheRisk:
    async def test_lets_the_earlier_limit_win(self, story: Story) -> None:
        """004 stage 1: "or a timescale that ensures … whichever is less"."""
        tonight = london(2026, 3, 2, 18)

        await story.when(a_dispute(WALES, risk_set=tonight))

        discuss, resolve = story.then(Dispute.Raised).deadlines_started
        assert discuss.due_at == tonight
        assert discuss.reason.endswith(
            "; the limit set because of the risk runs to 18:00 on Monday 2 March 2026 "
            "and is the earlier."
        )
        assert resolve.due_at == end_of(2026, 3, 16)

    async def test_does_not_let_it_lengthen_the_documents_own(
        self, story: Story
    ) -> None:
        await story.when(a_dispute(WALES, risk_set=london(2026, 3, 20, 18)))

        discuss, _ = story.then(Dispute.Raised).deadlines_started
        assert discuss.due_at == end_of(2026, 3, 9)
        assert discuss.reason.endswith("and so changes nothing.")

    async def test_says_that_none_was_set(self, story: Story) -> None:
        await story.when(a_dispute(WALES))

        discuss, _ = story.then(Dispute.Raised).deadlines_started
        assert discuss.reason.endswith(
            "; no earlier limit has been set because of the risk."
        )

    async def test_is_refused_where_the_document_knows_none(self, story: Story) -> None:
        raising = a_dispute(WORCESTERSHIRE, risk_set=london(2026, 3, 2, 18))

        refused = await story.refuses(raising, LimitNotAllowed)

        assert refused.detail.endswith(policies()[WORCESTERSHIRE].emergency)

    async def test_is_refused_before_the_raising(self, story: Story) -> None:
        raising = a_dispute(WALES, risk_set=london(2026, 3, 2, 9))

        await story.refuses(raising, OutOfOrder)
