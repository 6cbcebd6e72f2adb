"""What an agency keeps for itself: only that agency and its auditors see it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dispute_core.application.authorization.standing import Standing
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    Corrected,
    RecordAdded,
    SideOutcomeCompleted,
    SideOutcomeRecorded,
)

EVERYBODY = "parties"
KEPT = (RecordAdded.TOPIC, SideOutcomeRecorded.TOPIC)
"""Events that an agency may keep for itself."""

ABOUT_ANOTHER = (Corrected.TOPIC, SideOutcomeCompleted.TOPIC)
"""Events about an earlier one: as hidden as that is."""


class Said(NamedTuple):
    """An event as far as this question goes."""

    version: int
    topic: str
    facts: Mapping[str, Any]


def keeps(
    standing: Standing, *, agency: str, reported_by: str | None, side: str | None
) -> bool:
    """Whether a record that somebody keeps for themselves is the caller's own."""
    if "kept" in standing.fields:
        return True
    if "own" not in standing.fields:
        return False
    if standing.agency is not None:
        return standing.agency in (agency, reported_by)
    return side == "board" and "board" in standing.sides


def kept_or_not(dispute: Dispute) -> tuple[RecordAdded | SideOutcomeRecorded, ...]:
    """Everything in a dispute that an agency may have kept for itself."""
    return (*dispute.records, *dispute.beside.side_outcomes)


def shown(event: RecordAdded | SideOutcomeRecorded, standing: Standing) -> bool:
    """Whether a reader sees what an agency may keep for itself."""
    by = event.by
    return event.visible_to == EVERYBODY or keeps(
        standing, agency=by.agency, reported_by=by.reported_by, side=by.side
    )


def kept_from(standing: Standing, events: Iterable[Said]) -> set[int]:
    """The versions of one dispute that the caller must not even know to exist.

    A record that another agency keeps for itself is one, and a side outcome; and with
    them every correction, and that they were done.
    The events must come in their order.
    """
    hidden: set[int] = set()
    for version, topic, facts in events:
        if topic in KEPT:
            if _is_kept(facts) and not _is_own(standing, facts["by"]):
                hidden.add(version)
        elif topic in ABOUT_ANOTHER and facts.get("event_version") in hidden:
            hidden.add(version)
    return hidden


def _is_kept(facts: Mapping[str, Any]) -> bool:
    """What has lost its facts has nothing left to keep."""
    return bool(facts.get("visible_to", EVERYBODY) != EVERYBODY)


def _is_own(standing: Standing, by: Mapping[str, Any]) -> bool:
    return keeps(
        standing,
        agency=by["agency"],
        reported_by=by["reported_by"],
        side=by["side"],
    )
