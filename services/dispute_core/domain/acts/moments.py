"""When that happened from which limits may run, as far as it is on record."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import Anchor

Moments = Mapping[Anchor, datetime]
NOTHING_SAID: Moments = MappingProxyType({})

WHOLE_DISPUTE: frozenset[Anchor] = frozenset({"acknowledged", "first_discussion"})
"""What happens once in a dispute, and counts for every stage."""

SAID_AT_RAISING: dict[str, Anchor] = {
    "concern_identified_at": "concern_identified",
    "arose_at": "disagreement_arose",
    "decision_received_at": "decision_received",
    "conference_ended_at": "conference_ended",
}
"""What lies before the raising, by the field that says when it was."""


def said_at_raising(said: Mapping[str, datetime | None]) -> dict[Anchor, datetime]:
    """The moments before the raising of which somebody said when they were."""
    return {
        anchor: at
        for field, anchor in SAID_AT_RAISING.items()
        if (at := said.get(field)) is not None
    }


def begun(at: datetime) -> dict[Anchor, datetime]:
    """What happens at once where a dispute is raised, or taken up again."""
    return {"raised": at, "stage_started": at, "previous_stage_completed": at}


def moments(dispute: Dispute) -> dict[Anchor, datetime]:
    """What has happened so far from which a limit of the present stage may run."""
    raised = dispute.raised
    found = said_at_raising(
        {
            field: _corrected(dispute, 1, field) or getattr(raised, field)
            for field in SAID_AT_RAISING
        }
    )
    found["raised"] = dispute.raised_at
    found["stage_started"] = dispute.stage_started_at
    since = dispute.stages[-1].version
    for talk in dispute.discussions:
        if talk.outcome == "no_response":
            continue
        version = talk.originator_version
        at = _corrected(dispute, version, "held_at") or talk.timestamp
        _earlier(found, "first_discussion", at)
        if version > since and talk.method == "meeting":
            _earlier(found, "meeting_held", at)
    for response in dispute.responses:
        _earlier(found, "acknowledged", response.timestamp)
        if response.originator_version > since:
            _earlier(found, "response_received", response.timestamp)
    return found


def on_entering(dispute: Dispute, at: datetime) -> dict[Anchor, datetime]:
    """The same for a stage that is entered now: what is its own has yet to come.

    What is taken up again begins anew: nothing of before counts for it.
    """
    if dispute.settled:
        return begun(at)
    found = moments(dispute)
    for anchor in ("meeting_held", "response_received"):
        found.pop(anchor, None)
    return {**found, "stage_started": at, "previous_stage_completed": at}


def _earlier(found: dict[Anchor, datetime], anchor: Anchor, at: datetime) -> None:
    found[anchor] = min(found.get(anchor, at), at)


def _corrected(dispute: Dispute, version: int, field: str) -> datetime | None:
    correction = dispute.corrected(version, field)
    return correction.instant if correction else None
