"""The holds on a dispute's words, and the erasure of those and of a concern's."""

from dispute_api.views.parts import Json, item_id, stated_by, utc
from dispute_core.domain.concerns import ConcernErased
from dispute_core.domain.directory.retention import RuleApplied
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    LegalHoldPut,
    LegalHoldReleased,
    NarrativeErased,
)
from dispute_core.domain.events import event_name


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
    recorded_at = dispute.recorded[event.originator_version]
    return {**erasure_view(event), "recorded_at": recorded_at}


def erasure_view(event: NarrativeErased | ConcernErased) -> Json:
    """That words were erased: on whose word, by which rules, and when."""
    return {
        "id": event_name(event.originator_id, event.originator_version),
        "decided_by": event.by.agency,
        "checked_by": event.checked_by,
        "settled_on": event.settled_on,
        "due_on": event.due_on,
        "rules": [_rule(one) for one in event.rules],
        "erased_at": utc(event.timestamp),
    }


def _rule(applied: RuleApplied) -> Json:
    """A rule of the schedule, as it counted."""
    return {
        "rule": applied.rule,
        "agency": applied.agency,
        "keep": applied.keep,
        "until": applied.until,
    }
