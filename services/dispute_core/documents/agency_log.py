"""An agency's own log: each use of the procedure, and how it was resolved (001-10)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import Status
from dispute_core.domain.working_time import local_date


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """One use as the agency counts it: facts alone."""

    dispute_id: UUID
    reference: str
    training: bool
    sides: tuple[str, ...]
    raising_agency: str
    responding_agencies: tuple[str, ...]
    policy: str
    category: str
    subject_kind: str
    scope: str
    immediate_risk: bool
    raised_on: date
    stage: str
    status: Status
    outcome: str | None
    resolved_on: date | None
    resolved_at_stage: str | None
    closed_on: date | None
    times_reopened: int
    limits_not_kept: int
    actions_agreed: int
    actions_confirmed: int


def log_entry(dispute: Dispute, agency: str, closed_on: date | None) -> LogEntry:
    """What the agency's log says of a dispute; `closed_on` from the event itself."""
    raised, ending = dispute.raised, dispute.resolution
    settled = ending is not None and not ending.proposal
    resolved_on = local_date(ending.resolved_at) if ending and settled else None
    outcome = ending.outcome if ending and settled else None
    return LogEntry(
        dispute_id=dispute.id,
        reference=raised.reference,
        training=raised.training,
        sides=dispute.sides_of(agency),
        raising_agency=dispute.raised_by.agency,
        responding_agencies=tuple(one.agency for one in dispute.responding),
        policy=raised.policy.ref,
        category=dispute.category,
        subject_kind=raised.subject.kind,
        scope=raised.scope,
        immediate_risk=dispute.immediate_risk.present,
        raised_on=local_date(dispute.raised_at),
        stage=dispute.stage.id,
        status=dispute.status,
        outcome="withdrawn" if dispute.withdrawal else outcome,
        resolved_on=resolved_on,
        resolved_at_stage=dispute.stage.id if settled else None,
        closed_on=closed_on if dispute.status == "closed" else None,
        times_reopened=sum(one.ended_by == "reopened" for one in dispute.stages),
        limits_not_kept=sum(_not_kept(dispute)),
        actions_agreed=len(dispute.actions),
        actions_confirmed=sum(one.result == "confirmed" for one in dispute.actions),
    )


def _not_kept(dispute: Dispute) -> list[bool]:
    """Each breach that stands; what was done in time and entered late is none."""
    return [
        not (one.settled and one.settled.in_time)
        for one in dispute.deadlines
        if one.breach is not None
    ]
