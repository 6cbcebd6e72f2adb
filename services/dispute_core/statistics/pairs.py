"""Who challenged whom, and how often: what may be a cumulative concern (002-34)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dispute_core.statistics.facts import DisputeFacts


@dataclass(frozen=True, kw_only=True)
class Pair:
    """How often one agency challenged another: in the period, and ever until its end.

    Several disputes between the same two may be a cumulative concern (002-34).
    """

    raising: str
    responding: str
    in_period: int
    to_date: int


def pairs(
    cohort: Iterable[DisputeFacts], until: Iterable[DisputeFacts]
) -> tuple[Pair, ...]:
    now, ever = Counter(_pairs_of(cohort)), Counter(_pairs_of(until))
    return tuple(
        Pair(
            raising=raising,
            responding=responding,
            in_period=now[raising, responding],
            to_date=count,
        )
        for (raising, responding), count in sorted(ever.items())
    )


def _pairs_of(disputes: Iterable[DisputeFacts]) -> Iterable[tuple[str, str]]:
    return (
        (one.raised_by, responding) for one in disputes for responding in one.responding
    )
