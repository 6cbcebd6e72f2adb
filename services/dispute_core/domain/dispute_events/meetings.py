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

    def held_in(self, dispute: "Dispute") -> bool:
        """Whether a meeting is on record since, as a discussion by meeting."""
        return any(
            talk.method == "meeting"
            and talk.outcome != "no_response"
            and talk.timestamp >= self.timestamp
            for talk in dispute.discussions
        )
