"""What the passing of time does to a dispute."""

from datetime import datetime
from typing import TYPE_CHECKING

from dispute_core.domain.deadlines import (
    Breach,
)
from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.vocabulary import (
    BreachCause,
)

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class DeadlineBreached(Event):
    """A duty with a number was not settled when its time came."""

    TOPIC = "dispute.deadline_breached"
    duty: str
    generation: int
    stage: str
    due_at: datetime
    lateness_seconds: int
    cause: BreachCause

    def change(self, dispute: "Dispute") -> None:
        deadline = dispute.deadline(self.duty, self.generation)
        deadline.status = "breached"
        deadline.breach = Breach(
            version=self.originator_version,
            detected_at=self.timestamp,
            lateness_seconds=self.lateness_seconds,
            cause=self.cause,
        )


class DeadlinePassed(Event):
    """A date that the document only aims at, or gives as a guide, went by."""

    TOPIC = "dispute.deadline_passed"
    duty: str
    generation: int
    stage: str
    due_at: datetime
    lateness_seconds: int
    cause: BreachCause

    def change(self, dispute: "Dispute") -> None:
        deadline = dispute.deadline(self.duty, self.generation)
        indicates = deadline.set.if_passed == "indication"
        deadline.status = "indication" if indicates else "late"
