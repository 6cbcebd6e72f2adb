"""A dispute that nobody has raised, to see what raising it would start."""

from dataclasses import dataclass
from uuid import UUID

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.moments import Moments
from dispute_core.domain.acts.raising import NewDispute, RiskSet, begun_at
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Raised
from dispute_core.domain.notices.calling import notices_of
from dispute_core.domain.notices.notice import Notice
from dispute_core.domain.policy import Stage
from dispute_core.domain.values import Difference, ImmediateRisk, Party, Subject
from dispute_core.domain.vocabulary import Side

UNNAMED: dict[str, Side] = {
    "side-that-raises": "raising",
    "side-that-responds": "responding",
}
"""Who stands in the place of an agency that was not named."""

RAISER, RESPONDER = UNNAMED
NOBODY = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """The dispute that would begin, and who would be told of it."""

    dispute: Dispute
    notices: tuple[Notice, ...]


def suppose(
    stage: Stage,
    given: Given,
    *,
    raising: str | None,
    responding: tuple[str, ...],
    at_risk: bool,
    risk_set: RiskSet | None,
    before: Moments,
) -> Supposed:
    """Begin a dispute in thought alone: it has no words, and nobody records it."""
    new = NewDispute(
        partnership="",
        prefix="",
        subject=Subject(kind="child", reference=None),
        raised_by=Party(agency=raising or RAISER),
        responding=tuple(Party(agency=one) for one in responding or (RESPONDER,)),
        category="other",
        difference=Difference(
            disputed=None, effect_on_person=None, outcome_wanted=None
        ),
        immediate_risk=ImmediateRisk(present=at_risk),
        scope="inter_agency",
        risk_set=risk_set,
        arose_at=before.get("disagreement_arose"),
        decision_received_at=before.get("decision_received"),
        concern_identified_at=before.get("concern_identified"),
        conference_ended_at=before.get("conference_ended"),
    )
    dispute = begun_at(stage, NOBODY, new, given)
    (raised,) = (one for one in dispute.pending_events if isinstance(one, Raised))
    return Supposed(
        dispute=dispute,
        notices=tuple(notices_of(raised, dispute, given.calendar)),
    )
