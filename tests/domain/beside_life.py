"""What happens beside the talking in a whole life of a dispute."""

from datetime import date

from dispute_core.domain.beside.written_records import Written
from dispute_core.domain.values import Person
from tests.support.beside import (
    answers_safeguard,
    completes_side_outcome,
    names_facilitator,
    records_side_outcome,
)
from tests.support.records import adds_record
from tests.support.steps import escalates
from tests.support.story import Story


async def goes_beside(story: Story) -> None:
    """A safeguard is called for and given; a side outcome is left open, then done."""
    await story.given(
        adds_record("school", "requested_safeguard", calls_for="strategy_meeting"),
        adds_record(
            "school",
            "interim_arrangement",
            agreed_by=(Person(agency="social-care", name="M. Manager"),),
            until=date(2026, 4, 1),
        ),
        adds_record("police", "written_record", written=Written(action_taken="Asked")),
    )
    asked = (await story.dispute()).records[-3].originator_version
    await story.given(
        answers_safeguard("social-care", f"{story.id}.{asked}"),
        records_side_outcome("school", "learning_item", text="Ask", review="Child A"),
    )
    learned = (await story.dispute()).beside.side_outcomes[-1].originator_version
    await story.given(completes_side_outcome("school", f"{story.id}.{learned}"))


async def is_facilitated(story: Story) -> None:
    """It comes to the stage at which an office supports the sides."""
    office = "practice-review-and-learning-manager"
    await story.given(
        escalates("school", to="stage-3"),
        names_facilitator("board", office=office, name="F. Helper"),
    )
