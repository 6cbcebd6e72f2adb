"""Statements of fact, agreed or disputed by the other side alone."""

import pytest

from dispute_core.domain.beside.statements import answer_to
from dispute_core.domain.dispute_events import StatementAnswered
from dispute_core.domain.errors import NotYourSide, UnknownEvent
from dispute_core.domain.refusals.documents import NoSuchStatement
from tests.documents.doing import records
from tests.support.builders import a_dispute
from tests.support.papers import answers_statement
from tests.support.steps import responds
from tests.support.story import Story


class TestAStatement:
    async def test_is_answered_by_the_other_side(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.when(answers_statement("social-care"))

        story.then(
            StatementAnswered,
            event_version=1,
            field="evidence",
            answer="disputed",
            note="Our file says otherwise.",
        )

    async def test_of_a_response_is_answered_by_the_raising_side(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(), responds("social-care"))

        await story.when(answers_statement("school", 2, "view", "agreed"))

        story.then(StatementAnswered, event_version=2, field="view", answer="agreed")

    @pytest.mark.parametrize(("who", "version"), [("school", 1), ("social-care", 2)])
    async def test_is_not_answered_by_its_own_side(
        self, story: Story, who: str, version: int
    ) -> None:
        await story.given(a_dispute(), responds("social-care"))
        field = "evidence" if version == 1 else "view"

        await story.refuses(answers_statement(who, version, field), NotYourSide)

    @pytest.mark.parametrize("field", ["outcome_wanted", "category", "summary"])
    async def test_is_no_wish_and_no_fact_of_the_procedure(
        self, story: Story, field: str
    ) -> None:
        await story.given(a_dispute())

        await story.refuses(answers_statement("social-care", 1, field), NoSuchStatement)

    async def test_is_none_where_another_agency_keeps_a_record(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(), records("school", "note", "Ours.", visible_to="own_agency")
        )

        await story.refuses(answers_statement("social-care", 2, "text"), UnknownEvent)

    async def test_has_its_newest_answer(self, story: Story) -> None:
        await story.given(
            a_dispute(),
            answers_statement("social-care"),
            answers_statement("social-care", answer="agreed"),
        )

        found = answer_to(await story.dispute(), 1, "evidence")
        assert found is not None
        assert found.answer == "agreed"
