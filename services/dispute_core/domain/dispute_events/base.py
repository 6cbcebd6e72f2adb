"""What every event of a dispute has: the deadlines that it ends and starts."""

from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, ClassVar

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.deadlines import (
    DeadlineEnded,
    DeadlineSet,
)

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class Event(AggregateEvent):
    """Something that happened to a dispute; `timestamp` is when, in the world."""

    TOPIC: ClassVar[str]
    deadlines_ended: tuple[DeadlineEnded, ...] = dataclass_field(
        default=(), kw_only=True
    )
    deadlines_started: tuple[DeadlineSet, ...] = dataclass_field(
        default=(), kw_only=True
    )

    def apply(self, aggregate: "Dispute") -> None:
        self.change(aggregate)
        aggregate.move_deadlines(self)

    def change(self, dispute: "Dispute") -> None:
        """Assign what the event says, its deadlines apart."""
