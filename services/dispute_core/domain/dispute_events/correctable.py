"""What a correction may touch, by the event that said it wrongly."""

from typing import Literal

FieldKind = Literal["instant", "code", "text"]

CORRECTABLE: dict[str, dict[str, FieldKind]] = {
    "dispute.raised": {
        "raised_at": "instant",
        "arose_at": "instant",
        "decision_received_at": "instant",
        "concern_identified_at": "instant",
        "conference_ended_at": "instant",
        "category": "code",
        "category_text": "text",
        "disputed": "text",
        "raiser_view": "text",
        "evidence": "text",
        "effect_on_person": "text",
        "outcome_wanted": "text",
    },
    "dispute.discussed": {
        "held_at": "instant",
        "summary": "text",
        "effect_on_person": "text",
        "reasons": "text",
    },
    "dispute.responded": {"view": "text", "evidence": "text", "proposal": "text"},
    "dispute.escalated": {
        "escalated_at": "instant",
        "reason": "text",
        "effect_on_person": "text",
    },
    "dispute.resolved": {"summary": "text"},
    "dispute.checked_back": {"evidence": "text", "note": "text"},
    "dispute.duty_fulfilled": {"reference": "text", "note": "text"},
    "dispute.duty_declined": {"reason": "text"},
    "dispute.duty_waived": {"reason": "text"},
    "dispute.duty_delegated": {"reason": "text"},
    "dispute.record_added": {
        "text": "text",
        "issue_raised": "text",
        "action_taken": "text",
        "outcome_for_person": "text",
    },
    "dispute.safeguard_answered": {"reason": "text"},
    "dispute.side_outcome_recorded": {
        "text": "text",
        "reference": "text",
        "review": "text",
    },
}
"""What a correction may touch, by the event's topic: never who acted, nor outcomes."""
