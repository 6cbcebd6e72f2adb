"""Starts that wait, spans of every kind, and what people may do to them.

All under "In Good Time", a made-up procedure, put in the place of a shipped one.
"""

from dataclasses import replace
from datetime import datetime

import pytest

from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid, LimitNotAllowed
from dispute_core.policies import policy_from
from tests.support.builders import Raising, a_dispute
from tests.support.made import made_policy
from tests.support.steps import (
    adds_record,
    corrects,
    discusses,
    escalates,
    resolves,
    responds,
    sets_limit,
)
from tests.support.story import MONDAY, Story
from tests.support.world import WORCESTERSHIRE, ShippedCatalogue, end_of, london


@pytest.fixture
def story() -> Story:
    released = made_policy("thornley")
    policy = policy_from(released.content, released.sha256)
    standing_in = replace(policy, ref=WORCESTERSHIRE)
    return Story(catalogue=ShippedCatalogue(instead=standing_in))


def raised(
    *,
    at: datetime | None = None,
    priority: str | None = "standard",
    category: str = "other",
    identified_at: datetime | None = None,
    received_at: datetime | None = None,
) -> Raising:
    usual = a_dispute(at=at, category=category)
    new = replace(
        usual.new,
        priority=priority,
        concern_identified_at=identified_at,
        decision_received_at=received_at,
    )
    return replace(usual, new=new)


async def owed(story: Story, duty: str) -> DeadlineSet:
    """The newest generation of a duty, as it was set."""
    found = [d for d in (await story.dispute()).deadlines if d.set.duty == duty]
    return found[-1].set


async def duties(story: Story) -> set[str]:
    return {d.set.duty for d in (await story.dispute()).open_deadlines()}


class TestASpan:
    async def test_of_72_hours_is_72_hours_also_when_the_clocks_change(
        self, story: Story
    ) -> None:
        """Sunday 29 March 2026 has 23 hours."""
        friday = london(2026, 3, 27, 10)
        await story.at(friday).given(raised(priority="urgent"))

        answer = await owed(story, "stage-1.answer")

        assert answer.due_at == london(2026, 3, 30, 11)
        assert "Counted from the raising at 10:00 on Friday 27 March" in answer.reason

    async def test_of_28_calendar_days_runs_through_week_ends_and_holidays(
        self, story: Story
    ) -> None:
        await story.given(raised(identified_at=london(2026, 2, 24, 9)))

        concern = await owed(story, "stage-1.concern")

        assert concern.due_at == end_of(2026, 3, 24)
        assert len(concern.days) == 28

    async def test_of_the_same_working_day_passes_to_the_next_after_the_cut_off(
        self, story: Story
    ) -> None:
        await story.at(london(2026, 3, 6, 16, 55)).given(raised())

        acknowledge = await owed(story, "stage-1.acknowledge")

        assert acknowledge.due_at == end_of(2026, 3, 9)
        assert acknowledge.reason == (
            'The document gives "on the same working day, or on the next if it is '
            'asked after 16:30" (TH 3). Counted from the raising at 16:55 on Friday '
            "6 March 2026, with 16:30 as the cut-off, it runs to the end of Monday "
            "9 March 2026."
        )

    async def test_of_the_same_working_day_ends_with_it_before_the_cut_off(
        self, story: Story
    ) -> None:
        await story.at(london(2026, 3, 6, 16, 29)).given(raised())

        acknowledge = await owed(story, "stage-1.acknowledge")

        assert acknowledge.due_at == end_of(2026, 3, 6)

    async def test_of_plain_days_says_by_whose_reading_it_was_counted(
        self, story: Story
    ) -> None:
        await story.given(raised())

        answer = await owed(story, "stage-1.answer")

        assert answer.due_at == end_of(2026, 3, 9)
        assert answer.span is not None
        assert answer.span.reading == "what seven days are"
        assert 'A "day" is read as a calendar day' in answer.reason

    async def test_in_hours_keeps_the_printed_words_beside_the_unit(
        self, story: Story
    ) -> None:
        await story.given(raised(), discusses("school", at=MONDAY))

        reasons = await owed(story, "stage-1.reasons")

        assert reasons.due_at == london(2026, 3, 4, 10)
        assert '"48 hours (two working days)"' in reasons.reason

    async def test_of_a_month_and_of_working_hours_are_for_their_own_cases(
        self, story: Story
    ) -> None:
        at = london(2026, 3, 2, 16)
        await story.at(at).given(
            raised(priority="urgent", category="information_sharing")
        )

        look = await owed(story, "stage-1.look")
        answer = await owed(story, "stage-1.answer")

        # 16:00 to 17:00 on Monday, 09:00 to 12:00 on Tuesday.
        assert look.due_at == london(2026, 3, 3, 12)
        assert (answer.holder, answer.band) == ("both", "first_line_manager")
        assert answer.due_at == end_of(2026, 4, 2)


