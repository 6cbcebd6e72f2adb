"""Disputes that have been open for longer than the board wants to hear of (001-8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from dispute_core.domain.working_time import local_date
from dispute_core.statistics.facts import DisputeFacts


@dataclass(frozen=True, kw_only=True)
class Protracted:
    """Which disputes passed the threshold by a date; in all, and still open on it."""

    after_days: int
    disputes: tuple[UUID, ...]
    still_open: tuple[UUID, ...]


def protracted(
    disputes: Iterable[DisputeFacts], after_days: int, on: date
) -> Protracted:
    """What was open for longer than so many calendar days, up to a date."""
    passed, still = [], []
    for one in disputes:
        ended = local_date(one.ended_at) if one.ended_at else on
        lasted = min(ended, on) - local_date(one.raised_at)
        if lasted > timedelta(days=after_days):
            passed.append(one.id)
            if one.status == "open":
                still.append(one.id)
    return Protracted(
        after_days=after_days, disputes=tuple(passed), still_open=tuple(still)
    )
