"""The ways between stages: on what ground, by whom, and what comes before."""

from dataclasses import dataclass

from dispute_core.domain.policy.times import Span
from dispute_core.domain.vocabulary import MoveMade, Side, Trigger

PARTIES: frozenset[Side] = frozenset({"raising", "responding"})


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Word of an intention, to be given so long before the move."""

    text: str
    clause: str
    before: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Move:
    """A way from one stage to another.

    `skips` marks a move that may pass over stages (immediate risk); `from_settled`
    one that a board reads as open even after the case itself is settled. `after` names
    the duty whose passed time makes an automatic move; without it any duty does.
    `path` names one of several ways to the same stage.
    """

    to_stage: str
    triggers: frozenset[Trigger]
    clause: str
    skips: bool = False
    from_settled: bool = False
    made: MoveMade = "allowed"
    after: str | None = None
    open_to: frozenset[Side] = PARTIES
    who: str | None = None
    ground: str | None = None
    consult: str | None = None
    reason_needed: bool = False
    notice: Notice | None = None
    path: str | None = None
    path_text: str | None = None
