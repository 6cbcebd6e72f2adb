import pytest

from dispute_core.domain.acts.correcting import CORRECTABLE
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    InTheFuture,
    Invalid,
    NotCorrectable,
    NotYourSide,
    OutOfOrder,
    UnknownCategory,
    UnknownEvent,
)
from tests.support.builders import a_dispute
from tests.support.event_fields import events_as_stored
from tests.support.steps import (
    adds_record,
    corrects,
    discusses,
    escalates,
    resolves,
    sets_limit,
)
from tests.support.story import MONDAY, Story
from tests.support.world import WALES, end_of, london

TUESDAY = london(2026, 3, 3, 9)


class TestCorrectingAText:
    async def test_leaves_the_event_and_puts_the_new_words_first(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())

        await story.when(corrects("school", 1, "disputed", "What I meant"))

        corrected = story.then(Dispute.Corrected, event_version=1, text="What I meant")
        dispute = await story.dispute()
        assert dispute.raised.difference.disputed != "What I meant"
        assert dispute.corrected(1, "disputed") == corrected

    async def test_shows_the_newest_of_several(self, story: Story) -> None:
        await story.given(
            a_dispute(),
            corrects("school", 1, "disputed", "Second"),
            corrects("school", 1, "disputed", "Third"),
        )

        newest = (await story.dispute()).corrected(1, "disputed")
        assert newest is not None
        assert newest.text == "Third"

    async def test_is_for_the_agency_that_entered_the_event(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(corrects("social-care", 1, "disputed", "No"), NotYourSide)

    async def test_is_for_the_agency_for_which_the_board_office_entered_it(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(by="school", entered_by="board"))

        await story.when(corrects("school", 1, "disputed", "As we wrote it"))

        story.then(Dispute.Corrected)

    async def test_needs_an_event_that_there_is(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(corrects("school", 2, "disputed", "No"), UnknownEvent)

    @pytest.mark.parametrize("field", ["raised_by", "outcome", "scope", "nonsense"])
    async def test_never_touches_who_acted_or_what_came_of_it(
        self, story: Story, field: str
    ) -> None:
        await story.given(a_dispute())

        await story.refuses(corrects("school", 1, field, "other"), NotCorrectable)

    async def test_never_touches_what_the_worker_found(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.at(end_of(2026, 3, 3)).sweep()

        await story.refuses(corrects("school", 2, "cause", "outage"), NotYourSide)

    def test_names_the_fields_that_events_have(self) -> None:
        """Instants go by the command's name for the time of the event itself."""
        stored = events_as_stored()
        for topic, fields in CORRECTABLE.items():
            known = {name.rpartition(".")[2] for name in stored[topic]["fields"]}
            assert set(fields) - known <= {"raised_at", "held_at", "escalated_at"}


class TestCorrectingACategory:
    async def test_moves_the_dispute_to_it(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.when(corrects("school", 1, "category", "assessment"))

        story.then(Dispute.Corrected, code="assessment", text=None)
        assert (await story.dispute()).category == "assessment"

    async def test_keeps_to_the_policys_list(self, story: Story) -> None:
        await story.given(a_dispute())

        refused = await story.refuses(
            corrects("school", 1, "category", "weather"), UnknownCategory
        )

        assert refused.pointer == "/value"


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
