"""What a dispute leads to beside its own end: reviews, training, learning."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from dispute_core.domain.vocabulary import RouteKind, Visibility

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute
    from dispute_core.domain.dispute_events import (
        SideOutcomeCompleted,
        SideOutcomeRecorded,
    )

SideOutcomeKind = Literal[
    "plan_review",
    "internal_management_review",
    "policy_review",
    "compliance",
    "competence",
    "training",
    "learning_item",
    "referral_elsewhere",
    "resource_or_commissioning",
    "case_review_referral",
    "good_practice",
]

BY_REFERENCE: frozenset[SideOutcomeKind] = frozenset({"compliance", "competence"})

REFERENCE_ONLY = (
    "Compliance and competence are kept here by reference only; the detail belongs to "
    "the agency's own procedure."
)


@dataclass(frozen=True, kw_only=True)
class NewSideOutcome:
    """A side outcome as somebody records it.

    `agency` is the one that sees to it, `review` the case review that a learning item
    came from, `themes` codes that a person has chosen.
    """

    kind: SideOutcomeKind
    agency: str | None = None
    text: str | None = None
    reference: str | None = None
    review: str | None = None
    route: RouteKind | None = None
    themes: tuple[str, ...] = ()
    done_on: date | None = None
    visible_to: Visibility | None = None


def completed(dispute: "Dispute", version: int) -> "SideOutcomeCompleted | None":
    """The event with which a side outcome was done, if it was left open at first."""
    for one in dispute.beside.side_outcomes_completed:
        if one.event_version == version:
            return one
    return None


def is_done(dispute: "Dispute", outcome: "SideOutcomeRecorded") -> bool:
    known = completed(dispute, outcome.originator_version)
    return outcome.done_on is not None or known is not None
