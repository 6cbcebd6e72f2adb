"""The words of a policy file for starts, ends, outcomes and units of time."""

from typing import Literal

from dispute_core.domain.vocabulary import (
    Anchor,
    LimitKind,
    OutcomeReached,
    Settling,
    Unit,
)

StartWord = Literal[
    "the day it was raised",
    "the start of this stage",
    "the end of the previous stage",
    "the end of this stage",
    "the day the concern was identified",
    "the day the disagreement arose",
    "the day the decision was received",
    "the end of the conference",
    "the acknowledgement",
    "the first discussion",
    "the meeting",
    "the agreement",
    "the response",
]
STARTS: dict[StartWord, Anchor] = {
    "the day it was raised": "raised",
    "the start of this stage": "stage_started",
    "the end of the previous stage": "previous_stage_completed",
    "the end of this stage": "stage_completed",
    "the day the concern was identified": "concern_identified",
    "the day the disagreement arose": "disagreement_arose",
    "the day the decision was received": "decision_received",
    "the end of the conference": "conference_ended",
    "the acknowledgement": "acknowledged",
    "the first discussion": "first_discussion",
    "the meeting": "meeting_held",
    "the agreement": "agreement_reached",
    "the response": "response_received",
}

SetterWord = Literal["by agreement", "by level of risk"]
SETTERS: dict[SetterWord, LimitKind] = {
    "by agreement": "agreed",
    "by level of risk": "risk_set",
}

SettlingWord = Literal[
    "a discussion",
    "a resolution",
    "leaving the stage",
    "a meeting",
    "a response",
    "a letter on record",
]
SETTLINGS: dict[SettlingWord, Settling] = {
    "a discussion": "discussion",
    "a resolution": "resolution",
    "leaving the stage": "leaving_stage",
    "a meeting": "meeting",
    "a response": "response",
    "a letter on record": "correspondence",
}

OutcomeWord = Literal["agreed", "partly agreed", "decided", "not agreed", "no response"]
OUTCOMES: dict[OutcomeWord, OutcomeReached] = {
    "agreed": "agreed",
    "partly agreed": "partly_agreed",
    "decided": "decided",
    "not agreed": "not_agreed",
    "no response": "no_response",
}

UNITS: dict[str, Unit] = {
    "working day": "working_days",
    "calendar day": "calendar_days",
    "hour": "hours",
    "working hour": "working_hours",
    "working week": "working_weeks",
    "month": "months",
}
