"""What stands around the talking: safeguards answered, helpers, side outcomes."""

from datetime import date
from typing import TYPE_CHECKING

from dispute_core.domain.beside.safeguards import SafeguardReply
from dispute_core.domain.beside.side_outcomes import SideOutcomeKind
from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.values import By, Person
from dispute_core.domain.vocabulary import RouteKind, Sealed, Visibility

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class SafeguardAnswered(Event):
    """The side that was asked for a safeguard said what becomes of it (003-6)."""

    TOPIC = "dispute.safeguard_answered"
    by: By
    event_version: int
    answer: SafeguardReply
    takes_place_on: date | None
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.safeguard_answers.append(self)


class FacilitatorNamed(Event):
    """Somebody supports the sides from now on, and decides nothing (001-7)."""

    TOPIC = "dispute.facilitator_named"
    by: By
    stage: str
    clause: str
    office: str | None
    facilitator: Person

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.facilitators.append(self)


class SideOutcomeRecorded(Event):
    """The dispute led to something beside its own end."""

    TOPIC = "dispute.side_outcome_recorded"
    by: By
    stage: str
    kind: SideOutcomeKind
    agency: str
    route: RouteKind | None
    themes: tuple[str, ...]
    referenced: bool
    """Whether there is a reference; the reference itself is sealed."""
    done_on: date | None
    visible_to: Visibility
    text: Sealed[str | None]
    reference: Sealed[str | None]
    review: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.side_outcomes.append(self)


class SideOutcomeCompleted(Event):
    """A side outcome that was open has been done."""

    TOPIC = "dispute.side_outcome_completed"
    by: By
    event_version: int
    done_on: date
    reference: Sealed[str | None]
    note: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.side_outcomes_completed.append(self)
