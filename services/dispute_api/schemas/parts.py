"""The parts that several requests share, and the domain's words for them."""

from typing import Literal

from pydantic import Field

from dispute_api.schemas.words import (
    Body,
    Day,
    Instant,
    Line,
    LocalReference,
    Sha256,
    ShortText,
    Slug,
    StageId,
    Text,
)
from dispute_core.application.target import UNSIGNED, Signature
from dispute_core.domain.acts.declaring import NewAction
from dispute_core.domain.acts.raising import RiskSet
from dispute_core.domain.acts.starting import LaterStartAsked
from dispute_core.domain.values import (
    Acceptance,
    Difference,
    ImmediateRisk,
    Party,
    Person,
    Source,
    Subject,
)
from dispute_core.domain.vocabulary import Band, SubjectKind, Trigger

PartySide = Literal["raising", "responding"]


class SubjectInput(Body):
    """The person whom the dispute is about."""

    kind: SubjectKind
    reference: LocalReference
    held_by: Slug | None = None

    def subject(self, holder: str) -> Subject:
        """The person, known by the number that `holder` keeps unless another does."""
        return Subject(
            kind=self.kind, reference=self.reference, held_by=self.held_by or holder
        )


class Contact(Body):
    """The person to speak to, as far as said."""

    role: Line | None = None
    name: Line | None = None
    band: Band | None = None


class PartyInput(Contact):
    """An agency and the person who speaks for it."""

    agency: Slug

    def party(self) -> Party:
        return Party(agency=self.agency, role=self.role, band=self.band, name=self.name)


class RaisedByInput(PartyInput):
    """The agency that raises the dispute; its spokesperson has a role."""

    role: Line


class ContactInput(Contact):
    """A new point of contact; it has a role."""

    role: Line


class ByInput(Contact):
    """How the person who acts signs."""

    side: PartySide | None = None
    agency: Slug | None = None

    def signature(self) -> Signature:
        return Signature(
            name=self.name,
            role=self.role,
            band=self.band,
            side=self.side,
            agency=self.agency,
        )


def signature(by: ByInput | None) -> Signature:
    """Whose hand a command bears; the token alone tells where nobody says more."""
    return by.signature() if by else UNSIGNED


class ParticipantInput(PartyInput):
    """Someone who took part."""

    side: PartySide | None = None

    def person(self) -> Person:
        return Person(
            side=self.side,
            agency=self.agency,
            role=self.role,
            band=self.band,
            name=self.name,
        )


class ActorInput(ParticipantInput):
    """Who takes the dispute up at a new stage."""

    side: PartySide


class DifferenceInput(Body):
    """What the disagreement is about."""

    disputed: Text
    raiser_view: Text | None = None
    evidence: Text | None = None
    effect_on_person: Text
    outcome_wanted: Text

    def difference(self) -> Difference:
        return Difference(
            disputed=self.disputed,
            raiser_view=self.raiser_view,
            evidence=self.evidence,
            effect_on_person=self.effect_on_person,
            outcome_wanted=self.outcome_wanted,
        )


class ImmediateRiskInput(Body):
    """Whether someone is in danger now, and what was done about it."""

    present: bool
    action_taken: Text | None = None

    def risk(self) -> ImmediateRisk:
        return ImmediateRisk(present=self.present, action_taken=self.action_taken)


class RiskSetLimitInput(Body):
    """A shorter limit because of the risk."""

    due_at: Instant
    reason: Text | None = None

    def risk_set(self) -> RiskSet:
        return RiskSet(due_at=self.due_at, reason=self.reason)


class StartStageInput(Body):
    """The wish to start at a later stage."""

    stage: StageId
    ground: Trigger | None = None
    reason: Text | None = None

    def asked(self) -> LaterStartAsked:
        """Whoever names no ground means immediate risk, as most documents do."""
        return LaterStartAsked(
            stage=self.stage, ground=self.ground or "immediate_risk", reason=self.reason
        )


class ActionInput(Body):
    """Something agreed, with an owner and perhaps a date."""

    what: ShortText
    owner_agency: Slug
    owner: Line | None = None
    due_on: Day | None = None

    def action(self) -> NewAction:
        return NewAction(
            owner_agency=self.owner_agency,
            due_on=self.due_on,
            what=self.what,
            owner=self.owner,
        )


class AcceptanceInput(Body):
    """An agency's word that it accepts, or does not."""

    agency: Slug
    role: Line | None = None
    name: Line | None = None
    accepts: bool
    at: Instant | None = None

    def acceptance(self) -> Acceptance:
        return Acceptance(
            agency=self.agency,
            accepts=self.accepts,
            at=self.at,
            name=self.name,
            role=self.role,
        )


class SourceInput(Body):
    """Where a document came from and where the original is kept."""

    sender: Line | None = Field(default=None, alias="from")
    recipient: Line | None = Field(default=None, alias="to")
    dated: Day | None = None
    held_at: Line | None = None
    sha256: Sha256 | None = None

    def source(self) -> Source:
        return Source(
            sender=self.sender,
            recipient=self.recipient,
            dated=self.dated,
            held_at=self.held_at,
            sha256=self.sha256,
        )
