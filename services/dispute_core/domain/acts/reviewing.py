"""A date on which the agreed actions are looked at again (002-21)."""

from dataclasses import dataclass
from datetime import date

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.timing import REVIEW
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import agreed_deadline
from dispute_core.domain.duties import DutyDue
from dispute_core.domain.errors import OutOfOrder
from dispute_core.domain.working_time import local_date

REVIEWING = "review the agreed actions on the date that was agreed"


@dataclass(frozen=True, kw_only=True)
class ReviewSet:
    """A review: the check-back that is owed, and its date."""

    due: DutyDue
    deadline: DeadlineSet


def review_on(
    dispute: Dispute, day: date, given: Given, *, stage: str, clause: str
) -> ReviewSet:
    """Set a review; raises `OutOfOrder` where its date lies before what it follows."""
    if day < local_date(given.at):
        message = "The review would lie before the agreement that it looks at."
        raise OutOfOrder(message, pointer="/review_on")
    name = f"{REVIEW}{1 + len(dispute.duties)}"
    return ReviewSet(
        due=DutyDue(
            id=name,
            kind="review",
            text=REVIEWING,
            stage=stage,
            holder="both",
            clause=clause,
            force="should",
        ),
        deadline=agreed_deadline(
            name,
            text=REVIEWING,
            about="the review",
            stage=stage,
            agency=None,
            due_on=day,
            started_at=given.at,
            clause=clause,
        ),
    )
