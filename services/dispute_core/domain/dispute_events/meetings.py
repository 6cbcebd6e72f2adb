"""Meetings: called for, convened, moved, held, and what each party says of them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.duties import DutyState, Excused, Fulfilment
from dispute_core.domain.meetings import (
    Chair,
    Considered,
    MeetingState,
    ToConsider,
    Venue,
    meeting_named,
)
from dispute_core.domain.values import By, Person
from dispute_core.domain.vocabulary import (
    DutyEnd,
    MeetingCall,
    MeetingGround,
    MeetingMode,
    MeetingOutcome,
    MeetingPower,
    Sealed,
)

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


class MeetingConvened(Event):
    """A meeting was convened: when, where, under whom, with whom and on what.

    `clause` is where the document speaks of it, None where it does not; `ground` why
    it is to mediate or to arbitrate (001-8).
    """

    TOPIC = "dispute.meeting_convened"
    by: By
    meeting: str
    stage: str
    mode: MeetingMode
    ground: MeetingGround | None
    clause: str | None
    starts_at: datetime
    venue: Venue
    chair: Chair
    invitees: tuple[Person, ...]
    to_consider: tuple[ToConsider, ...]

    def change(self, dispute: "Dispute") -> None:
        dispute.convened.append(MeetingState(convened=self))


class MeetingMoved(Event):
    """A meeting that was convened will be held at another time, or elsewhere."""

    TOPIC = "dispute.meeting_moved"
    by: By
    meeting: str
    starts_at: datetime
    venue: Venue | None
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        _named(dispute, self.meeting).moves.append(self)


class MeetingCancelled(Event):
    """A meeting that was convened will not be held."""

    TOPIC = "dispute.meeting_cancelled"
    by: By
    meeting: str
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        _named(dispute, self.meeting).cancelled = self


class MeetingHeld(Event):
    """A meeting was held: what it considered, and on what it decided (004-18).

    The talking itself, with those who came, is the discussion of version `discussed`.
    `power` is what the body that met did, where it did more than agree; `custodian`
    which agency holds the record, or `board`.
    """

    TOPIC = "dispute.meeting_held"
    by: By
    meeting: str
    discussed: int
    outcome: MeetingOutcome
    considered: tuple[Considered, ...]
    power: MeetingPower | None
    decision: Sealed[str | None]
    custodian: str
    minutes_due_on: date | None

    def change(self, dispute: "Dispute") -> None:
        _named(dispute, self.meeting).held = self


class OutcomeAnswered(Event):
    """A party accepted the outcome of a meeting, or refused it (004-19)."""

    TOPIC = "dispute.outcome_answered"
    by: By
    meeting: str
    accepts: bool
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        _named(dispute, self.meeting).answers.append(self)
        for ended in self.duties_ended:
            self._settle(dispute.duty(ended.id), ended.how)

    def _settle(self, duty: DutyState | None, how: DutyEnd) -> None:
        """Keep with the duty to accept who did, or why not."""
        if duty is None:
            return
        version, at = self.originator_version, self.timestamp
        duty.excused = None
        if how == "done":
            duty.fulfilments.append(Fulfilment(version=version, at=at, by=self.by))
        elif how == "declined":
            duty.excused = Excused(
                version=version, at=at, by=self.by, how=how, reason=self.reason
            )


class LeadAgencyNamed(Event):
    """The parties named the agency that leads, or another one than before (004-16)."""

    TOPIC = "dispute.lead_agency_named"
    by: By
    agency: str
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.lead_agency = self.agency


def _named(dispute: "Dispute", meeting: str) -> MeetingState:
    """The meeting that an event speaks of; the act has made sure that there is one."""
    found = meeting_named(dispute.convened, meeting)
    if found is None:
        message = "an event speaks of a meeting that no event convened"
        raise LookupError(message)
    return found