class TestAStart:
    async def test_that_has_not_come_leaves_the_duty_without_a_date(
        self, story: Story
    ) -> None:
        await story.given(raised())

        meet = await owed(story, "stage-1.meet")

        assert (meet.due_at, meet.waits_for) == (None, ("acknowledged",))
        assert meet.reason == (
            'The document gives "within one working week of the acknowledgement" '
            "(TH 3.2). It counts from the acknowledgement, and has no date until then."
        )

    async def test_that_comes_gives_the_duty_its_date_in_the_same_event(
        self, story: Story
    ) -> None:
        await story.given(raised())

        await story.when(responds("social-care", at=MONDAY))

        responded = story.then(Dispute.Responded)
        [meet] = responded.deadlines_started
        assert (meet.duty, meet.generation) == ("stage-1.meet", 2)
        assert meet.due_at == end_of(2026, 3, 9)
        ended = {(end.duty, end.status) for end in responded.deadlines_ended}
        assert ended == {
            ("stage-1.acknowledge", "met"),
            ("stage-1.meet", "superseded"),
        }

    async def test_of_several_is_the_earliest(self, story: Story) -> None:
        await story.given(raised(received_at=london(2026, 2, 27, 12)))

        answer = await owed(story, "stage-1.answer")

        assert answer.due_at == end_of(2026, 3, 6)
        assert answer.start is not None
        assert answer.start.taken == "decision_received"
        assert "the earliest of the moments named" in answer.reason

    async def test_that_nobody_recorded_is_said_not_to_be_known(
        self, story: Story
    ) -> None:
        await story.given(raised())

        concern = await owed(story, "stage-1.concern")

        assert concern.due_at is None
        assert concern.start is not None
        assert concern.start.unknown
        assert "is not known: nobody has recorded it" in concern.reason

    async def test_that_nobody_recorded_gives_a_date_once_somebody_does(
        self, story: Story
    ) -> None:
        await story.given(raised())

        await story.when(
            corrects("school", 1, "concern_identified_at", "2026-02-24T09:00:00Z")
        )

        [concern] = story.then(Dispute.Corrected).deadlines_started
        assert (concern.duty, concern.due_at) == (
            "stage-1.concern",
            end_of(2026, 3, 24),
        )

    async def test_by_a_meeting_is_moved_by_the_correction_of_the_meeting_only(
        self, story: Story
    ) -> None:
        await story.given(raised(), discusses("school", at=MONDAY, method="meeting"))
        await story.when(corrects("school", 1, "raised_at", "2026-03-02T08:00:00Z"))
        assert "stage-1.note" not in {
            one.duty for one in story.then(Dispute.Corrected).deadlines_started
        }

        await story.when(corrects("school", 2, "held_at", "2026-03-02T09:00:00Z"))

        note = await owed(story, "stage-1.note")
        assert note.started_at == london(2026, 3, 2, 9)

    async def test_of_several_is_the_latest_only_when_each_has_come(
        self, story: Story
    ) -> None:
        """TH 4: nobody has said when the conference was."""
        await story.given(raised(), escalates("school"), responds("social-care"))
        meet = await owed(story, "stage-2.meet")
        assert (meet.due_at, meet.waits_for) == (None, ("conference_ended",))

        await story.when(
            corrects("school", 1, "conference_ended_at", "2026-02-24T09:00:00Z")
        )

        # The response came on Monday 2 March, after the conference.
        assert (await owed(story, "stage-2.meet")).due_at == end_of(2026, 3, 5)

    async def test_in_ambiguous_words_says_how_they_are_read(
        self, story: Story
    ) -> None:
        await story.given(raised())

        file = await owed(story, "stage-1.file")

        assert file.due_at == end_of(2026, 3, 9)
        assert 'The words "from then" are ambiguous' in file.reason


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
