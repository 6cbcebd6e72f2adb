"""What comes back to a dispute from telling people: that somebody was not reached."""

from uuid import UUID

from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.notices.happened import UndeliverableBecause
from dispute_core.domain.notices.notice import NoticeKind


class NoticeUndelivered(Event):
    """A notice reached nobody; the duty that it opens asks a person to tell them."""

    TOPIC = "dispute.notice_undelivered"
    notice_id: UUID
    kind: NoticeKind
    recipient: str
    because: UndeliverableBecause
    stage: str
