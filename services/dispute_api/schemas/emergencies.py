"""The body of opening a hidden dispute in an emergency."""

from dispute_api.schemas.words import Body, Line, Text
from dispute_core.domain.dispute_events.emergencies import EmergencyPurpose


class BreakGlassRequest(Body):
    """What it must be read for, and why; both sides will read that."""

    purpose: EmergencyPurpose
    reason: Text
    role: Line | None = None
    name: Line | None = None
