"""What every event has: the deadlines and the duties that it ends and starts."""

from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any, ClassVar

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.deadlines import (
    DeadlineEnded,
    DeadlineSet,
    told_more,
)
from dispute_core.domain.dispute_events.correctable import CORRECTABLE
from dispute_core.domain.duties import DutyDue, DutyEnded

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


def entered_told_more(stage: dict[str, Any]) -> None:
    """Give a stage of the first form what it says since: who acts, what moves it."""
    stage.setdefault("acting", [])
    stage.setdefault("moves_by_itself", False)


def accepted_told_more(accepted_by: list[dict[str, Any]]) -> None:
    """Acceptances of the first form named no role."""
    for word in accepted_by:
        word.setdefault("role", None)


class Event(AggregateEvent):
    """Something that happened to a dispute; `timestamp` is when, in the world."""

    TOPIC: ClassVar[str]
    SIGNED: ClassVar[str] = "by"
    """The field that says who entered it."""
    class_version: ClassVar[int] = 2
    deadlines_ended: tuple[DeadlineEnded, ...] = dataclass_field(
        default=(), kw_only=True
    )
    deadlines_started: tuple[DeadlineSet, ...] = dataclass_field(
        default=(), kw_only=True
    )

    duties_ended: tuple[DutyEnded, ...] = dataclass_field(default=(), kw_only=True)
    duties_opened: tuple[DutyDue, ...] = dataclass_field(default=(), kw_only=True)

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """In the first form a deadline said less, and only check-backs were owed.

        A class that grows fields of its own calls this too.
        """
        for started in state["deadlines_started"]:
            told_more(started)
        state.update(duties_ended=[], duties_opened=[])

    def apply(self, aggregate: "Dispute") -> None:
        self.change(aggregate)
        aggregate.move_deadlines(self)
        aggregate.move_duties(self)
        if self.TOPIC in CORRECTABLE:
            aggregate.may_correct.add(getattr(self, self.SIGNED).agency)

    def change(self, dispute: "Dispute") -> None:
        """Assign what the event says, its deadlines and duties apart."""
