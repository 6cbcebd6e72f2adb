import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events.correctable import CORRECTABLE
from dispute_core.domain.errors import (
    NotCorrectable,
    NotYourSide,
    UnknownCategory,
    UnknownEvent,
)
from tests.support.builders import a_dispute
from tests.support.event_fields import events_as_stored
from tests.support.records import adds_record
from tests.support.steps import (
    corrects,
)
from tests.support.story import Story
from tests.support.world import end_of


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

    async def test_meets_no_record_that_another_agency_keeps_for_itself(
        self, story: Story
    ) -> None:
        """Nor a correction of one: that there is such a record is not told either."""
        await story.given(
            a_dispute(),
            adds_record("school", visible_to="own_agency"),
            corrects("school", 2, "text", "What we had meant to note"),
        )

        for version in (2, 3):
            attempt = corrects("social-care", version, "text", "No")
            await story.refuses(attempt, UnknownEvent)

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
