"""What is put on record beside the steps: parties, records, corrections."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from dispute_core.domain.deadlines import SettledAnew
from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.values import (
    By,
    Party,
    Source,
)
from dispute_core.domain.vocabulary import (
    PartyChange,
    RecordKind,
    Sealed,
    Side,
    Visibility,
)

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class PartiesChanged(Event):
    """An agency joined or left a side, or changed its point of contact."""

    TOPIC = "dispute.parties_changed"
    by: By
    kind: PartyChange
    side: Side
    party: Party
    ground: str | None
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.change_party(self)


class RecordAdded(Event):
    """Something was put on the record beside the talking."""

    TOPIC = "dispute.record_added"
    by: By
    kind: RecordKind
    text: Sealed[str | None]
    source: Source | None
    visible_to: Visibility

    def change(self, dispute: "Dispute") -> None:
        dispute.records.append(self)


class Corrected(Event):
    """An earlier event said something wrong; it stays, and views show this first."""

    TOPIC = "dispute.corrected"
    class_version: ClassVar[int] = 2
    by: By
    event_version: int
    field: str
    instant: datetime | None
    code: str | None
    text: Sealed[str | None]
    reason: Sealed[str | None]
    deadlines_settled: tuple[SettledAnew, ...]
    """Kept apart from those that start: nobody is to wait for these."""

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The first form set nothing anew that was settled."""
        state["deadlines_settled"] = []

    def change(self, dispute: "Dispute") -> None:
        dispute.correct(self)
