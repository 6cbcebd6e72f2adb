"""Our figures beside the plain count of the same disputes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dispute_core.application.boards.statistics import WorkingDaysOf
from dispute_core.domain.working_time import calendar_for
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.figures import Figures, figures
from dispute_core.statistics.folding import facts_of
from dispute_core.statistics.periods import Period
from tests.statistics.made_years import AGENCIES

YEAR = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))
DIRECTORY = (*AGENCIES, "voluntary")


def folded(told: Sequence[Any]) -> DisputeFacts:
    dispute = None
    for event in told:
        dispute = event.mutate(dispute)
    assert dispute is not None
    return facts_of(dispute, told)


def counted(known: list[DisputeFacts], period: Period) -> Figures:
    return figures(known, period, DIRECTORY, WorkingDaysOf(calendar_for("ENG")))


def as_plain(ours: Figures, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Our figures under the names and in the forms of the plain count."""
    same = {name: getattr(ours, name) for name in plain if hasattr(ours, name)}
    same["pairs"] = {
        (pair.raising, pair.responding): (pair.in_period, pair.to_date)
        for pair in ours.pairs
    }
    same["answers"] = {
        one.duty: (
            one.times.in_time,
            one.times.late,
            one.times.missed,
            one.times.running,
            one.times.median_hours,
            one.times.median_working_days,
        )
        for one in ours.answers
    }
    checks, breaches = ours.check_backs, ours.breaches
    same |= {
        "missed": breaches.missed,
        "in_time_but_entered_late": breaches.in_time_but_entered_late,
        "missed_by_stage": breaches.by_stage,
        "missed_by_agency": breaches.by_agency,
        "done": checks.done,
        "failed": checks.failed,
        "agreed_dates": checks.agreed_dates,
        "agreed_dates_late": checks.agreed_dates_late,
        "resolution_hours": ours.resolution.median_hours,
    }
    return same
