"""A dispute as a caller may see it: a pure function, so that answers repeat."""

from dispute_api.views import story
from dispute_api.views.asked import asked_first, meetings
from dispute_api.views.beside import beside_the_talking
from dispute_api.views.deadlines import deadline_view
from dispute_api.views.documents import statement_answers, submissions
from dispute_api.views.duties import duties_view
from dispute_api.views.meetings import contacts, convened_meetings
from dispute_api.views.parts import (
    Json,
    moment,
    party,
    said,
    stated_by,
    subject,
    utc,
    written,
)
from dispute_api.views.stages import prompt_view, stages_view
from dispute_core.application.authorization.standing import Standing
from dispute_core.domain.acts.moments import SAID_AT_RAISING
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.guidance.guide import allowed, next_step
from dispute_core.domain.guidance.prompts import prompts
from dispute_core.domain.policy import Policy
from dispute_core.domain.training import said_in_training

RAISED = 1
"""The version that raising makes."""


def dispute_json(dispute: Dispute, policy: Policy, standing: Standing) -> bytes:
    return written(dispute_view(dispute, policy, standing))


def dispute_view(dispute: Dispute, policy: Policy, standing: Standing) -> Json:
    """The whole dispute; what an agency keeps for itself only for that agency."""
    on_record = what_is_on_record(dispute, standing)
    return on_record | what_comes_next(dispute, policy, standing)


def what_is_on_record(dispute: Dispute, standing: Standing) -> Json:
    """The first half of it, for who takes the two in turns."""
    return {
        **_who_and_what(dispute),
        **_where_it_stands(dispute),
        **_what_happened(dispute, standing),
    }


def what_comes_next(dispute: Dispute, policy: Policy, standing: Standing) -> Json:
    """The other half: what the policy asked and asks, and what is open now."""
    asked = prompts(dispute, policy)
    return {
        **asked_first(dispute, policy),
        "next_step": said_in_training(
            next_step(dispute, policy, asked), dispute.raised
        ),
        "prompts": [prompt_view(one) for one in asked],
        "allowed": allowed(
            dispute,
            policy,
            standing.sides,
            standing.agency,
            statutory=standing.statutory,
        ),
        "erased": dispute.raised.difference.disputed is None,
        "version": dispute.version,
    }


def _who_and_what(dispute: Dispute) -> Json:
    raised = dispute.raised
    return {
        "id": str(dispute.id),
        "reference": raised.reference,
        "partnership": raised.partnership,
        "training": raised.training,
        "policy": {
            "ref": raised.policy.ref,
            "sha256": raised.policy.sha256,
            "title": raised.policy.title,
            "publisher": raised.policy.publisher,
        },
        "category": dispute.category,
        "category_text": said(dispute, RAISED, "category_text", raised.category_text),
        "scope": raised.scope,
        "subject": subject(raised.subject),
        "also_affects": [subject(person) for person in raised.also_affects],
        "raised_by": party(dispute.raised_by),
        "responding": [party(one) for one in dispute.responding],
        "raising_agencies": [dispute.raised_by.agency],
        "responding_agencies": [one.agency for one in dispute.responding],
        "lead_agency": dispute.lead_agency,
        "contacts": contacts(dispute),
        "difference": _difference(dispute),
        "immediate_risk": {
            "present": dispute.immediate_risk.present,
            "action_taken": dispute.immediate_risk.action_taken,
        },
        "seriousness": raised.seriousness,
        "seriousness_judged": raised.seriousness_judged,
        "continues": str(raised.continues) if raised.continues else None,
        "client_reference": raised.client_reference,
        **_before_raising(dispute),
        "priority": raised.priority,
        "level_of_need": raised.level_of_need,
        "raised_at": utc(dispute.raised_at),
    }


def _before_raising(dispute: Dispute) -> Json:
    """What lies before the raising, as far as somebody has said when it was."""
    return {
        field: moment(dispute, RAISED, field, getattr(dispute.raised, field))
        for field in SAID_AT_RAISING
    }


def _difference(dispute: Dispute) -> Json:
    first = dispute.raised.difference
    return {
        field: said(dispute, RAISED, field, getattr(first, field))
        for field in (
            "disputed",
            "raiser_view",
            "evidence",
            "effect_on_person",
            "outcome_wanted",
        )
    }


def _where_it_stands(dispute: Dispute) -> Json:
    return {
        "status": dispute.status,
        **stages_view(dispute),
        "start_stage": dispute.raised.stage.id,
        "waiting_on": dispute.waiting_on,
        "deadlines": [
            deadline_view(deadline, dispute.recorded) for deadline in dispute.deadlines
        ],
        "recorded_at": utc(dispute.recorded[dispute.version]),
        "entered_late": any(
            _entered_late(dispute, deadline) for deadline in dispute.deadlines
        ),
    }


def _entered_late(dispute: Dispute, deadline: Deadline) -> bool:
    """Whether a duty was settled in time, but the log heard of it after it was due."""
    settled, due_at = deadline.settled, deadline.set.due_at
    return bool(
        settled
        and due_at
        and settled.in_time
        and dispute.recorded[settled.version] >= due_at
    )


def _what_happened(dispute: Dispute, standing: Standing) -> Json:
    return {
        "limits": story.limits(dispute),
        "discussions": [story.discussion(dispute, e) for e in dispute.discussions],
        "responses": [story.response(dispute, e) for e in dispute.responses],
        "resolution": story.resolution(dispute),
        "actions": story.actions(dispute),
        "check_backs": [story.check_back(dispute, e) for e in dispute.check_backs],
        "duties": duties_view(dispute),
        "records": story.records(dispute, standing),
        "meetings": meetings(dispute),
        "convened_meetings": convened_meetings(dispute),
        "corrections": story.corrections(dispute, standing),
        "statement_answers": statement_answers(dispute),
        "submissions": submissions(dispute),
        **beside_the_talking(dispute, standing),
        "withdrawn": _withdrawn(dispute),
    }


def _withdrawn(dispute: Dispute) -> Json | None:
    event = dispute.withdrawal
    if event is None:
        return None
    return {
        "ground": event.ground,
        "reason": event.reason,
        "by": stated_by(event.by),
        "withdrawn_at": utc(event.timestamp),
        "recorded_at": dispute.recorded[event.originator_version],
    }
