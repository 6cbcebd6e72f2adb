"""Meetings that an agency has a right to, or asks for, at any point."""

from typing import TYPE_CHECKING

from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.values import By
from dispute_core.domain.vocabulary import MeetingCall, Sealed

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class MeetingCalled(Event):
    """An agency required a multi-agency meeting, or asked for one (001-4)."""

    TOPIC = "dispute.meeting_called"
    by: By
    kind: MeetingCall
    stage: str
    clause: str
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.meetings.append(self)
