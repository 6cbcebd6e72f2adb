"""The body of previewPolicy."""

from pydantic import Field

from dispute_api.schemas.entering import ScreeningInput
from dispute_api.schemas.parts import RiskSetLimitInput, StartStageInput
from dispute_api.schemas.words import Body, Code, Few, Instant, Slug
from dispute_core.application.policies.previewing import PreviewAsked
from dispute_core.domain.acts.moments import said_at_raising
from dispute_core.domain.vocabulary import Nation, SubjectKind


class PreviewPolicyRequest(Body):
    """The circumstances to suppose."""

    raised_at: Instant
    subject_kind: SubjectKind | None = None
    immediate_risk: bool | None = None
    start_stage: StartStageInput | None = None
    risk_set_limit: RiskSetLimitInput | None = None
    screening: Few[ScreeningInput] = Field(default_factory=list)
    raising_agency: Slug | None = None
    responding_agencies: Few[Slug] = Field(default_factory=list)
    nation: Nation | None = None
    priority: Code | None = None
    category: Code | None = None
    arose_at: Instant | None = None
    decision_received_at: Instant | None = None
    concern_identified_at: Instant | None = None
    conference_ended_at: Instant | None = None

    def asked(self) -> PreviewAsked:
        return PreviewAsked(
            raised_at=self.raised_at,
            subject_kind=self.subject_kind,
            immediate_risk=bool(self.immediate_risk),
            start=self.start_stage.asked() if self.start_stage else None,
            risk_set=self.risk_set_limit.risk_set() if self.risk_set_limit else None,
            screening=tuple(one.answer() for one in self.screening),
            raising=self.raising_agency,
            responding=tuple(self.responding_agencies),
            nation=self.nation,
            priority=self.priority,
            category=self.category or "other",
            before=said_at_raising(vars(self)),
        )
