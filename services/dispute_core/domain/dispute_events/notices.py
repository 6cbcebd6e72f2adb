"""What comes back to a dispute from telling people: who was reached, and who not."""

from typing import TYPE_CHECKING
from uuid import UUID

from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.duties import Told
from dispute_core.domain.notices.happened import UndeliverableBecause
from dispute_core.domain.notices.notice import NoticeKind

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class NoticeUndelivered(Event):
    """A notice reached nobody; the duty that it opens asks a person to tell them."""

    TOPIC = "dispute.notice_undelivered"
    notice_id: UUID
    kind: NoticeKind
    recipient: str
    because: UndeliverableBecause
    stage: str


class DutyTold(Event):
    """The mail server took the notice for all whom these duties have told.

    The document asks no more than that they are told, so that the duties are done.
    """

    TOPIC = "dispute.duty_told"
    notice_id: UUID
    recipient: str
    duties: tuple[str, ...]

    def change(self, dispute: "Dispute") -> None:
        told = Told(
            version=self.originator_version,
            at=self.timestamp,
            notice_id=self.notice_id,
        )
        for duty in dispute.duties:
            if duty.due.id in self.duties:
                duty.told.append(told)
