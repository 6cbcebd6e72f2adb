"""Keeping a dispute's words for longer than its schedule says, and letting them go."""

from datetime import datetime

from dispute_core.domain.acts.given import Given
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    LegalHoldPut,
    LegalHoldReleased,
    NarrativeErased,
)
from dispute_core.domain.dispute_events.retention import HoldGround
from dispute_core.domain.refusals.retention import (
    HoldNotFound,
    HoldReleased,
    NotDue,
    NothingLeft,
    NotYourHold,
)
from dispute_core.domain.retention import Retained, holds
from dispute_core.domain.values import By


def put_hold(
    dispute: Dispute, given: Given, *, ground: HoldGround, reason: str
) -> None:
    """Have the record kept, whatever its schedule says; several may stand at a time."""
    if dispute.beside.erasures and dispute.settled:
        raise NothingLeft
    dispute.trigger_event(
        LegalHoldPut, timestamp=given.now, by=given.by, ground=ground, reason=reason
    )


def release_hold(
    dispute: Dispute, given: Given, *, version: int | None, reason: str
) -> None:
    """Say that a hold is needed no longer, which is for those to say who put it."""
    if version not in {one.originator_version for one in dispute.beside.holds}:
        raise HoldNotFound
    standing = {one.originator_version: one for one in holds(dispute)}
    put = standing.get(version)
    if put is None:
        raise HoldReleased
    if (put.by.agency, put.by.side == "board") != (
        given.by.agency,
        given.by.side == "board",
    ):
        raise NotYourHold
    dispute.trigger_event(
        LegalHoldReleased,
        timestamp=given.now,
        by=given.by,
        hold=put.originator_version,
        reason=reason,
    )


def erase_narrative(
    dispute: Dispute,
    kept: Retained,
    *,
    decided_by: str,
    checked_by: str,
    schedule_version: int,
    key: str | None,
    now: datetime,
) -> None:
    """Put on record that the words are erased, on whose word and by which rules."""
    due_on, settled_on = kept.due_on, kept.settled_on
    if kept.why_not is not None or due_on is None or settled_on is None:
        raise NotDue
    dispute.trigger_event(
        NarrativeErased,
        timestamp=now,
        by=By(agency=decided_by),
        checked_by=checked_by,
        settled_on=settled_on,
        due_on=due_on,
        rules=kept.rules,
        schedule_version=schedule_version,
        key=key,
    )
