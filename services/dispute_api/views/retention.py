"""The holds on a dispute's words, and their erasure."""

from dispute_api.views.parts import Json, item_id, stated_by, utc
from dispute_core.domain.directory.retention import RuleApplied
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    LegalHoldPut,
    LegalHoldReleased,
    NarrativeErased,
)


def retention_view(dispute: Dispute) -> Json:
    """Who had the words kept, and when and by which rules they were erased."""
    beside = dispute.beside
    released = {one.hold: one for one in beside.holds_released}
    return {
        "legal_holds": [
            _hold(dispute, one, released.get(one.originator_version))
            for one in beside.holds
        ],
        "erasures": [_erasure(dispute, one) for one in beside.erasures],
    }


def rule_view(applied: RuleApplied) -> Json:
    """A rule of the schedule, as it counted."""
    return {
        "rule": applied.rule,
        "agency": applied.agency,
        "keep": applied.keep,
        "until": applied.until,
    }


def _hold(
    dispute: Dispute, put: LegalHoldPut, released: LegalHoldReleased | None
) -> Json:
    return {
        "id": item_id(dispute, put.originator_version),
        "ground": put.ground,
        "reason": put.reason,
        "by": stated_by(put.by),
        "put_at": utc(put.timestamp),
        "recorded_at": dispute.recorded[put.originator_version],
        "released": _release(dispute, released) if released else None,
    }


def _release(dispute: Dispute, released: LegalHoldReleased) -> Json:
    return {
        "reason": released.reason,
        "by": stated_by(released.by),
        "released_at": utc(released.timestamp),
        "recorded_at": dispute.recorded[released.originator_version],
    }


def _erasure(dispute: Dispute, event: NarrativeErased) -> Json:
    return {
        "id": item_id(dispute, event.originator_version),
        "decided_by": event.by.agency,
        "checked_by": event.checked_by,
        "settled_on": event.settled_on,
        "due_on": event.due_on,
        "rules": [rule_view(one) for one in event.rules],
        "erased_at": utc(event.timestamp),
        "recorded_at": dispute.recorded[event.originator_version],
    }
