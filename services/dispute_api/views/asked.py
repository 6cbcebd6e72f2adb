"""What was asked before a dispute, who acts in it now, and the meetings called for."""

from collections.abc import Iterator

from dispute_api.views.entry import acting_view, first_done_view, screening_view
from dispute_api.views.parts import Json, item_id, said, stated_by, utc
from dispute_core.domain.acts.preparing import first_done
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import MeetingCalled
from dispute_core.domain.policy import Policy
from dispute_core.domain.values import FirstDone


def asked_first(dispute: Dispute, policy: Policy) -> Json:
    """The questions and conditions of the policy, as they were answered."""
    raised = dispute.raised
    done = (*_done_since(dispute, policy), *raised.preconditions)
    return {
        "screening": screening_view(policy, raised.screening),
        "preconditions": first_done_view(policy.preconditions, done),
        "acting": [acting_view(who) for who in dispute.stage.acting],
    }


def _done_since(dispute: Dispute, policy: Policy) -> Iterator[FirstDone]:
    """What comes before a later stage, as it has been put on record."""
    for condition in policy.preconditions:
        record = first_done(dispute, condition) if condition.stage else None
        if record is not None:
            evidence = said(dispute, record.originator_version, "text", record.text)
            yield FirstDone(condition=condition.code, met=True, evidence=evidence)


def meetings(dispute: Dispute) -> list[Json]:
    """The meetings that agencies have required or asked for, the first one first."""
    return [_meeting(dispute, event) for event in dispute.meetings]


def _meeting(dispute: Dispute, event: MeetingCalled) -> Json:
    version = event.originator_version
    return {
        "id": item_id(dispute, version),
        "kind": event.kind,
        "by": stated_by(event.by),
        "stage": event.stage,
        "clause": event.clause,
        "reason": event.reason,
        "held": event.held_in(dispute),
        "called_at": utc(event.timestamp),
        "recorded_at": dispute.recorded[version],
    }
