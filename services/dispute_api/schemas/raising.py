"""The body of raiseDispute."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from dispute_api.schemas.beside import SeriousnessJudgedInput
from dispute_api.schemas.entering import PreconditionInput, ScreeningInput
from dispute_api.schemas.parts import (
    DifferenceInput,
    ImmediateRiskInput,
    PartyInput,
    RaisedByInput,
    RiskSetLimitInput,
    StartStageInput,
    SubjectInput,
)
from dispute_api.schemas.words import (
    Body,
    Code,
    DisputeId,
    Few,
    Instant,
    LocalReference,
    PolicyRef,
    ShortText,
    Slug,
    Text,
)
from dispute_core.domain.acts.raising import NewDispute
from dispute_core.domain.vocabulary import Scope


class RaiseDisputeRequest(Body):
    """A new disagreement, in the raising side's own words."""

    partnership: Slug
    policy: PolicyRef | None = None
    subject: SubjectInput
    also_affects: Few[SubjectInput] = Field(default_factory=list)
    raised_by: RaisedByInput
    responding: Annotated[list[PartyInput], Field(min_length=1, max_length=50)]
    category: Code
    category_text: ShortText | None = None
    difference: DifferenceInput
    immediate_risk: ImmediateRiskInput
    seriousness: Text | None = None
    seriousness_judged: SeriousnessJudgedInput | None = None
    scope: Scope | None = None
    risk_set_limit: RiskSetLimitInput | None = None
    start_stage: StartStageInput | None = None
    arose_at: Instant | None = None
    decision_received_at: Instant | None = None
    concern_identified_at: Instant | None = None
    conference_ended_at: Instant | None = None
    priority: Code | None = None
    level_of_need: Code | None = None
    raised_at: Instant | None = None
    client_reference: LocalReference | None = None
    continues: DisputeId | None = None
    lead_agency: Slug | None = None
    screening: Few[ScreeningInput] = Field(default_factory=list)
    preconditions: Few[PreconditionInput] = Field(default_factory=list)

    def dispute(self, prefix: str) -> NewDispute:
        """What is raised; `prefix` begins the reference that people will quote."""
        raiser = self.raised_by.party()
        risk_set, start = self.risk_set_limit, self.start_stage
        judged = self.seriousness_judged
        return NewDispute(
            partnership=self.partnership,
            prefix=prefix,
            subject=self.subject.subject(raiser.agency),
            also_affects=tuple(
                person.subject(raiser.agency) for person in self.also_affects
            ),
            raised_by=raiser,
            responding=tuple(party.party() for party in self.responding),
            category=self.category,
            category_text=self.category_text,
            difference=self.difference.difference(),
            immediate_risk=self.immediate_risk.risk(),
            scope=self.scope or self._scope(),
            seriousness=self.seriousness,
            seriousness_judged=judged.judged() if judged else None,
            risk_set=risk_set.risk_set() if risk_set else None,
            start=start.asked() if start else None,
            arose_at=self.arose_at,
            decision_received_at=self.decision_received_at,
            concern_identified_at=self.concern_identified_at,
            conference_ended_at=self.conference_ended_at,
            priority=self.priority,
            level_of_need=self.level_of_need,
            client_reference=self.client_reference,
            continues=UUID(self.continues) if self.continues else None,
            lead_agency=self.lead_agency,
            screening=tuple(one.answer() for one in self.screening),
            preconditions=tuple(one.said() for one in self.preconditions),
        )

    def _scope(self) -> Scope:
        """What follows from the agencies where nobody says it."""
        inside = {party.agency for party in self.responding} == {self.raised_by.agency}
        return "single_agency" if inside else "inter_agency"
