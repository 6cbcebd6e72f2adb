"""A rehearsal in the words of the contract: what would have differed, and why."""

from collections.abc import Sequence

from dispute_api.views.parts import Json
from dispute_core.application.policies.rehearsing import Differing, Rehearsal, Stopped
from dispute_core.domain.deadlines import Deadline

MOST = 20_000
"""How many differences one answer names; the totals count them all."""


def rehearsal_view(rehearsal: Rehearsal) -> Json:
    differences = [
        difference for one in rehearsal.differing for difference in _differences(one)
    ]
    return {
        "policy": rehearsal.policy.ref,
        "partnership": rehearsal.partnership,
        "totals": rehearsal.totals.as_counts(),
        "differences": differences[:MOST],
        "stopped": _stopped(rehearsal.stopped),
        "cut_off": rehearsal.cut_off or len(differences) > MOST,
        "notes": rehearsal.notes,
    }


def _differences(differing: Differing) -> list[Json]:
    return [
        {
            "dispute_id": differing.dispute.id,
            "reference": differing.dispute.raised.reference,
            "duty": pair.duty,
            "then": _deadline(pair.then),
            "now": _deadline(pair.now),
            "why": pair.why,
        }
        for pair in differing.pairs
    ]


def _deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    return {
        "due_at": deadline.set.due_at,
        "status": deadline.status,
        "clause": deadline.set.clause,
        "reason": deadline.set.reason,
    }


def _stopped(stopped: Sequence[Stopped]) -> list[Json]:
    return [
        {
            "dispute_id": one.dispute.id,
            "reference": one.dispute.raised.reference,
            "at_version": one.at_version,
            "why": one.why,
        }
        for one in stopped
    ]
