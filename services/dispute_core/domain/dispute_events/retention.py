"""Holding a record against erasure, letting it go, and erasing its words."""

from datetime import date
from typing import TYPE_CHECKING, Literal

from dispute_core.domain.directory.retention import RuleApplied
from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.values import By
from dispute_core.domain.vocabulary import Sealed

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute

HoldGround = Literal[
    "inquiry", "court", "practice_review", "complaint", "access_request", "other"
]
"""Why a record must be kept although its time is over; the reason says it in words."""


class LegalHoldPut(Event):
    """Somebody must have the record kept: nothing of it is erased until it is freed."""

    TOPIC = "dispute.legal_hold_put"
    by: By
    ground: HoldGround
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.holds.append(self)


class LegalHoldReleased(Event):
    """The record need no longer be kept for the sake of this hold."""

    TOPIC = "dispute.legal_hold_released"
    by: By
    hold: int
    """The version that put it."""
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.holds_released.append(self)


class NarrativeErased(Event):
    """What people wrote up to here is erased; dates, stages and agencies stay.

    Two offices stand behind it. `key` is the data key that is destroyed, None where
    none was left, as after a backup was restored without it.
    """

    TOPIC = "dispute.narrative_erased"
    by: By
    checked_by: str
    settled_on: date
    due_on: date
    rules: tuple[RuleApplied, ...]
    schedule_version: int
    """Of the directory that says the schedule."""
    key: str | None

    def change(self, dispute: "Dispute") -> None:
        dispute.beside.erasures.append(self)
