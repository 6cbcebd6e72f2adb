"""The Record says of everything that was done who confirmed it, when and by what."""

from dispute_core.documents import record_of
from dispute_core.documents.model import Said, Table
from dispute_core.domain.beside.written_records import Written
from dispute_core.domain.values import Person
from tests.documents.cases import matter
from tests.documents.reading import table
from tests.support.builders import a_dispute
from tests.support.duties import fulfils
from tests.support.owing import agreed_at, duty
from tests.support.records import adds_record
from tests.support.steps import checks_back, escalates
from tests.support.story import Story
from tests.support.world import BRIGHTON

HEARD = Person(role="Duty worker", name="Alex Doe")
BY_SCHOOL = "A. Person, Manager, Example School, Worcestershire, 2 March 2026, 10:00"


async def duties(story: Story) -> Table:
    return table(record_of(await matter(story)), "duties", "Duties")


async def told(story: Story, beginning: str) -> Said:
    """How a duty was done, as the table of duties says it."""
    rows = (await duties(story)).rows
    return next(row[4] for row in rows if (row[0].text or "").startswith(beginning))


class TestWhatWasDone:
    async def test_names_who_heard_the_feedback_in_the_agency_that_gave_it(
        self, story: Story
    ) -> None:
        await agreed_at(story, 3)
        own = (await duty(story, "stage-3.feedback")).due.id

        await story.given(fulfils("school", own, acknowledged_by=(HEARD,)))

        heard = "heard by Alex Doe, Duty worker, Example School, Worcestershire"
        assert (await told(story, "Feed back")).text == f"{BY_SCHOOL}: {heard}"
        events = table(record_of(await matter(story)), "happened").rows
        assert (events[-1][1].text or "").endswith("; heard by Duty worker.")

    async def test_says_who_checked_back_and_with_what_in_hand(
        self, story: Story
    ) -> None:
        await agreed_at(story, 3)

        await story.given(checks_back("school", evidence="The visit log", note=None))

        found = await told(story, "Check back that the agreed actions")
        assert found.text == f"{BY_SCHOOL}: confirmed; The visit log"
        made = table(record_of(await matter(story)), "duties", "Check-backs").rows
        assert [cell.text for cell in made[0][3:]] == ["confirmed", "The visit log"]

    async def test_says_when_an_action_was_found_to_be_done(self, story: Story) -> None:
        await agreed_at(story, 3)

        await story.given(checks_back("school", evidence="The visit log", note=None))

        document = record_of(await matter(story))
        [action] = table(document, "agreement", "Agreed actions").rows
        assert action[4].text == f"done, by the word of {BY_SCHOOL}"

    async def test_says_who_wrote_the_three_parts(self, story: Story) -> None:
        """003-17: written by the agency itself, and so done without a word more."""
        await story.given(a_dispute(BRIGHTON), escalates("school"))

        three = Written(
            issue_raised="The referral was closed.",
            action_taken="We spoke with the manager.",
            outcome_for_person="He is seen each day.",
        )

        await story.given(
            adds_record("school", "written_record", text=None, written=three)
        )

        found = await told(story, "Keep a written record")
        assert (found.text or "").startswith("A. Person, Manager, Example School")
