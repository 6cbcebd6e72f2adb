from datetime import timedelta
from typing import Any, get_args

import pytest

from dispute_core.domain.beside.written_records import Written
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import InTheFuture, NotAllowed
from dispute_core.domain.values import Source
from dispute_core.domain.vocabulary import RecordKind
from tests.support.builders import a_dispute
from tests.support.records import adds_record
from tests.support.steps import escalates, resolves, withdraws
from tests.support.story import MONDAY, Story
from tests.support.world import LEWISHAM


class TestAddingARecord:
    @pytest.mark.parametrize("kind", get_args(RecordKind))
    async def test_keeps_all_that_the_documents_ask_to_be_kept(
        self, story: Story, kind: RecordKind
    ) -> None:
        await story.given(a_dispute())

        said: dict[str, Any] = {"written": Written(issue_raised="That nobody came.")}
        more = said if kind == "written_record" else {}
        await story.when(adds_record("school", kind, text="As it was said", **more))

        story.then(Dispute.RecordAdded, kind=kind, text="As it was said")

    async def test_refers_to_a_letter_and_never_copies_it(self, story: Story) -> None:
        letter = Source(sender="Head", recipient="Team", held_at="File 7", sha256="ab")
        await story.given(a_dispute())

        await story.when(adds_record("school", source=letter))

        story.then(Dispute.RecordAdded, source=letter)

    async def test_keeps_for_itself_what_an_agency_wants_to(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.when(adds_record("school", "note", visible_to="own_agency"))

        record = story.then(Dispute.RecordAdded, visible_to="own_agency")
        assert record.by.agency == "school"

    async def test_is_possible_at_every_status(self, story: Story) -> None:
        await story.given(a_dispute(), resolves("school"))
        await story.when(adds_record("social-care"))
        await story.given(a_dispute(), withdraws("school"))

        await story.when(adds_record("school"))

        assert len((await story.dispute()).records) == 1

    async def test_is_possible_for_the_board_once_it_is_told(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"))

        await story.when(adds_record("board"))

        by = story.then(Dispute.RecordAdded).by
        assert (by.side, by.agency) == ("board", "board-manager")

    async def test_is_not_for_those_who_audit(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(adds_record("auditor"), NotAllowed)

    async def test_may_be_older_than_the_dispute_but_not_of_tomorrow(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())
        await story.when(adds_record("school", at=MONDAY - timedelta(days=30)))

        refused = await story.refuses(
            adds_record("school", at=MONDAY + timedelta(days=1)), InTheFuture
        )

        assert refused.pointer == "/at"
