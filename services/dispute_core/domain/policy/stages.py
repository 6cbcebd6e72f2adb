"""The rungs of a procedure and the ways between them."""

from dataclasses import dataclass

from dispute_core.domain.policy.learning import StageLink
from dispute_core.domain.policy.meetings import MeetingRule
from dispute_core.domain.policy.moves import Move
from dispute_core.domain.policy.people import Actor
from dispute_core.domain.policy.powers import Body, Closing
from dispute_core.domain.policy.tasks import Task
from dispute_core.domain.policy.times import Limit
from dispute_core.domain.vocabulary import (
    CheckBackKind,
    Consequence,
    Force,
    Formality,
    Holder,
    Side,
)


@dataclass(frozen=True, kw_only=True)
class CheckBackRule:
    """A check-back that the document asks for when a stage ends in agreement."""

    kind: CheckBackKind
    text: str
    holder: Holder
    clause: str
    force: Force
    if_not_confirmed: tuple[Consequence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One rung of the procedure, under the document's own label.

    `decided_by` names the body whose decision ends the dispute here, if the document
    gives one that power; or else, as a reading does, `decider_reading` is what it is
    about. `ends_unresolved` is true where the stage is the last and
    the document shows no other way out; `board_sees` from the stage at which the
    board is told of the case itself. `number` is that of the stage it is part of where
    it has none of its own, and 0 where there is neither. `taken_from` is the policy
    of which it is a stage, where this one takes it over.
    """

    id: str
    label: str
    number: int
    clause: str
    actors: tuple[Actor, ...]
    limits: tuple[Limit, ...]
    moves: tuple[Move, ...]
    check_backs: tuple[CheckBackRule, ...] = ()
    decided_by: frozenset[Side] = frozenset()
    decider: str | None = None
    decider_reading: str | None = None
    ends_unresolved: bool = False
    board_sees: bool = False
    help: str = ""
    formality: Formality | None = None
    part_of: str | None = None
    repeatable: bool = False
    bodies: tuple[Body, ...] = ()
    closing: Closing | None = None
    tasks: tuple[Task, ...] = ()
    links: tuple[StageLink, ...] = ()
    taken_from: str | None = None
    meeting: MeetingRule | None = None
