"""Meetings, safeguards, helpers and side outcomes in the Record."""

from datetime import date

from dispute_core.documents import pack_of, record_of
from tests.documents.cases import DAY, matter
from tests.documents.doing import records
from tests.documents.reading import section, table, value, words
from tests.support.beside import answers_safeguard, records_side_outcome
from tests.support.builders import a_dispute
from tests.support.convening import (
    answers_outcome,
    cancels_meeting,
    convenes,
    holds_meeting,
    names_lead,
)
from tests.support.story import MONDAY, Story
from tests.support.world import WALES

PARTIES = ("school", "social-care")


class TestAMeeting:
    async def test_tells_what_it_was_to_consider_and_what_it_found(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES), convenes("school", PARTIES, MONDAY + DAY))
        meeting = (await story.dispute()).convened[0]
        items = [one.id for one in meeting.convened.to_consider]
        story.at(MONDAY + DAY)
        await story.given(holds_meeting("school", meeting.id, items=items))
        await story.given(answers_outcome("social-care", meeting.id, accepts=False))

        for made in (record_of, pack_of):
            document = made(await matter(story))
            name = "stages" if made is record_of else "steps"
            points = table(document, name, "To be considered").rows
            asked = [row[0].text for row in points]
            assert "Who sees the child this week?" in asked
            assert {row[2].text for row in points} == {"We did."}
            answers = {
                row[0].text: (row[1].text, row[2].text)
                for row in table(document, name, "Acceptance of its outcome").rows
            }
            assert answers["Social services, the region"] == (
                "does not accept",
                "As we said there.",
            )

    async def test_that_was_cancelled_says_why(self, story: Story) -> None:
        await story.given(a_dispute(WALES), convenes("school", PARTIES, MONDAY + DAY))
        meeting = (await story.dispute()).convened[0]
        await story.given(cancels_meeting("school", meeting.id))

        record = record_of(await matter(story))

        assert value(record, "stages", "State").text == "cancelled"
        assert value(record, "stages", "Why it was cancelled").text == (
            "Nobody could come."
        )

    async def test_has_the_agency_that_leads_now(self, story: Story) -> None:
        await story.given(a_dispute(WALES), names_lead("school", "social-care"))

        record = record_of(await matter(story))

        assert value(record, "glance", "Lead agency").text == (
            "Social services, the region"
        )


class TestASafeguard:
    async def test_has_its_answer_and_its_day(self, story: Story) -> None:
        await story.given(
            a_dispute(), records("school", "requested_safeguard", "A core group.")
        )
        called = f"{story.id}.2"
        on = date(2026, 3, 9)
        await story.given(
            answers_safeguard("social-care", called, "in_part", takes_place_on=on)
        )

        record = record_of(await matter(story))

        ((_, _, what, answer),) = table(record, "risk", "Safeguards called for").rows
        assert what.text == "A core group."
        assert answer.text == "in part, on 9 March 2026; As asked."


class TestASideOutcome:
    async def test_stands_in_everybody_s_record(self, story: Story) -> None:
        await story.given(
            a_dispute(),
            records_side_outcome(
                "social-care", "training", text="Thresholds.", visible_to="parties"
            ),
        )

        record = record_of(await matter(story))

        ((kind, agency, what, done),) = table(record, "duties", "Side outcomes").rows
        assert (kind.text, what.text) == ("Training", "Thresholds.")
        assert agency.text == "Children's social care, Worcestershire"
        assert done.text == "not yet"

    async def test_that_an_agency_keeps_stands_in_its_own_alone(
        self, story: Story
    ) -> None:
        await story.given(
            a_dispute(),
            records_side_outcome(
                "social-care", "competence", reference="HR-7", visible_to="own_agency"
            ),
        )

        own = record_of(await matter(story, "social-care"))
        other = record_of(await matter(story, "school"))

        assert "HR-7" in words(own)
        assert table(own, "own", "Side outcomes").rows != ()
        rest = [one for one in own.sections if one.id != "own"]
        assert "HR-7" not in str(rest)
        assert "HR-7" not in words(other)
        assert "ompetence" not in str(section(other, "happened"))
