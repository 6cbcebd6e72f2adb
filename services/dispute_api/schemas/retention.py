"""The bodies of keeping a dispute's words against their erasure."""

from dispute_api.schemas.parts import ByInput
from dispute_api.schemas.words import Body, Text
from dispute_core.domain.dispute_events.retention import HoldGround


class PutLegalHoldRequest(Body):
    """Why the record must be kept."""

    ground: HoldGround
    reason: Text
    by: ByInput | None = None


class ReleaseLegalHoldRequest(Body):
    """Why it need no longer be."""

    reason: Text
    by: ByInput | None = None
