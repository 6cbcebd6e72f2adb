"""What is put on record beside the steps: parties, records, corrections."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from dispute_core.domain.beside.safeguards import SafeguardCall
from dispute_core.domain.beside.written_records import WrittenPart
from dispute_core.domain.deadlines import SettledAnew, told_more
from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.values import (
    By,
    Party,
    Person,
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
        party = self.party
        if self.kind == "add":
            dispute.responding.append(party)
        elif self.side == "raising":
            dispute.raised_by = party
        else:
            stays = [party] if self.kind == "replace_contact" else []
            if not stays:
                dispute.former_parties.add(party.agency)
            dispute.responding = [
                one
                for now in dispute.responding
                for one in (stays if now.agency == party.agency else [now])
            ]


class RecordAdded(Event):
    """Something was put on the record beside the talking."""

    TOPIC = "dispute.record_added"
    by: By
    kind: RecordKind
    text: Sealed[str | None]
    source: Source | None
    visible_to: Visibility
    about: str | None
    calls_for: SafeguardCall | None
    agreed_by: tuple[Person, ...]
    until: date | None
    written_parts: tuple[WrittenPart, ...]
    issue_raised: Sealed[str | None]
    action_taken: Sealed[str | None]
    outcome_for_person: Sealed[str | None]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Records of the first form were a text, whatever their kind."""
        Event.upcast_v1_v2(state)
        asked = state["kind"] == "requested_safeguard"
        state.update(about=None, calls_for="other" if asked else None)
        state.update(agreed_by=[], until=None, written_parts=[])
        state.update(issue_raised=None, action_taken=None, outcome_for_person=None)

    def change(self, dispute: "Dispute") -> None:
        dispute.records.append(self)


class Corrected(Event):
    """An earlier event said something wrong; it stays, and views show this first."""

    TOPIC = "dispute.corrected"
    class_version: ClassVar[int] = 3
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

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Since the second, a deadline says more of its start and its span."""
        Event.upcast_v1_v2(state)
        for anew in state["deadlines_settled"]:
            told_more(anew["set"])

    def change(self, dispute: "Dispute") -> None:
        dispute.corrections.append(self)
        if self.event_version == 1 and self.field == "category" and self.code:
            dispute.category = self.code
        if self.instant is None:
            return
        for deadline in dispute.deadlines:
            settled = deadline.settled
            if settled and settled.version == self.event_version:
                deadline.settle(settled.version, self.instant)
        for anew in self.deadlines_settled:
            wrong = dispute.deadline(anew.set.duty, anew.replaces)
            right = wrong.settled_anew(anew, self.originator_version)
            dispute.deadlines.append(right)
        if self.field in ("raised_at", "escalated_at"):
            _restart_stage(dispute, self.event_version, self.instant)


def _restart_stage(dispute: "Dispute", version: int, instant: datetime) -> None:
    """A stage began at another time than was said first; the one before ended."""
    if version == 1:
        dispute.raised_at = instant
    stages = dispute.stages
    for earlier, stage in zip([None, *stages], stages, strict=False):
        if stage.version == version:
            stage.started_at = instant
            if earlier is not None:
                earlier.ended_at = instant
