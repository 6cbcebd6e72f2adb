"""The one decision: may somebody who stands so do this, and what do they see of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, NoReturn, get_args

from dispute_core.application.authorization.fields import NOTHING, Fields
from dispute_core.application.authorization.relations import (
    REACH,
    Kind,
    Object,
    Relation,
    kind_of,
)
from dispute_core.application.authorization.rules import Deny, Rule
from dispute_core.application.authorization.table import RULES
from dispute_core.application.caller import Caller
from dispute_core.domain.errors import DisputeError, DisputeNotFound, NotAllowed
from dispute_core.domain.refusals.around import ConcernNotFound
from dispute_core.domain.refusals.boards import CalendarFeedNotFound
from dispute_core.domain.refusals.directories import PartnershipNotFound


class Decision(NamedTuple):
    """Allowed with some fields, or denied; `says` is for those who are forbidden it."""

    deny: Deny | None
    fields: Fields
    says: str


NOT_FOUND: Mapping[Object, Callable[[], DisputeError]] = {
    "dispute": DisputeNotFound,
    "concern": ConcernNotFound,
    "partnership": PartnershipNotFound,
    "feed": CalendarFeedNotFound,
}
"""How what is hidden is answered: as what does not exist."""


def _of(rule: Rule, relation: Relation) -> Decision:
    cell = rule.cell(relation)
    if isinstance(cell, Deny):
        return Decision(cell, NOTHING, rule.says)
    return Decision(None, cell, rule.says)


RULE_OF: Mapping[str, Rule] = {
    operation: rule for rule in RULES for operation in rule.operations
}
_DECISIONS: Mapping[tuple[str, Relation], Decision] = {
    (operation, relation): _of(rule, relation)
    for operation, rule in RULE_OF.items()
    for relation in rule.relations()
}


def decide(operation: str, relations: Iterable[Relation]) -> Decision:
    """What the table says of an operation for somebody who stands so.

    Who stands in several ways may do what any of them allows. For an operation that
    the table does not have it raises `LookupError`: nobody may do it.
    """
    best: Decision | None = None
    for relation in relations:
        found = _DECISIONS[operation, relation]
        if found.deny is None:
            return found
        if best is None or found.deny is Deny.FORBIDDEN:
            best = found
    if best is None:
        raise LookupError(operation)
    return best


def expect(
    operation: str,
    relations: Iterable[Relation],
    forbidden: DisputeError | None = None,
) -> Fields:
    """What is shown to somebody who may; raises what the others are answered."""
    decision = decide(operation, relations)
    if decision.deny is not None:
        refuse(operation, decision, forbidden)
    return decision.fields


def refuse(
    operation: str, decision: Decision, forbidden: DisputeError | None = None
) -> NoReturn:
    """Answer a denial: hidden as absent, forbidden in words of its own if there are."""
    if decision.deny is Deny.HIDDEN:
        absent = NOT_FOUND[RULE_OF[operation].on]
        raise absent()
    raise forbidden or NotAllowed(decision.says)


def _whatever(operation: str, rule: Rule, kind: Kind) -> Decision | None:
    """The denial that a kind of caller meets whatever they ask about, if there is."""
    found = {decide(operation, (one,)) for one in REACH[rule.on][kind]}
    first = next(iter(found))
    return first if len(found) == 1 and first.deny is not None else None


_AT_THE_DOOR: Mapping[tuple[str, Kind], Decision | None] = {
    (operation, kind): _whatever(operation, rule, kind)
    for operation, rule in RULE_OF.items()
    for kind in get_args(Kind)
}


def enter(caller: Caller) -> None:
    """Refuse whoever may not, whatever they ask about, before anything is read."""
    denied = _AT_THE_DOOR[caller.operation, kind_of(caller)]
    if denied is not None:
        refuse(caller.operation, denied)
