"""Disputes, breaches and events as lists show them: facts only, but in the stream."""

from collections.abc import Mapping
from typing import Any

from dispute_api.views.parts import Json, optional_utc, utc
from dispute_core.application.ports import RecordedEvent
from dispute_core.domain.cloud_events import data_of
from dispute_core.domain.events import event_name
from dispute_core.readmodel.breaches import ListedBreach
from dispute_core.readmodel.fed_events import FedEvent
from dispute_core.readmodel.listing import ListedDispute

_SIGNED_AS = ("by", "declared_by", "entered_by")


def dispute_summary(listed: ListedDispute) -> Json:
    row = listed.row
    return {
        "id": str(row.id),
        "reference": row.reference,
        "partnership": row.partnership,
        "training": listed.training,
        "policy": row.policy,
        "status": row.status,
        "stage": row.stage_id,
        "category": row.category,
        "subject_kind": row.subject_kind,
        "raised_by_agency": row.raised_by_agency,
        "responding_agencies": list(row.responding_agencies),
        "waiting_on": row.waiting_on,
        "next_due_at": optional_utc(row.next_due_at),
        "overdue": listed.overdue,
        "immediate_risk": row.immediate_risk,
        "raised_at": utc(row.raised_at),
        "recorded_at": utc(row.recorded_at),
        "version": row.version,
    }


def breach_entry(listed: ListedBreach) -> Json:
    dispute, deadline = listed.dispute, listed.deadline
    one, breach = deadline.set, deadline.breach
    assert breach is not None  # noqa: S101 - its event is what was listed
    return {
        "dispute_id": str(dispute.id),
        "reference": dispute.raised.reference,
        "partnership": dispute.raised.partnership,
        "training": dispute.raised.training,
        "duty": one.duty,
        "generation": one.generation,
        "stage": one.stage,
        "holder": {"side": one.holder, "agency": one.agency, "band": one.band},
        "clause": one.clause,
        "due_at": optional_utc(one.due_at),
        "detected_at": utc(breach.detected_at),
        "recorded_at": utc(listed.recorded_at),
        "lateness_seconds": breach.lateness_seconds,
        "cause": breach.cause,
        "in_time": deadline.settled is not None and deadline.settled.in_time,
    }


def dispute_event(event: RecordedEvent) -> Json:
    return {
        "id": event_name(event.stream_id, event.version),
        "type": event.topic,
        "version": event.version,
        "occurred_at": utc(event.occurred_at),
        "recorded_at": utc(event.recorded_at),
        "actor": {
            "client": event.client,
            "agency": event.agency,
            "side": _side(event.facts),
        },
        "hash": event.hash,
        "previous_hash": event.previous_hash,
        "data": data_of(event.facts),
        "narrative": event.narrative,
    }


def feed_event(event: FedEvent, source: str) -> Json:
    """An event in the envelope of CloudEvents 1.0."""
    marked = {"training": True} if event.training else {}
    return {
        "specversion": "1.0",
        "id": event_name(event.stream_id, event.version),
        "source": source,
        "type": event.topic,
        "subject": str(event.stream_id),
        "time": utc(event.recorded_at),
        "datacontenttype": "application/json",
        "data": data_of(event.facts),
        "sequence": event.version,
        **marked,
    }


def _side(facts: Mapping[str, Any]) -> str | None:
    """The side on which somebody acted; the worker stands on none."""
    for name in _SIGNED_AS:
        if name in facts:
            side: str | None = facts[name]["side"]
            return side
    return None
