"""What an agency keeps for itself: only that agency and its auditors see it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dispute_core.application.caller import Standing
from dispute_core.domain.dispute_events import Corrected, RecordAdded

EVERYBODY = "parties"


class Said(NamedTuple):
    """An event as far as this question goes."""

    version: int
    topic: str
    facts: Mapping[str, Any]


def keeps(
    standing: Standing, *, agency: str, reported_by: str | None, side: str | None
) -> bool:
    """Whether a record that somebody keeps for themselves is the caller's own."""
    if standing.audits and standing.agency is None:
        return True
    if standing.agency is not None:
        return standing.agency in (agency, reported_by)
    return side == "board" and "board" in standing.sides


def kept_from(standing: Standing, events: Iterable[Said]) -> set[int]:
    """The versions of one dispute that the caller must not even know to exist.

    A record that another agency keeps for itself is one, and every correction of it.
    The events must come in their order.
    """
    hidden: set[int] = set()
    for version, topic, facts in events:
        if topic == RecordAdded.TOPIC:
            if _is_kept(facts) and not _is_own(standing, facts["by"]):
                hidden.add(version)
        elif topic == Corrected.TOPIC and facts.get("event_version") in hidden:
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
