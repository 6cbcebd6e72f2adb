"""The bodies of the commands on a meeting, and of naming who leads."""

from pydantic import Field

from dispute_api.schemas.parts import ByInput, Contact, ParticipantInput
from dispute_api.schemas.words import (
    Body,
    Day,
    Few,
    Instant,
    ItemId,
    ShortText,
    Slug,
    Text,
)
from dispute_core.domain.acts.meetings.convening import Convening
from dispute_core.domain.acts.meetings.holding import Held
from dispute_core.domain.meetings import Chair, Considered, Venue
from dispute_core.domain.vocabulary import (
    ChairRule,
    MeetingGround,
    MeetingMode,
    MeetingOutcome,
    MeetingPlace,
    MeetingPower,
)


class VenueInput(Body):
    """Where people meet; how to get there is for those who are invited."""

    kind: MeetingPlace
    where: ShortText | None = None

    def venue(self) -> Venue:
        return Venue(kind=self.kind, where=self.where)


class ChairInput(Contact):
    """Who chairs, and by which rule."""

    rule: ChairRule
    agency: Slug | None = None
    office: Slug | None = None
    reason: Text | None = None

    def chair(self) -> Chair:
        return Chair(
            rule=self.rule,
            agency=self.agency,
            office=self.office,
            role=self.role,
            band=self.band,
            name=self.name,
            reason=self.reason,
        )


class ConveneMeetingRequest(Body):
    """When and where people are to meet, under whom, with whom, and on what."""

    starts_at: Instant
    venue: VenueInput
    chair: ChairInput
    invitees: Few[ParticipantInput] = Field(min_length=1)
    mode: MeetingMode = "resolution_meeting"
    ground: MeetingGround | None = None
    also_consider: Few[ShortText] = Field(default_factory=list)
    by: ByInput | None = None
    convened_at: Instant | None = None

    def convening(self) -> Convening:
        return Convening(
            starts_at=self.starts_at,
            venue=self.venue.venue(),
            chair=self.chair.chair(),
            invitees=tuple(one.person() for one in self.invitees),
            mode=self.mode,
            ground=self.ground,
            also_consider=tuple(self.also_consider),
        )


class MoveMeetingRequest(Body):
    """Another time for a meeting, or another place too."""

    starts_at: Instant
    venue: VenueInput | None = None
    reason: Text | None = None
    by: ByInput | None = None
    moved_at: Instant | None = None


class CancelMeetingRequest(Body):
    """Why a meeting will not be held."""

    reason: Text
    by: ByInput | None = None
    cancelled_at: Instant | None = None


class ConsideredInput(Body):
    """What the meeting found on one of the things that it was to consider."""

    item: ItemId
    answer: Text

    def considered(self) -> Considered:
        return Considered(item=self.item, answer=self.answer)


class RecordMeetingRequest(Body):
    """That a meeting was held, and what came of it."""

    outcome: MeetingOutcome
    custodian: Slug
    attended: Few[ParticipantInput] = Field(min_length=1)
    considered: Few[ConsideredInput] = Field(default_factory=list)
    power: MeetingPower | None = None
    decision: Text | None = None
    summary: Text | None = None
    effect_on_person: Text | None = None
    information_reviewed: Few[ShortText] = Field(default_factory=list)
    advice_from: Few[ShortText] = Field(default_factory=list)
    reasons: Text | None = None
    minutes_due_on: Day | None = None
    by: ByInput | None = None
    held_at: Instant | None = None

    def held(self) -> Held:
        return Held(
            outcome=self.outcome,
            custodian=self.custodian,
            attended=tuple(one.person() for one in self.attended),
            considered=tuple(one.considered() for one in self.considered),
            power=self.power,
            decision=self.decision,
            summary=self.summary,
            effect_on_person=self.effect_on_person,
            information_reviewed=tuple(self.information_reviewed),
            advice_from=tuple(self.advice_from),
            reasons=self.reasons,
            minutes_due_on=self.minutes_due_on,
        )


class AcceptOutcomeRequest(Body):
    """Whether a party accepts the outcome of a meeting, and why not."""

    accepts: bool
    reason: Text | None = None
    by: ByInput | None = None
    answered_at: Instant | None = None


class NameLeadAgencyRequest(Body):
    """Which agency leads from now on."""

    agency: Slug
    reason: Text | None = None
    by: ByInput | None = None
    named_at: Instant | None = None
