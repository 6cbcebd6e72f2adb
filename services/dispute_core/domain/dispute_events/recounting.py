"""What a change of the working days does to a dispute, where its board wants it."""

from datetime import datetime
from typing import TYPE_CHECKING

from dispute_core.domain.dispute_events.base import Event

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class DeadlineRecomputed(Event):
    """A running deadline was counted anew: its board published other working days.

    `reason` is the board's own, and as public as the calendar that it stands in.
    """

    TOPIC = "dispute.deadline_recomputed"
    duty: str
    generation: int
    """The one that ends; the next one takes its place."""
    stage: str
    old_due_at: datetime
    new_due_at: datetime
    calendar: str
    """The version with which the dispute counts from now on."""
    publication: str
    reason: str

    def change(self, dispute: "Dispute") -> None:
        dispute.calendar = self.calendar
