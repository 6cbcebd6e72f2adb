"""What a case decides: its outcome, its priority, what both sides agree."""

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid, LimitNotAllowed
from dispute_core.domain.guidance.guide import next_step
from tests.domain.in_good_time import (
    a_story_in_good_time,
    duties,
    owed,
    raised,
    standing_in,
)
from tests.support.records import adds_record
from tests.support.steps import (
    discusses,
    escalates,
    resolves,
    sets_limit,
)
from tests.support.story import MONDAY, Story
from tests.support.world import end_of, london


@pytest.fixture
def story() -> Story:
    return a_story_in_good_time()


class TestAnOutcome:
    async def test_of_agreement_calls_for_a_confirmation(self, story: Story) -> None:
        await story.given(raised())
        assert "stage-1.confirm" not in await duties(story)

        await story.when(resolves("school"))

        [confirm] = story.then(Dispute.Resolved).deadlines_started
        assert (confirm.duty, confirm.due_at) == (
            "stage-1.confirm",
            end_of(2026, 3, 4),
        )

    async def test_is_what_comes_next_once_all_is_resolved(self, story: Story) -> None:
        await story.given(raised(), resolves("school"))

        step = next_step(await story.dispute(), await standing_in(story))

        assert step.startswith(
            "The responding side: confirm in writing what was agreed"
        )

    async def test_is_confirmed_by_a_letter_of_who_owes_it(self, story: Story) -> None:
        await story.given(raised(), resolves("school"), adds_record("school"))
        assert "stage-1.confirm" in await duties(story)

        await story.when(adds_record("social-care"))

        assert "stage-1.confirm" not in await duties(story)

    async def test_of_disagreement_calls_for_reasons_even_after_the_step(
        self, story: Story
    ) -> None:
        await story.given(raised(), discusses("school", at=MONDAY), escalates("school"))

        assert await duties(story) == {
            "procedure.over",
            "stage-1.reasons",
            "stage-2.meet",
        }


class TestACapOverTheWhole:
    async def test_runs_on_from_the_raising_through_every_stage(
        self, story: Story
    ) -> None:
        await story.given(raised(), escalates("school"))

        whole = (await story.dispute()).deadline("procedure.over", 1)

        assert whole.open
        assert whole.set.due_at == end_of(2026, 3, 30)

    async def test_is_breached_at_whatever_stage(self, story: Story) -> None:
        await story.given(raised(), escalates("school"))

        await story.at(end_of(2026, 3, 30)).sweep()

        breached = [
            e for e in story.happened if isinstance(e, Dispute.DeadlineBreached)
        ]
        assert "procedure.over" in {event.duty for event in breached}

    async def test_is_kept_by_a_resolution(self, story: Story) -> None:
        await story.given(raised(), escalates("school"), resolves("school"))

        whole = (await story.dispute()).deadline("procedure.over", 1)

        assert whole.status == "met"


class TestAnExtension:
    async def test_by_both_sides_is_as_far_as_the_document_lets_them(
        self, story: Story
    ) -> None:
        furthest = end_of(2026, 3, 16)
        await story.given(raised())

        for who in ("school", "social-care"):
            await story.when(
                sets_limit(who, "stage-1.answer", furthest, kind="extension")
            )

        assert (await owed(story, "stage-1.answer")).due_at == furthest

    async def test_beyond_that_is_refused_with_the_day(self, story: Story) -> None:
        await story.given(raised())

        refused = await story.refuses(
            sets_limit(
                "school", "stage-1.answer", london(2026, 3, 17, 0, 1), kind="extension"
            ),
            LimitNotAllowed,
        )

        assert "until the end of Monday 16 March 2026, and no further" in str(refused)


class TestAPriority:
    async def test_must_be_chosen_where_the_document_has_any(
        self, story: Story
    ) -> None:
        refused = await story.refuses(raised(priority=None), Invalid)

        assert "urgent, standard" in str(refused)

    async def test_decides_which_duties_there_are(self, story: Story) -> None:
        await story.given(raised(priority="standard"))

        assert "stage-1.look" not in await duties(story)


class TestTheForceOfAVerb:
    async def test_makes_passing_a_breach_a_delay_or_an_indication(
        self, story: Story
    ) -> None:
        await story.given(raised(identified_at=london(2026, 2, 24, 9)))

        passing = {
            duty: (await owed(story, f"stage-1.{duty}")).if_passed
            for duty in ("acknowledge", "meet", "file", "concern")
        }

        assert passing == {
            "acknowledge": "breach",
            "meet": "breach",
            "file": "late",
            "concern": "indication",
        }

    async def test_is_an_indication_where_it_is_only_a_guide(
        self, story: Story
    ) -> None:
        await story.given(raised(identified_at=london(2026, 2, 24, 9)))

        await story.at(end_of(2026, 3, 24)).sweep()

        concern = await story.deadline("stage-1.concern")
        assert (concern.status, concern.breach) == ("indication", None)


class TestThePromptOfABoard:
    async def test_is_neither_a_date_nor_a_breach(self, story: Story) -> None:
        await story.given(raised())
        family = await owed(story, "stage-1.family")
        assert family.due_at is None
        assert family.prompt is not None
        assert family.prompt.at == end_of(2026, 3, 3)
        assert family.prompt.by == "Thornley Safeguarding Board"
        assert "working day" not in family.reason

        await story.at(london(2026, 3, 6, 9)).sweep()

        told = (await story.dispute()).deadline("stage-1.family", 1)
        assert told.status == "running"
