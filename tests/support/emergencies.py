"""A dispute opened in an emergency, on the log."""

from dispute_core.application.appends import appending
from dispute_core.application.ports import Author
from dispute_core.domain.acts.opening import open_in_emergency
from dispute_core.domain.values import By
from tests.support.story import Story

OFFICE = "night-duty"


async def is_opened_in_an_emergency(story: Story) -> None:
    """The night duty reads it; the log keeps who, what for, why and until when."""
    dispute, now = await story.dispute(), story.clock()
    open_in_emergency(
        dispute,
        By(agency=OFFICE, role="Duty officer", name="A. Officer"),
        office=OFFICE,
        purpose="risk_to_life",
        reason="The child was found alone.",
        now=now,
    )
    author = Author(client="night-duty-system", subject="somebody on duty")
    await story.log.append(appending(dispute, now=now, author=author))
    story.happened = [story._event(len(story.log.events) - 1)]
