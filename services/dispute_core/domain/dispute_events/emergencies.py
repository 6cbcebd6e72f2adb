"""That somebody opened a dispute which is hidden from them, in an emergency."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.values import By
from dispute_core.domain.vocabulary import Sealed

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute

EmergencyPurpose = Literal["risk_to_life", "court_order", "serious_incident", "other"]
"""What it was opened for; the reason says it in words."""


class EmergencyAccessOpened(Event):
    """An office reads what is hidden from it until an instant; all parties are told."""

    TOPIC = "dispute.emergency_access_opened"
    by: By
    office: str
    purpose: EmergencyPurpose
    until: datetime
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.emergencies.append(self)
