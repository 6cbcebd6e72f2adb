"""The plain words of a policy file, and the terms of the domain that they stand for."""

from typing import Literal

from dispute_core.domain.vocabulary import (
    Anchor,
    Band,
    Holder,
    LimitKind,
    Nation,
    Scope,
    Settling,
    Side,
    SubjectKind,
    Trigger,
    Unit,
)

NationWord = Literal["England", "Wales", "Scotland", "Northern Ireland"]
NATIONS: dict[NationWord, Nation] = {
    "England": "ENG",
    "Wales": "WLS",
    "Scotland": "SCT",
    "Northern Ireland": "NIR",
}

PersonWord = Literal["child", "unborn child", "adult"]
PEOPLE: dict[PersonWord, SubjectKind] = {
    "child": "child",
    "unborn child": "unborn",
    "adult": "adult",
}

DisputeWord = Literal["between agencies", "within one agency"]
DISPUTES: dict[DisputeWord, Scope] = {
    "between agencies": "inter_agency",
    "within one agency": "single_agency",
}

HolderWord = Literal["raising side", "responding side", "both sides", "the board"]
HOLDERS: dict[HolderWord, Holder] = {
    "raising side": "raising",
    "responding side": "responding",
    "both sides": "both",
    "the board": "board",
}

DeciderWord = Literal["raising side", "responding side", "the board"]
DECIDERS: dict[DeciderWord, Side] = {
    "raising side": "raising",
    "responding side": "responding",
    "the board": "board",
}

LevelWord = Literal[
    "practitioner", "first-line manager", "senior manager", "director", "board"
]
LEVELS: dict[LevelWord, Band] = {
    "practitioner": "practitioner",
    "first-line manager": "first_line_manager",
    "senior manager": "senior_manager",
    "director": "director",
    "board": "board",
}

StartWord = Literal[
    "the day it was raised", "the start of this stage", "the end of the previous stage"
]
STARTS: dict[StartWord, Anchor] = {
    "the day it was raised": "raised",
    "the start of this stage": "stage_started",
    "the end of the previous stage": "previous_stage_completed",
}

SetterWord = Literal["by agreement", "by level of risk"]
SETTERS: dict[SetterWord, LimitKind] = {
    "by agreement": "agreed",
    "by level of risk": "risk_set",
}

SettlingWord = Literal["a discussion", "a resolution", "leaving the stage"]
SETTLINGS: dict[SettlingWord, Settling] = {
    "a discussion": "discussion",
    "a resolution": "resolution",
    "leaving the stage": "leaving_stage",
}

TriggerWord = Literal[
    "not agreed",
    "time passed",
    "no response",
    "unsatisfactory response",
    "policy issue",
    "immediate risk",
]
TRIGGERS: dict[TriggerWord, Trigger] = {
    "not agreed": "not_agreed",
    "time passed": "time_passed",
    "no response": "no_response",
    "unsatisfactory response": "unsatisfactory_response",
    "policy issue": "policy_issue",
    "immediate risk": "immediate_risk",
}

UNITS: dict[str, Unit] = {
    "working day": "working_days",
    "calendar day": "calendar_days",
    "hour": "hours",
}
