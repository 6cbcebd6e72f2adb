"""What would follow from raising a dispute, before anybody raises one."""

from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.raising import (
    LaterStartAsked,
    RiskSet,
    first_deadlines,
    start_stage,
)
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.errors import SubjectNotCovered
from dispute_core.domain.policy import Policy, Stage
from dispute_core.domain.values import By
from dispute_core.domain.vocabulary import Nation, SubjectKind
from dispute_core.domain.working_time import Calendar

NATIONS: dict[str, str] = {
    "ENG": "England",
    "WLS": "Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
}


@dataclass(frozen=True, kw_only=True)
class PreviewAsked:
    """The circumstances to suppose; unlike a real `raised_at`, this may come yet."""

    raised_at: datetime
    subject_kind: SubjectKind | None = None
    immediate_risk: bool = False
    start: LaterStartAsked | None = None
    risk_set: RiskSet | None = None
    nation: Nation | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The deadlines that would start, and what else to know."""

    policy: Policy
    deadlines: tuple[DeadlineSet, ...]
    notes: tuple[str, ...]


def preview(policy: Policy, asked: PreviewAsked, calendar: Calendar) -> Preview:
    """What raising would start; refuses what raising would refuse."""
    kind = asked.subject_kind
    if kind is not None and kind not in policy.subject_kinds:
        message = "This document does not cover this kind of person. "
        raise SubjectNotCovered(message + policy.emergency, pointer="/subject_kind")
    stage = start_stage(asked.start, policy, at_risk=asked.immediate_risk)
    at = asked.raised_at
    given = Given(
        by=By(agency=policy.publisher, side="raising"),
        at=at,
        now=at,
        policy=policy,
        calendar=calendar,
    )
    return Preview(
        policy=policy,
        deadlines=first_deadlines(stage, given, asked.risk_set),
        notes=tuple(_notes(policy, stage, asked)),
    )


def _notes(policy: Policy, stage: Stage, asked: PreviewAsked) -> list[str]:
    notes = []
    if asked.immediate_risk:
        notes.append(policy.emergency)
        if policy.later_start is not None and asked.start is None:
            notes.append(
                "On immediate risk the document lets a dispute start at a later stage: "
                f"{policy.later_start.text} ({policy.later_start.clause})."
            )
    if policy.is_last(stage.id):
        notes.append("This is the last stage: the document gives no further step.")
    else:
        notes.append(
            "Each later stage starts its own limits when the dispute reaches it."
        )
    if asked.nation is not None and asked.nation != policy.nation:
        notes.append(
            f"Counted with the bank holidays of {NATIONS[asked.nation]}; a dispute "
            f"under this policy counts with those of {NATIONS[policy.nation]}."
        )
    return notes
