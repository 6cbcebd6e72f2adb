"""What stands beside the talking: safeguards, who facilitates, side outcomes."""

from dispute_api.views.parts import Json, item_id, said, stated_by, utc
from dispute_api.views.retention import retention_view
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.kept import shown
from dispute_core.domain.beside.facilitation import facilitated_by
from dispute_core.domain.beside.safeguards import answers_to, safeguards
from dispute_core.domain.beside.side_outcomes import completed, is_done
from dispute_core.domain.beside.written_records import lacking
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    EmergencyAccessOpened,
    FacilitatorNamed,
    RecordAdded,
    SafeguardAnswered,
    SideOutcomeCompleted,
    SideOutcomeRecorded,
)

SUPPORTS = (
    "The facilitator supports the sides and does not decide; every deadline runs on."
)


def beside_the_talking(dispute: Dispute, standing: Standing) -> Json:
    """All of it, under the reader's own rights."""
    helper = facilitated_by(dispute)
    return {
        "safeguards": [_safeguard(dispute, one) for one in safeguards(dispute)],
        "facilitated_by": _facilitator(dispute, helper) if helper else None,
        "facilitators": [
            _facilitator(dispute, one) for one in dispute.beside.facilitators
        ],
        "emergency_accesses": [
            _emergency(dispute, one) for one in dispute.beside.emergencies
        ],
        **retention_view(dispute),
        "written_records": written_records(dispute, standing),
        "side_outcomes": [
            _side_outcome(dispute, one)
            for one in dispute.beside.side_outcomes
            if shown(one, standing)
        ],
    }


def written_records(dispute: Dispute, standing: Standing) -> list[Json]:
    """Which parts each agency lacks, as far as the reader sees its records (003-17).

    Empty where the document asks for no such record and nobody has written one.
    """
    seen = [one for one in dispute.records if shown(one, standing)]
    written = {one.by.agency for one in seen if one.written_parts}
    owed = [one.due for one in dispute.duties if one.due.asks == "three_parts"]
    asked = {due.agency for due in owed if due.agency is not None}
    return [
        {"agency": agency, "lacks": list(lacking(seen, agency))}
        for agency in sorted(written | asked)
    ]


def _safeguard(dispute: Dispute, asked: RecordAdded) -> Json:
    version = asked.originator_version
    answers = [_answer(dispute, one) for one in answers_to(dispute, version)]
    return {
        "id": item_id(dispute, version),
        "calls_for": asked.calls_for,
        "text": said(dispute, version, "text", asked.text),
        "by": stated_by(asked.by),
        "asked_at": utc(asked.timestamp),
        "recorded_at": dispute.recorded[version],
        "answer": answers[-1]["answer"] if answers else None,
        "answers": answers,
    }


def _answer(dispute: Dispute, event: SafeguardAnswered) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "answer": event.answer,
        "takes_place_on": event.takes_place_on,
        "reason": said(dispute, version, "reason", event.reason),
        "by": stated_by(event.by),
        "answered_at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
    }


def _facilitator(dispute: Dispute, event: FacilitatorNamed) -> Json:
    version, helper = event.originator_version, event.facilitator
    return {
        "id": item_id(dispute, version),
        "office": event.office,
        "role": helper.role,
        "name": helper.name,
        "band": helper.band,
        "stage": event.stage,
        "clause": event.clause,
        "text": SUPPORTS,
        "by": stated_by(event.by),
        "named_at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
    }


def _emergency(dispute: Dispute, event: EmergencyAccessOpened) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "office": event.office,
        "purpose": event.purpose,
        "reason": event.reason,
        "by": stated_by(event.by),
        "opened_at": utc(event.timestamp),
        "until": utc(event.until),
        "recorded_at": dispute.recorded[version],
    }


def _side_outcome(dispute: Dispute, event: SideOutcomeRecorded) -> Json:
    version, done = (
        event.originator_version,
        completed(dispute, event.originator_version),
    )
    return {
        "id": item_id(dispute, version),
        "kind": event.kind,
        "agency": event.agency,
        "stage": event.stage,
        "route": event.route,
        "themes": list(event.themes),
        "text": said(dispute, version, "text", event.text),
        "reference": said(dispute, version, "reference", event.reference),
        "review": said(dispute, version, "review", event.review),
        "visible_to": event.visible_to,
        "status": "done" if is_done(dispute, event) else "open",
        "done_on": done.done_on if done else event.done_on,
        "completed": _completion(dispute, done) if done else None,
        "by": stated_by(event.by),
        "at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
    }


def _completion(dispute: Dispute, event: SideOutcomeCompleted) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "done_on": event.done_on,
        "reference": said(dispute, version, "reference", event.reference),
        "note": said(dispute, version, "note", event.note),
        "by": stated_by(event.by),
        "at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
    }
