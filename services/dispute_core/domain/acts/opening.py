"""Opening a dispute that is hidden from one, in an emergency and for a time."""

from datetime import datetime, timedelta

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import EmergencyAccessOpened
from dispute_core.domain.dispute_events.emergencies import EmergencyPurpose
from dispute_core.domain.values import By

LASTS = timedelta(hours=8)
"""One spell of duty; who needs longer says again why."""


def open_in_emergency(
    dispute: Dispute,
    by: By,
    *,
    office: str,
    purpose: EmergencyPurpose,
    reason: str,
    now: datetime,
) -> None:
    """Put on record who reads it from now on, why, and until when."""
    dispute.trigger_event(
        EmergencyAccessOpened,
        timestamp=now,
        by=by,
        office=office,
        purpose=purpose,
        until=now + LASTS,
        reason=reason,
    )
