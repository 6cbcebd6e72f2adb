"""The body of previewPolicy."""

from dispute_api.schemas.parts import RiskSetLimitInput, StartStageInput
from dispute_api.schemas.words import Body, Instant
from dispute_core.application.previewing import PreviewAsked
from dispute_core.domain.vocabulary import Nation, SubjectKind


class PreviewPolicyRequest(Body):
    """The circumstances to suppose."""

    raised_at: Instant
    subject_kind: SubjectKind | None = None
    immediate_risk: bool | None = None
    start_stage: StartStageInput | None = None
    risk_set_limit: RiskSetLimitInput | None = None
    nation: Nation | None = None

    def asked(self) -> PreviewAsked:
        return PreviewAsked(
            raised_at=self.raised_at,
            subject_kind=self.subject_kind,
            immediate_risk=bool(self.immediate_risk),
            start=self.start_stage.asked() if self.start_stage else None,
            risk_set=self.risk_set_limit.risk_set() if self.risk_set_limit else None,
            nation=self.nation,
        )
