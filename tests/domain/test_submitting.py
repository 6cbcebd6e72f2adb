"""The Record is sent complete, and the escalation never waits for it (000-11)."""

import pytest

from dispute_core.domain.completeness import missing_of
from dispute_core.domain.dispute_events import RecordSubmitted
from dispute_core.domain.errors import InTheFuture, Invalid
from dispute_core.domain.refusals.documents import OfficeUnknown, RecordIncomplete
from dispute_core.domain.vocabulary import SubmittedHow
from tests.documents.cases import DAY, bare, rich
from tests.documents.doing import goes_up, talks
from tests.support.builders import a_dispute
from tests.support.papers import submits_record
from tests.support.steps import responds
from tests.support.story import MONDAY, Story


class TestSendingTheRecord:
    async def test_keeps_what_was_sent_to_whom_and_how(self) -> None:
        story = await rich()
        newest = story.log.events[-1]

        await story.when(submits_record("health"))

        event = story.then(
            RecordSubmitted,
            to_office="board-manager",
            how="link",
            record_version=14,
            record_hash=newest.hash,
            missing=(),
        )
        assert event.sha256 is not None
        assert len(event.sha256) == 64

    async def test_changes_nothing_but_that(self) -> None:
        story = await rich()
        before = await story.dispute()

        await story.when(submits_record("health"))

        after = await story.dispute()
        assert (after.status, after.waiting_on) == (before.status, before.waiting_on)
        assert after.deadlines == before.deadlines

    async def test_is_refused_while_something_is_missing(self, story: Story) -> None:
        await story.given(bare())

        refusal = await story.refuses(submits_record("health"), RecordIncomplete)

        assert [one.code for one in refusal.missing] == [
            *("raising_view", "responding_view", "discussion")
        ]
        assert "It lacks: raising view, responding view and discussion." in (
            refusal.detail
        )

    @pytest.mark.parametrize("how", ["link", "secure_mail"])
    async def test_by_wire_takes_no_reason_for_an_incomplete_one(
        self, story: Story, how: SubmittedHow
    ) -> None:
        await story.given(bare())

        await story.refuses(
            submits_record("health", how, because="No time"), RecordIncomplete
        )

    async def test_on_paper_is_a_fact_even_if_incomplete(self, story: Story) -> None:
        await story.given(bare())
        await story.refuses(submits_record("health", "by_hand"), RecordIncomplete)

        await story.when(
            submits_record("health", "by_hand", because="The office asked at once.")
        )

        event = story.then(RecordSubmitted, how="by_hand")
        assert "discussion" in event.missing
        assert event.incomplete_because == "The office asked at once."

    async def test_takes_no_reason_for_what_is_complete(self) -> None:
        story = await rich()

        await story.refuses(
            submits_record("health", "by_hand", because="For no reason"), Invalid
        )

    async def test_goes_to_an_office_that_there_is(self) -> None:
        story = await rich()

        await story.refuses(submits_record("health", office="nobody"), OfficeUnknown)

    async def test_happened_and_is_not_to_come(self) -> None:
        story = await rich()

        await story.refuses(submits_record("health", at=MONDAY + 9 * DAY), InTheFuture)

    async def test_never_holds_up_the_escalation(self, story: Story) -> None:
        await story.given(bare())
        await story.refuses(submits_record("health"), RecordIncomplete)

        await story.when(goes_up())

        assert (await story.dispute()).stage.id == "stage-2"


class TestWhatIsMissing:
    async def missing(self, story: Story) -> set[str]:
        return {one.code for one in missing_of(await story.dispute())}

    async def test_is_filled_in_step_by_step(self, story: Story) -> None:
        await story.given(a_dispute())
        assert await self.missing(story) == {"responding_view", "discussion"}
        await story.given(responds("social-care"))
        assert await self.missing(story) == {"discussion"}
        await story.given(talks("school", "not_agreed", "We spoke."))
        assert await self.missing(story) == set()

    async def test_is_no_answer_from_a_side_that_was_asked(self, story: Story) -> None:
        await story.given(
            a_dispute(), talks("school", "no_response", "They did not call back.")
        )

        assert await self.missing(story) == set()

    async def test_is_what_was_done_about_a_risk(self, story: Story) -> None:
        await story.given(a_dispute(immediate_risk=True))

        assert "risk_action" in await self.missing(story)
