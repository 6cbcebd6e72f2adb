"""A board's procedure as data: stages, limits and moves, each with its clause.

Built from released content in the log, so that a dispute is always judged by the
very text under which it was raised. A silence of the document stays a silence.
"""

from dispute_core.domain.policy.document import Policy
from dispute_core.domain.policy.entry import (
    Category,
    LaterStart,
    MeetingRight,
    Precondition,
    Question,
)
from dispute_core.domain.policy.people import (
    Actor,
    Equivalents,
    OneWayChallenge,
    Proxy,
)
from dispute_core.domain.policy.sources import Layer, Override, Reading, Silence
from dispute_core.domain.policy.stages import CheckBackRule, Move, Stage
from dispute_core.domain.policy.tasks import Task
from dispute_core.domain.policy.times import Limit, Span

__all__ = [
    "Actor",
    "Category",
    "CheckBackRule",
    "Equivalents",
    "LaterStart",
    "Layer",
    "Limit",
    "MeetingRight",
    "Move",
    "OneWayChallenge",
    "Override",
    "Policy",
    "Precondition",
    "Proxy",
    "Question",
    "Reading",
    "Silence",
    "Span",
    "Stage",
    "Task",
]
