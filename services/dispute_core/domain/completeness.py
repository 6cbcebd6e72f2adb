"""Whether the Record can be sent: what the board must find in it (000-11, 001-6).

It gates the sending alone: no escalation, and nobody's duty to act, waits for it.
"""

from dataclasses import dataclass
from typing import Literal

from dispute_core.domain.dispute import Dispute

MissingPart = Literal[
    "disputed",
    "effect_on_person",
    "outcome_wanted",
    "raising_view",
    "responding_view",
    "discussion",
    "discussion_in_words",
    "escalation_reason",
    "risk_action",
]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Something that the Record lacks, and who fills it in and how."""

    code: MissingPart
    text: str


SENTENCES: dict[MissingPart, str] = {
    "disputed": "What is disputed.",
    "effect_on_person": "What the disagreement means for the person.",
    "outcome_wanted": "What outcome is wanted.",
    "raising_view": "What the raising side thinks, and why (correct the raising).",
    "responding_view": (
        "What the responding side thinks; or a talk without a response, which shows "
        "that it was asked."
    ),
    "discussion": "A discussion between the sides, or an attempt at one.",
    "discussion_in_words": "What was said in the talks, or why they ended as they did.",
    "escalation_reason": "Why the disagreement went on to the stage reached.",
    "risk_action": "What was done about the immediate risk.",
}

IN_THE_RAISING: dict[MissingPart, str] = {
    "disputed": "disputed",
    "effect_on_person": "effect_on_person",
    "outcome_wanted": "outcome_wanted",
    "raising_view": "raiser_view",
}


def missing_of(dispute: Dispute) -> tuple[Missing, ...]:
    """What the Record lacks; what has been erased is missing like a blank."""
    lacking = [*_of_the_difference(dispute), *_of_the_talks(dispute)]
    return tuple(Missing(code=code, text=SENTENCES[code]) for code in lacking)


def _of_the_difference(dispute: Dispute) -> list[MissingPart]:
    lacking: list[MissingPart] = [
        part for part, field in IN_THE_RAISING.items() if not _told(dispute, field)
    ]
    danger = dispute.immediate_risk
    if danger.present and not danger.action_taken:
        lacking.append("risk_action")
    return lacking


def _told(dispute: Dispute, field: str) -> str | None:
    """What stands in a field of the raising, as last corrected."""
    correction = dispute.corrected(1, field)
    if correction is not None:
        return correction.text
    found: str | None = getattr(dispute.raised.difference, field)
    return found


def _of_the_talks(dispute: Dispute) -> list[MissingPart]:
    lacking: list[MissingPart] = []
    talks = dispute.discussions
    asked = any(talk.outcome == "no_response" for talk in talks)
    if not asked and not any(one.view for one in dispute.responses):
        lacking.append("responding_view")
    if not talks:
        lacking.append("discussion")
    elif not any(talk.summary or talk.reasons for talk in talks):
        lacking.append("discussion_in_words")
    move = dispute.stages[-1].move
    by_people = move is not None and move.made != "automatic"
    if by_people and move is not None and not move.reason:
        lacking.append("escalation_reason")
    return lacking
