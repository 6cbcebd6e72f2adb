"""Any life of a dispute, by a seed: what people may think of doing next.

Most of what is chosen is allowed, so that lives get far; what is not is refused.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, get_args

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import (
    CheckBackKind,
    DiscussionOutcome,
    LimitKind,
    ResolutionOutcome,
    Trigger,
)
from tests.support.builders import Raising, Step, a_dispute, an_action
from tests.support.duties import fulfils, waives
from tests.support.steps import (
    changes_parties,
    checks_back,
    corrects,
    discusses,
    escalates,
    reopens,
    resolves,
    responds,
    sets_limit,
    withdraws,
)
from tests.support.world import ALL_POLICIES, WALES, WORCESTERSHIRE

HOUR = timedelta(hours=1)
_POLICIES = (*ALL_POLICIES, *[WORCESTERSHIRE] * 2, *[WALES] * 5)

Choice = Callable[["Chance", Dispute], Step]


class Chance:
    """A random source, and what the time is."""

    def __init__(self, seed: int, now: Callable[[], datetime], pace: float = 1) -> None:
        self.random = Random(seed)  # noqa: S311 - chance, not secrecy
        self.now = now
        self.pace = pace
        """How much sooner limits come that people set; a real worker waits for them."""

    def among(self, *these: Any) -> Any:
        return self.random.choice(these)

    def who(self) -> str:
        return str(self.among("school", "school", "social-care"))

    def ago(self) -> datetime:
        """A little earlier: most things are entered when they happen."""
        hours: int = self.among(0, 0, 0, 0, 1, 30)
        return self.now() - hours * HOUR

    def ahead(self) -> datetime:
        hours: int = self.among(1, 5, 30, 100)
        return self.now() + hours * HOUR * self.pace

    def begins(self) -> Raising:
        """A dispute, perhaps entered long after it was raised on paper."""
        policy = self.among(*_POLICIES)
        risk_set = self.ahead() if policy == WALES and self.among(True, False) else None
        days = self.among(0, 0, 1, 2, 9)
        at = self.now() - timedelta(days=days)
        return a_dispute(policy, at=at, risk_set=risk_set)

    def goes_on(self, dispute: Dispute) -> Step:
        """What somebody thinks of next, by where the dispute stands."""
        choices = _ONCE_SETTLED if dispute.settled else _WHILE_OPEN
        choice: Choice = self.among(*choices)
        return choice(self, dispute)


def _discusses(chance: Chance, _: Dispute) -> Step:
    outcome = chance.among("no_response", *get_args(DiscussionOutcome))
    return discusses(chance.who(), outcome, at=chance.ago())


def _responds(_: Chance, __: Dispute) -> Step:
    return responds("social-care")


def _escalates(chance: Chance, dispute: Dispute) -> Step:
    trigger: Trigger = "policy_issue" if dispute.settled else "not_agreed"
    return escalates(chance.who(), trigger, at=chance.ago())


def _sets_limit(chance: Chance, dispute: Dispute) -> Step:
    owed = [one.set.duty for one in dispute.open_deadlines() if one.set.due_at]
    offered = [(*place, one.due_at) for place, one in dispute.limits.items()]
    if offered and chance.among(True, False):  # the other side accepts what is offered
        kind, duty, due_at = chance.among(*offered)
        return sets_limit(
            chance.among("school", "social-care"), duty, due_at, kind=kind
        )
    duty = chance.among(*(owed or ["stage-1.discuss"]))
    kind = chance.among("risk_set", *get_args(LimitKind))
    return sets_limit(chance.who(), duty, chance.ahead(), kind=kind)


def _resolves(chance: Chance, _: Dispute) -> Step:
    outcome = chance.among("agreed", "agreed", *get_args(ResolutionOutcome))
    who = "board" if outcome == "ended_unresolved" else chance.who()
    days = chance.among(None, 0, 1, 4)
    due_on = None if days is None else (chance.now() + timedelta(days=days)).date()
    actions = () if outcome == "ended_unresolved" else (an_action(due_on=due_on),)
    return resolves(who, outcome, actions=actions)


def _confirms(chance: Chance, dispute: Dispute) -> Step:
    """In writing, and now and then with a date for a review (002-21)."""
    owed = [
        one.due
        for one in dispute.duties
        if one.outstanding and one.due.kind == "confirmation"
    ]
    if not owed:
        return _checks_back(chance, dispute)
    due = chance.among(*owed)
    days = chance.among(None, 0, 2, 5)
    day = None if days is None else (chance.now() + timedelta(days=days)).date()
    return fulfils(due.agency or chance.who(), due.id, review_on=day)


def _waives(chance: Chance, dispute: Dispute) -> Step:
    """A duty or an agreed action that is owed still."""
    owed = [one.due.id for one in dispute.duties if one.outstanding]
    owed += [one.agreed.id for one in dispute.actions if one.outstanding]
    return waives(chance.who(), chance.among(*(owed or ["nothing"])))


def _withdraws(_: Chance, __: Dispute) -> Step:
    return withdraws("school")


def _changes_parties(chance: Chance, _: Dispute) -> Step:
    return changes_parties("school", chance.among("add", "remove"), "police")


def _corrects(chance: Chance, dispute: Dispute) -> Step:
    when = dispute.raised_at + chance.among(-30, -2, 2, 30) * HOUR
    return corrects("school", 1, "raised_at", when.isoformat())


def _checks_back(chance: Chance, dispute: Dispute) -> Step:
    kind = chance.among("completion", *get_args(CheckBackKind))
    names = [None, *(action.agreed.id for action in dispute.actions)]
    result = chance.among("confirmed", "confirmed", "partly")
    name = chance.among(*names) if kind == "completion" else None
    return checks_back(chance.who(), kind, result, action_id=name)


def _reopens(chance: Chance, _: Dispute) -> Step:
    return reopens(chance.who())


_WHILE_OPEN: tuple[Choice, ...] = (
    *[_discusses] * 5,
    *[_sets_limit] * 4,
    *[_escalates] * 2,
    *[_resolves] * 2,
    _withdraws,
    _responds,
    _changes_parties,
    *[_corrects] * 2,
)
_ONCE_SETTLED: tuple[Choice, ...] = (
    *[_checks_back] * 3,
    *[_confirms] * 2,
    *[_reopens] * 2,
    _waives,
    _escalates,
)
