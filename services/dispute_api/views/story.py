"""What people have said and done in a dispute, one list for each kind of act."""

from dispute_api.views.duties import excused_view
from dispute_api.views.parts import (
    Json,
    item_id,
    moment,
    optional_utc,
    person,
    said,
    source,
    stated_by,
    utc,
)
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.kept import kept_or_not, shown
from dispute_core.domain.beside.written_records import PARTS
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    CheckedBack,
    Corrected,
    Discussed,
    RecordAdded,
    Responded,
)
from dispute_core.domain.state import ActionState
from dispute_core.domain.values import Acceptance


def discussion(dispute: Dispute, event: Discussed) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "stage": event.stage,
        "held_at": moment(dispute, version, "held_at", event.timestamp),
        "recorded_at": dispute.recorded[version],
        "by": stated_by(event.by),
        "method": event.method,
        "outcome": event.outcome,
        "participants": [person(someone) for someone in event.participants],
        "summary": said(dispute, version, "summary", event.summary),
        "effect_on_person": said(
            dispute, version, "effect_on_person", event.effect_on_person
        ),
        "information_reviewed": list(event.information_reviewed),
        "advice_from": list(event.advice_from),
        "reasons": said(dispute, version, "reasons", event.reasons),
    }


def response(dispute: Dispute, event: Responded) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "agency": event.by.agency,
        "view": said(dispute, version, "view", event.view),
        "evidence": said(dispute, version, "evidence", event.evidence),
        "proposal": said(dispute, version, "proposal", event.proposal),
        "by": stated_by(event.by),
        "responded_at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
    }


def limits(dispute: Dispute) -> list[Json]:
    """The newest limit of each kind that people set for a duty."""
    return [
        {
            "kind": limit.kind,
            "duty": limit.duty,
            "due_at": utc(limit.due_at),
            "state": "binding" if limit.binding else "proposed",
            "accepted_by": list(limit.accepted_by),
            "reason": limit.reason,
            "by": stated_by(limit.by),
            "set_at": utc(limit.set_at),
            "recorded_at": dispute.recorded[limit.version],
        }
        for limit in dispute.limits.values()
    ]


def resolution(dispute: Dispute) -> Json | None:
    ending = dispute.resolution
    if ending is None:
        return None
    return {
        "id": item_id(dispute, ending.version),
        "outcome": ending.outcome,
        "summary": said(dispute, ending.version, "summary", ending.summary),
        "declared_by": stated_by(ending.declared_by),
        "accepted_by": [_acceptance(word) for word in ending.accepted_by],
        "resolved_at": utc(ending.resolved_at),
        "recorded_at": dispute.recorded[ending.version],
        "review_on": ending.review_on,
        "proposal": ending.proposal,
        "binding": ending.binding,
        "clause": ending.clause,
    }


def _acceptance(word: Acceptance) -> Json:
    return {
        "agency": word.agency,
        "role": word.role,
        "name": word.name,
        "accepts": word.accepts,
        "at": optional_utc(word.at),
    }


ACTION_STATUS = {
    None: "open",
    "confirmed": "done",
    "partly": "partly",
    "not_confirmed": "not_done",
}


def actions(dispute: Dispute) -> list[Json]:
    return [
        {
            "id": action.agreed.id,
            "what": action.agreed.what,
            "owner_agency": action.agreed.owner_agency,
            "owner": action.agreed.owner,
            "due_on": action.agreed.due_on,
            "status": _action_status(action),
            "waived": excused_view(dispute, action.waived) if action.waived else None,
        }
        for action in dispute.actions
    ]


def _action_status(action: ActionState) -> str:
    if action.outstanding or action.result == "confirmed":
        return ACTION_STATUS[action.result]
    return "waived" if action.waived else "overtaken"


def check_back(dispute: Dispute, event: CheckedBack) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "kind": event.kind,
        "by": stated_by(event.by),
        "side": event.by.side,
        "action_id": event.action_id,
        "result": event.result,
        "evidence": said(dispute, version, "evidence", event.evidence),
        "note": said(dispute, version, "note", event.note),
        "consequences": list(event.consequences),
        "checked_at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
    }


def records(dispute: Dispute, standing: Standing) -> list[Json]:
    """What is on record beside the talking; an agency's own only for itself."""
    return [
        _record(dispute, event) for event in dispute.records if shown(event, standing)
    ]


def _record(dispute: Dispute, event: RecordAdded) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "kind": event.kind,
        "agency": event.by.agency,
        "at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
        "by": stated_by(event.by),
        "text": said(dispute, version, "text", event.text),
        "source": source(event.source),
        "visible_to": event.visible_to,
        "about": event.about,
        "calls_for": event.calls_for,
        "agreed_by": [person(someone) for someone in event.agreed_by],
        "until": event.until,
        "written": _written(dispute, event) if event.written_parts else None,
    }


def _written(dispute: Dispute, event: RecordAdded) -> Json:
    """The parts of a written record, those included that are not known yet."""
    return {
        part: said(dispute, event.originator_version, part, getattr(event, part))
        for part in PARTS
    }


def corrections(dispute: Dispute, standing: Standing) -> list[Json]:
    """The newest first; none that would show an agency's own record to others."""
    hidden = {
        event.originator_version
        for event in kept_or_not(dispute)
        if not shown(event, standing)
    }
    return [
        _correction(dispute, event)
        for event in reversed(dispute.corrections)
        if event.event_version not in hidden
    ]


def _correction(dispute: Dispute, event: Corrected) -> Json:
    version = event.originator_version
    instant = optional_utc(event.instant)
    shown = instant.isoformat().replace("+00:00", "Z") if instant else None
    return {
        "id": item_id(dispute, version),
        "event_id": item_id(dispute, event.event_version),
        "field": event.field,
        "value": shown or event.code or event.text,
        "reason": event.reason,
        "by": stated_by(event.by),
        "recorded_at": dispute.recorded[version],
    }
