"""What would have differed: the deadlines of a dispute as they were and would be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import zip_longest

from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.saying import said


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A deadline as it was, and as it would be; None where there is no such one."""

    duty: str
    then: Deadline | None
    now: Deadline | None

    @property
    def differs(self) -> bool:
        if self.then is None or self.now is None:
            return True
        then = (self.then.set.due_at, self.then.status)
        return then != (self.now.set.due_at, self.now.status)

    @property
    def avoided(self) -> bool:
        """Whether a breach would not have been."""
        return _breached(self.then) and not _breached(self.now)

    @property
    def added(self) -> bool:
        """Whether a breach would have been that was none."""
        return _breached(self.now) and not _breached(self.then)

    @property
    def why(self) -> str:
        """The difference in one sentence."""
        if self.then is None:
            return f"This version asks for it; {_stands(self.now)}."
        if self.now is None:
            return f"This version does not ask for it; {_stood(self.then)}."
        parts = []
        then, now = self.then.set.due_at, self.now.set.due_at
        if then != now:
            parts.append(f"due {_due(now)} instead of {_due(then)}")
        if self.then.status != self.now.status:
            parts.append(f"{self.now.status} instead of {self.then.status}")
        sentence = ", and ".join(parts)
        return f"{sentence[:1].upper()}{sentence[1:]}."


@dataclass(kw_only=True)
class Totals:
    """Counts over all disputes that were rehearsed."""

    disputes: int = 0
    differing: int = 0
    stopped: int = 0
    deadlines_then: int = 0
    deadlines_now: int = 0
    deadlines_differing: int = 0
    breaches_then: int = 0
    breaches_now: int = 0
    breaches_avoided: int = 0
    breaches_added: int = 0

    def count(self, pairs: Sequence[Pair]) -> None:
        """Take a dispute into account that was told to its end."""
        self.differing += any(pair.differs for pair in pairs)
        for pair in pairs:
            self.deadlines_then += pair.then is not None
            self.deadlines_now += pair.now is not None
            self.deadlines_differing += pair.differs
            self.breaches_then += _breached(pair.then)
            self.breaches_now += _breached(pair.now)
            self.breaches_avoided += pair.avoided
            self.breaches_added += pair.added

    def as_counts(self) -> dict[str, int]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def compare(then: Dispute, now: Dispute) -> list[Pair]:
    """Every duty of either, the first deadline for it beside the first, and so on."""
    before, after = _by_duty(then.deadlines), _by_duty(now.deadlines)
    return [
        Pair(duty=duty, then=old, now=new)
        for duty in dict.fromkeys((*before, *after))
        for old, new in zip_longest(before.get(duty, ()), after.get(duty, ()))
    ]


def _by_duty(deadlines: Iterable[Deadline]) -> dict[str, list[Deadline]]:
    """Those that stand; one that was set anew is told by the last of its line."""
    standing: dict[str, list[Deadline]] = defaultdict(list)
    replaced = {id(d.corrects) for d in deadlines if d.corrects is not None}
    for deadline in deadlines:
        if deadline.status != "superseded" and id(deadline) not in replaced:
            standing[deadline.set.duty].append(deadline)
    return standing


def _breached(deadline: Deadline | None) -> bool:
    return deadline is not None and deadline.status == "breached"


def _due(at: datetime | None) -> str:
    return f"by {said(at)}" if at else "at no set time"


def _stands(deadline: Deadline | None) -> str:
    if deadline is None:
        return "it would not have stood"
    return f"it would be due {_due(deadline.set.due_at)} and be {deadline.status}"


def _stood(deadline: Deadline) -> str:
    return f"it was due {_due(deadline.set.due_at)} and is {deadline.status}"
