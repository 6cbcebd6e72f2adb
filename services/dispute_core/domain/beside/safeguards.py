"""What is called for to keep the person safe, and what was answered (003-6)."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute
    from dispute_core.domain.dispute_events import RecordAdded, SafeguardAnswered

SafeguardCall = Literal[
    "allocation",
    "strategy_meeting",
    "core_group",
    "child_protection_conference",
    "review_conference",
    "other",
]
SafeguardReply = Literal["given", "refused", "in_part"]

SAID_CALLS: dict[SafeguardCall, str] = {
    "allocation": "that the case be allocated",
    "strategy_meeting": "a strategy meeting or discussion",
    "core_group": "a core group meeting",
    "child_protection_conference": "a child protection conference",
    "review_conference": "a review conference",
    "other": "a safeguard",
}


def safeguards(dispute: "Dispute") -> "list[RecordAdded]":
    """The safeguards that were called for, the first one first."""
    return [one for one in dispute.records if one.kind == "requested_safeguard"]


def answers_to(dispute: "Dispute", version: int) -> "list[SafeguardAnswered]":
    """Every answer to the safeguard that an event called for; the last one counts."""
    return [
        one for one in dispute.beside.safeguard_answers if one.event_version == version
    ]


def unanswered(dispute: "Dispute") -> "list[RecordAdded]":
    return [
        one
        for one in safeguards(dispute)
        if not answers_to(dispute, one.originator_version)
    ]
