"""Documents, logs and monitoring copies in the words of the contract."""

from collections.abc import Sequence
from dataclasses import fields

from dispute_api.views.parts import Json, item_id, stated_by, utc
from dispute_core.documents import Document, Matter, digest_of
from dispute_core.documents.agency_log import LogEntry
from dispute_core.documents.monitoring import MonitoringCopy
from dispute_core.domain.completeness import Missing, missing_of
from dispute_core.domain.dispute import Dispute
from dispute_core.sheets import sheet

LOG_COLUMNS = tuple(one.name for one in fields(LogEntry))


def document_view(document: Document) -> Json:
    """A document as data, so that another program can lay it out."""
    proof = document.proof
    return {
        "kind": document.kind,
        "title": document.title,
        "training": document.training,
        "title_cy": document.welsh,
        "subtitle": document.subtitle,
        "reference": document.reference,
        "partnership": document.partnership,
        "sections": [
            {
                "id": one.id,
                "title": one.title,
                "title_cy": one.welsh,
                "blocks": list(one.blocks),
            }
            for one in document.sections
        ],
        "proof": {
            "version": proof.version,
            "hash": proof.hash,
            "recorded_at": utc(proof.recorded_at),
            "generated_at": utc(proof.generated_at),
            "policy_sha256": proof.policy_sha256,
        },
    }


def record_view(document: Document, matter: Matter) -> Json:
    """The Record, its digest, and whether it can be sent."""
    missing = missing_of(matter.loaded.dispute)
    return {
        **document_view(document),
        "sha256": digest_of(matter),
        "complete": not missing,
        "missing": missing_view(missing),
    }


def missing_view(missing: Sequence[Missing]) -> list[Json]:
    return [{"code": one.code, "text": one.text} for one in missing]


def statement_answers(dispute: Dispute) -> list[Json]:
    return [
        {
            "id": item_id(dispute, event.originator_version),
            "event_id": item_id(dispute, event.event_version),
            "field": event.field,
            "answer": event.answer,
            "note": event.note,
            "by": stated_by(event.by),
            "answered_at": utc(event.timestamp),
            "recorded_at": dispute.recorded[event.originator_version],
        }
        for event in dispute.answers
    ]


def submissions(dispute: Dispute) -> list[Json]:
    """Every sending of the Record, with what was sent."""
    return [
        {
            "id": item_id(dispute, event.originator_version),
            "to_office": event.to_office,
            "how": event.how,
            "by": stated_by(event.by),
            "record_version": event.record_version,
            "record_hash": event.record_hash,
            "sha256": event.sha256,
            "missing": list(event.missing),
            "incomplete_because": event.incomplete_because,
            "sent_at": utc(event.timestamp),
            "recorded_at": dispute.recorded[event.originator_version],
        }
        for event in dispute.submissions
    ]


def log_entry_view(entry: LogEntry) -> Json:
    return {name: getattr(entry, name) for name in LOG_COLUMNS}


def log_sheet(entries: Sequence[LogEntry]) -> str:
    """The log as CSV; several agencies in one cell are parted by a space."""
    rows = ([_cell(getattr(entry, name)) for name in LOG_COLUMNS] for entry in entries)
    return sheet(LOG_COLUMNS, rows)


def _cell(value: object) -> object:
    return " ".join(value) if isinstance(value, tuple) else value


def monitoring_view(copy: MonitoringCopy) -> Json:
    return {
        "pseudonym": copy.pseudonym,
        "partnership": copy.partnership,
        "policy": copy.policy,
        "raising_agency": copy.raising_agency,
        "responding_agencies": list(copy.responding_agencies),
        "category": copy.category,
        "status": copy.status,
        "stages": [
            {
                "id": stage.id,
                "label": stage.label,
                "number": stage.number,
                "level": stage.level,
                "started_on": stage.started_on,
            }
            for stage in copy.stages
        ],
        "raised_on": copy.raised_on,
        "outcome": copy.outcome,
        "ended_on": copy.ended_on,
    }
