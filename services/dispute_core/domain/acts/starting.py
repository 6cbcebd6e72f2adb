"""At which stage a dispute starts: the first, or a later one that may be first."""

from dataclasses import dataclass

from dispute_core.domain.acts.entering import expect_reason_kept
from dispute_core.domain.errors import StartStageNotAllowed
from dispute_core.domain.policy import Policy, Stage


@dataclass(frozen=True, kw_only=True)
class LaterStartAsked:
    """The wish to start at a later stage, with its ground."""

    stage: str
    ground: str
    reason: str | None


def start_stage(
    asked: LaterStartAsked | None, policy: Policy, *, at_risk: bool
) -> Stage:
    """The stage at which a dispute starts; the preview of a policy asks the same."""
    first = policy.first_stage()
    if asked is None:
        return first
    stage = policy.stage(asked.stage, pointer="/start_stage/stage")
    if stage.id == first.id:
        return first
    leave = policy.later_start
    if leave is None:
        message = f"This document starts every dispute at {first.label}. "
        raise StartStageNotAllowed(message + policy.emergency, pointer="/start_stage")
    if asked.ground != leave.ground:
        message = (
            "The document lets a dispute start at a later stage on another ground: "
            f'"{leave.text}" ({leave.clause}). '
        )
        raise StartStageNotAllowed(
            message + policy.emergency, pointer="/start_stage/ground"
        )
    if leave.ground == "immediate_risk" and not at_risk:
        message = (
            "The document lets a dispute start at a later stage only where somebody is "
            "thought to be at immediate risk; here nobody is said to be. "
        )
        raise StartStageNotAllowed(message + policy.emergency, pointer="/start_stage")
    expect_reason_kept(leave, asked.reason)
    return stage
