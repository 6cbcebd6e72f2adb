"""What is owed around the talking, and what has become of it."""

from dispute_api.views.parts import (
    Json,
    item_id,
    optional_utc,
    party,
    said,
    stated_by,
    utc,
)
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import Delegation, DutyState, Excused, Fulfilment, Told
from dispute_core.domain.saying import capital


def duties_view(dispute: Dispute) -> list[Json]:
    """Every duty that was ever owed here, in the order in which they were opened."""
    dated = {deadline.set.duty: deadline for deadline in dispute.deadlines}
    return [_duty(dispute, duty, dated.get(duty.due.id)) for duty in dispute.duties]


def _duty(dispute: Dispute, duty: DutyState, deadline: Deadline | None) -> Json:
    due = duty.due
    return {
        "id": due.id,
        "kind": due.kind,
        "label": capital(due.text),
        "stage": due.stage,
        "holder": {"side": due.holder, "agency": due.agency, "band": None},
        "clause": due.clause,
        "force": due.force,
        "status": _status(duty, deadline),
        "due_at": optional_utc(deadline.set.due_at) if deadline else None,
        "to": due.to,
        "urgency": due.urgency,
        "only_if": due.only_if,
        "asks": due.asks,
        "about": due.about,
        "opened_at": utc(duty.opened_at),
        "fulfilments": [_fulfilment(dispute, one) for one in duty.fulfilments],
        "told_by_mail": [_told(dispute, one) for one in duty.told],
        "excused": excused_view(dispute, duty.excused) if duty.excused else None,
        "delegations": [_delegation(dispute, one) for one in duty.delegations],
    }


def _status(duty: DutyState, deadline: Deadline | None) -> str:
    passed = deadline is not None and deadline.status in ("late", "breached")
    if duty.outstanding and (duty.due.overdue or passed):
        return "overdue"
    return duty.how


def _fulfilment(dispute: Dispute, done: Fulfilment) -> Json:
    return {
        "id": item_id(dispute, done.version),
        "answer": done.answer,
        "held_by": done.held_by,
        "review_on": done.review_on,
        "reference": said(dispute, done.version, "reference", done.reference),
        "note": said(dispute, done.version, "note", done.note),
        "acknowledged_by": [party(someone) for someone in done.acknowledged_by],
        "circulated_to": [party(someone) for someone in done.circulated_to],
        "by": stated_by(done.by),
        "fulfilled_at": utc(done.at),
        "recorded_at": dispute.recorded[done.version],
    }


def _told(dispute: Dispute, told: Told) -> Json:
    return {
        "id": item_id(dispute, told.version),
        "notice": told.notice_id,
        "told_at": utc(told.at),
        "recorded_at": dispute.recorded[told.version],
    }


def excused_view(dispute: Dispute, excused: Excused) -> Json:
    return {
        "id": item_id(dispute, excused.version),
        "how": excused.how,
        "reason": said(dispute, excused.version, "reason", excused.reason),
        "by": stated_by(excused.by),
        "at": utc(excused.at),
        "recorded_at": dispute.recorded[excused.version],
    }


def _delegation(dispute: Dispute, handed: Delegation) -> Json:
    return {
        "id": item_id(dispute, handed.version),
        "to": party(handed.to),
        "office": handed.office,
        "until": handed.until,
        "reason": said(dispute, handed.version, "reason", handed.reason),
        "by": stated_by(handed.by),
        "at": utc(handed.at),
        "recorded_at": dispute.recorded[handed.version],
    }
