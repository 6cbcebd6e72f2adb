"""Raising a dispute."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.utils import get_topic

from dispute_core.domain.acts.entering import (
    entered_for,
    expect_first_done,
    expect_may_challenge,
    expect_priority,
    not_covered,
    screen,
)
from dispute_core.domain.acts.given import Given, expect_past
from dispute_core.domain.acts.moments import (
    NOTHING_SAID,
    SAID_AT_RAISING,
    Moments,
    begun,
    said_at_raising,
)
from dispute_core.domain.acts.owing import ON_ENTERING, Owing, tasks_due
from dispute_core.domain.acts.starting import LaterStartAsked, start_stage
from dispute_core.domain.acts.timing import risk_arm
from dispute_core.domain.anchors import begin
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import set_deadline
from dispute_core.domain.errors import (
    Invalid,
    LimitNotAllowed,
    OutOfOrder,
    ScopeNotCovered,
    SubjectNotCovered,
    UnknownCategory,
)
from dispute_core.domain.policy import Stage
from dispute_core.domain.values import (
    Difference,
    FirstDone,
    ImmediateRisk,
    Party,
    PolicyPin,
    Screened,
    SeriousnessJudged,
    Subject,
    reference_for,
)
from dispute_core.domain.vocabulary import Scope


@dataclass(frozen=True, kw_only=True)
class RiskSet:
    """A limit that a person set because of the risk, and why."""

    due_at: datetime
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class NewDispute:
    """What the raising side says."""

    partnership: str
    prefix: str
    subject: Subject
    raised_by: Party
    responding: tuple[Party, ...]
    category: str
    difference: Difference
    immediate_risk: ImmediateRisk
    scope: Scope
    category_text: str | None = None
    also_affects: tuple[Subject, ...] = ()
    seriousness: str | None = None
    seriousness_judged: SeriousnessJudged | None = None
    risk_set: RiskSet | None = None
    start: LaterStartAsked | None = None
    arose_at: datetime | None = None
    decision_received_at: datetime | None = None
    concern_identified_at: datetime | None = None
    conference_ended_at: datetime | None = None
    priority: str | None = None
    level_of_need: str | None = None
    client_reference: str | None = None
    continues: UUID | None = None
    lead_agency: str | None = None
    screening: tuple[Screened, ...] = ()
    preconditions: tuple[FirstDone, ...] = ()


AS_SAID = (
    *("partnership", "subject", "also_affects", "raised_by", "responding"),
    *("category", "category_text", "difference", "immediate_risk", "scope"),
    *(
        "seriousness",
        "seriousness_judged",
        "client_reference",
        "continues",
        "lead_agency",
        "priority",
        "level_of_need",
    ),
    *("screening", "preconditions", *SAID_AT_RAISING),
)
"""What the event repeats just as the raising side said it."""


def raise_dispute(dispute_id: UUID, new: NewDispute, given: Given) -> Dispute:
    """Begin a dispute under a policy, with the deadlines of its first stage."""
    _guard(new, given)
    at_risk = new.immediate_risk.present
    stage = start_stage(new.start, given.policy, at_risk=at_risk)
    _expect_entry(new, given, stage)
    return begun_at(stage, dispute_id, new, given)


def begun_at(stage: Stage, dispute_id: UUID, new: NewDispute, given: Given) -> Dispute:
    """A dispute as it begins at a stage; the preview of a policy asks the same."""
    policy = given.policy
    kind: type[Any] = Dispute.Raised  # its fields are not known where types are checked
    raised = kind(
        originator_topic=get_topic(Dispute),
        originator_id=dispute_id,
        originator_version=Dispute.INITIAL_VERSION,
        timestamp=given.at,
        reference=reference_for(new.prefix, given.at.year, dispute_id),
        policy=PolicyPin(
            ref=policy.ref,
            sha256=policy.sha256,
            title=policy.title,
            publisher=policy.publisher,
        ),
        calendar=given.calendar.version,
        **{field: getattr(new, field) for field in AS_SAID},
        stage=entered_for(given, stage, new.raised_by.agency, _agencies(new)),
        start_ground=new.start.ground if new.start else None,
        start_reason=new.start.reason if new.start else None,
        risk_reason=new.risk_set.reason if new.risk_set else None,
        entered_by=given.by,
        deadlines_started=first_deadlines(
            stage, given, new.risk_set, before=said_at_raising(vars(new))
        ),
        duties_opened=tasks_due(stage, ON_ENTERING, _owing(new)),
        training=given.directory is not None and given.directory.training,
    )
    dispute: Dispute = raised.mutate(None)
    dispute.pending_events.append(raised)
    return dispute


def _owing(new: NewDispute) -> Owing:
    responding: Owing = [("responding", agency) for agency in _agencies(new)]
    return (("raising", new.raised_by.agency), *responding)


def first_deadlines(
    stage: Stage,
    given: Given,
    risk_set: RiskSet | None = None,
    *,
    before: Moments = NOTHING_SAID,
) -> tuple[DeadlineSet, ...]:
    """The deadlines that raising starts; the preview of a policy asks the same.

    `before` are the moments before the raising of which somebody said when they were.
    """
    due_at = risk_set.due_at if risk_set else None
    if due_at and not any("risk_set" in limit.accepts for limit in stage.limits):
        message = (
            "The document allows no limit set because of the risk here. "
            + given.policy.emergency
        )
        raise LimitNotAllowed(message, pointer="/risk_set_limit")
    if due_at and due_at < given.at:
        message = "The limit would end before the dispute was raised."
        raise OutOfOrder(message, pointer="/risk_set_limit/due_at")
    known = {**before, **begun(given.at)}
    whole = given.policy.whole_procedure
    return tuple(
        set_deadline(
            limit,
            stage,
            started_at=given.at,
            calendar=given.calendar,
            generation=1,
            start=begin(limit, known),
            human=risk_arm(limit, due_at),
        )
        for limit in (*stage.limits, *((whole,) if whole else ()))
        if not limit.only_on
    )


def _agencies(new: NewDispute) -> list[str]:
    return [party.agency for party in new.responding]


def _expect_entry(new: NewDispute, given: Given, stage: Stage) -> None:
    """Ask what the policy asks before a dispute is raised."""
    policy, at_risk = given.policy, new.immediate_risk.present
    screen(new.screening, policy, at_risk=at_risk)
    raising, others = new.raised_by.agency, _agencies(new)
    expect_may_challenge(policy, raising, others, given.directory)
    expect_first_done(new.preconditions, policy, stage=stage.id, at_risk=at_risk)


def _guard(new: NewDispute, given: Given) -> None:
    policy = given.policy
    expect_past(given.at, given.now, "/raised_at")
    for field in SAID_AT_RAISING:
        moment = getattr(new, field)
        if moment is not None:
            expect_past(moment, given.now, f"/{field}")
    expect_priority(policy, new.priority)
    if not policy.knows_category(new.category):
        message = "The policy has no such category. Use 'other', with category_text."
        raise UnknownCategory(message, pointer="/category")
    if new.category == "other" and not (new.category_text or "").strip():
        message = "Say in category_text what the disagreement is about."
        raise Invalid(message, pointer="/category_text")
    for index, subject in enumerate((new.subject, *new.also_affects)):
        if subject.kind not in policy.subject_kinds:
            pointer = f"/also_affects/{index - 1}/kind" if index else "/subject/kind"
            message = "This document does not cover this kind of person. "
            raise SubjectNotCovered(message + policy.emergency, pointer=pointer)
    if new.scope not in policy.scopes:
        raise ScopeNotCovered(not_covered(policy), pointer="/scope")
