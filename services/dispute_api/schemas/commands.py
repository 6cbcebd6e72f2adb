"""The bodies of the commands on a dispute."""

from pydantic import Field

from dispute_api.schemas.parts import (
    AcceptanceInput,
    ActionInput,
    ActorInput,
    ByInput,
    ContactInput,
    ImmediateRiskInput,
    ParticipantInput,
    PartySide,
    RiskSetLimitInput,
)
from dispute_api.schemas.words import (
    Body,
    Code,
    Day,
    DutyName,
    Few,
    FieldName,
    Instant,
    ItemId,
    ShortText,
    Slug,
    StageId,
    Text,
)
from dispute_core.domain.acts.checking_back import Checked
from dispute_core.domain.acts.declaring import Ending
from dispute_core.domain.acts.escalating import Escalation
from dispute_core.domain.acts.limits import LimitWanted
from dispute_core.domain.acts.talking import Discussion
from dispute_core.domain.values import Party
from dispute_core.domain.vocabulary import (
    CheckBackKind,
    CheckBackResult,
    DiscussionOutcome,
    LimitKind,
    Method,
    PartyChange,
    ReopeningGround,
    ResolutionOutcome,
    Trigger,
    WithdrawalGround,
)


class RecordDiscussionRequest(Body):
    """That people met or spoke, or tried to, and what came of it."""

    held_at: Instant | None = None
    method: Method
    participants: Few[ParticipantInput] = Field(default_factory=list)
    summary: Text | None = None
    effect_on_person: Text | None = None
    information_reviewed: Few[ShortText] = Field(default_factory=list)
    advice_from: Few[ShortText] = Field(default_factory=list)
    outcome: DiscussionOutcome
    reasons: Text | None = None

    def discussion(self) -> Discussion:
        return Discussion(
            method=self.method,
            outcome=self.outcome,
            participants=tuple(someone.person() for someone in self.participants),
            summary=self.summary,
            effect_on_person=self.effect_on_person,
            information_reviewed=tuple(self.information_reviewed),
            advice_from=tuple(self.advice_from),
            reasons=self.reasons,
        )


class RecordResponseRequest(Body):
    """The responding side's own words."""

    view: Text
    evidence: Text | None = None
    proposal: Text | None = None
    by: ByInput | None = None
    responded_at: Instant | None = None


class SetLimitRequest(Body):
    """A limit that somebody sets, offers or accepts."""

    kind: LimitKind
    duty: DutyName
    due_at: Instant
    reason: Text | None = None
    by: ByInput | None = None
    accepted_by: Few[AcceptanceInput] = Field(default_factory=list)
    set_at: Instant | None = None

    def limit(self) -> LimitWanted:
        return LimitWanted(
            kind=self.kind,
            duty=self.duty,
            due_at=self.due_at,
            reason=self.reason,
            accepted_by=tuple(word.acceptance() for word in self.accepted_by),
        )


class EscalateDisputeRequest(Body):
    """Where to, and why."""

    to_stage: StageId | None = None
    trigger: Trigger
    reason: Text | None = None
    by: ByInput | None = None
    actors: Few[ActorInput] = Field(default_factory=list)
    immediate_risk: ImmediateRiskInput | None = None
    risk_set_limit: RiskSetLimitInput | None = None
    path: Slug | None = None
    consulted: Few[ParticipantInput] = Field(default_factory=list)
    not_done_because: Text | None = None
    effect_on_person: Text | None = None
    escalated_at: Instant | None = None

    def escalation(self) -> Escalation:
        risk, limit = self.immediate_risk, self.risk_set_limit
        return Escalation(
            trigger=self.trigger,
            to_stage=self.to_stage,
            reason=self.reason,
            actors=tuple(actor.person() for actor in self.actors),
            immediate_risk=risk.risk() if risk else None,
            risk_set=limit.due_at if limit else None,
            risk_reason=limit.reason if limit else None,
            path=self.path,
            consulted=tuple(someone.person() for someone in self.consulted),
            not_done_because=self.not_done_because,
            effect_on_person=self.effect_on_person,
        )


class ResolveDisputeRequest(Body):
    """How it ended, what was agreed, and who accepts."""

    outcome: ResolutionOutcome
    summary: Text
    actions: Few[ActionInput] = Field(default_factory=list)
    declared_by: ByInput | None = None
    accepted_by: Few[AcceptanceInput] = Field(default_factory=list)
    resolved_at: Instant | None = None
    review_on: Day | None = None
    chaired_because: Text | None = None

    def ending(self) -> Ending:
        return Ending(
            outcome=self.outcome,
            summary=self.summary,
            actions=tuple(action.action() for action in self.actions),
            accepted_by=tuple(word.acceptance() for word in self.accepted_by),
            review_on=self.review_on,
            chaired_because=self.chaired_because,
        )


class RecordCheckBackRequest(Body):
    """That somebody asked afterwards, and what they found."""

    kind: CheckBackKind
    by: ByInput | None = None
    action_id: ItemId | None = None
    result: CheckBackResult
    evidence: Text | None = None
    note: Text | None = None
    checked_at: Instant | None = None

    def checked(self) -> Checked:
        return Checked(
            kind=self.kind,
            result=self.result,
            action_id=self.action_id,
            evidence=self.evidence,
            note=self.note,
        )


class WithdrawDisputeRequest(Body):
    """Why the raising side takes the challenge back."""

    ground: WithdrawalGround
    reason: Text | None = None
    by: ByInput | None = None
    withdrawn_at: Instant | None = None


class ReopenDisputeRequest(Body):
    """Why a settled dispute is taken up again, and where."""

    ground: ReopeningGround
    stage: StageId | None = None
    reason: Text | None = None
    by: ByInput | None = None
    reopened_at: Instant | None = None


class ChangePartiesRequest(Body):
    """Who joins, who leaves, or who speaks for an agency from now on."""

    change: PartyChange
    side: PartySide
    agency: Slug
    contact: ContactInput | None = None
    ground: Code | None = None
    reason: Text | None = None
    by: ByInput | None = None
    changed_at: Instant | None = None

    def party(self) -> Party:
        contact = self.contact
        if contact is None:
            return Party(agency=self.agency)
        return Party(
            agency=self.agency,
            role=contact.role,
            band=contact.band,
            name=contact.name,
        )


class CorrectDisputeRequest(Body):
    """What an earlier event should have said."""

    event_id: ItemId
    field: FieldName
    value: Text
    reason: Text
    by: ByInput | None = None
