"""A board's procedure as data: stages, limits and moves, each with its clause.

Built from released content in the log, so that a dispute is always judged by the
very text under which it was raised. A silence of the document stays a silence.
"""

from dispute_core.domain.policy.beside import OutsideRoute, PreventionStep
from dispute_core.domain.policy.document import Policy, name_and_version
from dispute_core.domain.policy.entry import (
    Category,
    LaterStart,
    MeetingRight,
    Precondition,
    Question,
)
from dispute_core.domain.policy.learning import AgenciesNamed, Lesson, StageLink
from dispute_core.domain.policy.meetings import MeetingRule, MustConsider
from dispute_core.domain.policy.moves import Move, Notice
from dispute_core.domain.policy.people import (
    Actor,
    Equivalents,
    OneWayChallenge,
    Proxy,
)
from dispute_core.domain.policy.powers import Body, Closing
from dispute_core.domain.policy.sources import Layer, Override, Reading, Silence
from dispute_core.domain.policy.stages import CheckBackRule, Stage
from dispute_core.domain.policy.tasks import Task
from dispute_core.domain.policy.times import (
    Instead,
    Limit,
    Priority,
    PromptRule,
    Span,
)

__all__ = [
    "Actor",
    "AgenciesNamed",
    "Body",
    "Category",
    "CheckBackRule",
    "Closing",
    "Equivalents",
    "Instead",
    "LaterStart",
    "Layer",
    "Lesson",
    "Limit",
    "MeetingRight",
    "MeetingRule",
    "Move",
    "MustConsider",
    "Notice",
    "OneWayChallenge",
    "OutsideRoute",
    "Override",
    "Policy",
    "Precondition",
    "PreventionStep",
    "Priority",
    "PromptRule",
    "Proxy",
    "Question",
    "Reading",
    "Silence",
    "Span",
    "Stage",
    "StageLink",
    "Task",
    "name_and_version",
]
