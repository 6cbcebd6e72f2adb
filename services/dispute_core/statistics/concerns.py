"""What is counted of cumulative concerns: when raised, and how decided (002-34)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.concerns import Concern, ConcernDecision
from dispute_core.statistics.periods import Period

UNDECIDED = "undecided"


@dataclass(frozen=True, kw_only=True)
class ConcernFacts:
    """One concern: when it was raised, and the newest decision on it."""

    raised_at: datetime
    decision: ConcernDecision | None


@dataclass(frozen=True, kw_only=True)
class ConcernCounts:
    """The concerns of a period, as they stand now."""

    raised: int
    decisions: Mapping[str, int]


def facts_of_concern(concern: Concern) -> ConcernFacts:
    newest = concern.decisions[-1].decision if concern.decisions else None
    return ConcernFacts(raised_at=concern.raised.timestamp, decision=newest)


def count_concerns(known: Iterable[ConcernFacts], period: Period) -> ConcernCounts:
    held = [one.decision for one in known if period.holds(one.raised_at)]
    decided = Counter(decision or UNDECIDED for decision in held)
    return ConcernCounts(raised=len(held), decisions=dict(sorted(decided.items())))
