"""A board's procedure as data: stages, limits and moves, each with its clause.

Built from released content in the log, so that a dispute is always judged by the
very text under which it was raised. A silence of the document stays a silence.
"""

from dispute_core.domain.policy.document import Policy
from dispute_core.domain.policy.entry import Category, LaterStart
from dispute_core.domain.policy.sources import Reading, Silence
from dispute_core.domain.policy.stages import Actor, CheckBackRule, Move, Stage
from dispute_core.domain.policy.times import Limit, Span

__all__ = [
    "Actor",
    "Category",
    "CheckBackRule",
    "LaterStart",
    "Limit",
    "Move",
    "Policy",
    "Reading",
    "Silence",
    "Span",
    "Stage",
]
