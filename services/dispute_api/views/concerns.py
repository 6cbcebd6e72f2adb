"""A concern as its readers may see it."""

from collections.abc import Sequence

from dispute_api.views.parts import Json, stated_by, utc
from dispute_api.views.retention import erasure_view
from dispute_core.application.concerns.reading import ConcernSeen
from dispute_core.domain.concerns import (
    Concern,
    ConcernDecided,
    ConcernDisputeLinked,
)
from dispute_core.domain.events import event_name
from dispute_core.domain.notices.happened import (
    NoticeEvent,
    NoticeSent,
    NoticeUndeliverable,
)
from dispute_core.domain.training import said_in_training

NOT_A_DISPUTE = (
    "A concern is no dispute: it starts no deadline and ends no dispute. Whoever sees "
    "a person at risk acts for them now."
)


def concern_summary(seen: ConcernSeen) -> Json:
    """Facts only, as a list shows them."""
    concern = seen.concern
    raised = concern.raised
    return {
        "id": str(concern.id),
        "partnership": raised.partnership,
        "training": seen.training,
        "agency": raised.agency,
        "about": raised.about,
        "put_to": raised.put_to,
        "themes": list(raised.themes),
        "status": concern.status,
        "decision": concern.decisions[-1].decision if concern.decisions else None,
        "shared": concern.shared is not None,
        "disputes": len(concern.linked),
        "raised_at": utc(raised.timestamp),
        "version": concern.version,
    }


def concern_view(seen: ConcernSeen) -> Json:
    """The whole of it, for those who see it."""
    concern = seen.concern
    raised, shared = concern.raised, concern.shared
    return {
        **concern_summary(seen),
        "policy": raised.policy,
        "clause": raised.clause,
        "by": stated_by(raised.by),
        "concern": raised.concern,
        "evidence": raised.evidence,
        "disputes": [_linked(concern, one) for one in concern.linked],
        "decisions": [_decided(concern, one) for one in concern.decisions],
        "shared": shared
        and {
            "reason": shared.reason,
            "by": stated_by(shared.by),
            "at": utc(shared.timestamp),
        },
        "next_step": said_in_training(_next_step(concern), seen),
        "allowed": _allowed(seen),
        "erased": raised.concern is None,
        "erasures": [erasure_view(one) for one in concern.erasures],
    }


def lead_told_view(told: Sequence[NoticeEvent]) -> Json:
    """How far telling the lead has come; what reached nobody is for people to tell."""
    for event in reversed(told):
        if isinstance(event, NoticeUndeliverable):
            because, at = event.because, utc(event.timestamp)
            return {"status": "undeliverable", "because": because, "at": at}
        if isinstance(event, NoticeSent):
            return {"status": "sent", "because": None, "at": utc(event.timestamp)}
    return {"status": "waiting", "because": None, "at": None}


def _linked(concern: Concern, event: ConcernDisputeLinked) -> Json:
    return {
        "id": event_name(concern.id, event.originator_version),
        "dispute_id": str(event.dispute_id),
        "note": event.note,
        "by": stated_by(event.by),
        "at": utc(event.timestamp),
    }


def _decided(concern: Concern, event: ConcernDecided) -> Json:
    return {
        "id": event_name(concern.id, event.originator_version),
        "decision": event.decision,
        "reason": event.reason,
        "reference": event.reference,
        "by": stated_by(event.by),
        "at": utc(event.timestamp),
    }


def _next_step(concern: Concern) -> str:
    if concern.decisions:
        return f"The designated lead has decided. {NOT_A_DISPUTE}"
    clause = f" ({concern.raised.clause})" if concern.raised.clause else ""
    silent = (
        "" if clause else " The document in force says nothing of cumulative concerns."
    )
    return (
        f"The office {concern.raised.put_to} decides how the concern is dealt with"
        f"{clause}.{silent} {NOT_A_DISPUTE}"
    )


def _allowed(seen: ConcernSeen) -> list[str]:
    names = ["linkDispute"] if seen.owns else []
    if seen.leads:
        names.append("decideConcern")
        names += [] if seen.concern.shared else ["shareConcern"]
    return names
