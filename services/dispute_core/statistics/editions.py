"""The published edition of a reporting year: what everyone but the board office reads.

One edition for each year, published once by the board and never changed; no other
period, no filter and no table that crosses two questions exists. See ADR 0014.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from dispute_core.domain.concerns import ConcernDecision
from dispute_core.statistics.concerns import UNDECIDED, ConcernFacts
from dispute_core.statistics.facts import COURSES, DisputeFacts
from dispute_core.statistics.periods import Period, reporting_year
from dispute_core.statistics.suppression import SMALL, told, told_beside

ELSEWHERE = "not_in_the_lists_now"
"""Agencies and categories that directory and policies no longer name, together."""

YES_NO = ("yes", "no")


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The agencies and the categories that a partnership's tables have as cells."""

    agencies: frozenset[str]
    categories: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A year as it is published; a count that is None is hidden.

    `opened` is None where fewer than five disputes were raised: then there are no
    tables at all.
    """

    year: int
    opened: int | None
    tables: Mapping[str, Mapping[str, int | None]]

    @property
    def period(self) -> Period:
        return reporting_year(self.year)

    def lowest_share(self) -> tuple[int, int] | None:
        """How many were settled at the lowest stage, of how many settled; if told."""
        course = self.tables.get("course", {})
        lowest = course.get("settled_at_the_lowest_stage")
        further = course.get("settled_at_a_further_stage")
        if lowest is None or further is None:
            return None
        return lowest, lowest + further


def edition(
    year: int,
    known: Iterable[DisputeFacts],
    lists: Lists,
    concerns: Iterable[ConcernFacts] = (),
) -> Edition:
    """Make a year's edition of the facts as they stand when it is published."""
    period = reporting_year(year)
    cohort = [one for one in known if period.holds(one.raised_at)]
    if len(cohort) < SMALL:
        return Edition(year=year, opened=None, tables={})
    tables = {
        "raised_by": _count(
            cohort,
            lambda one: _listed(one.raised_by, lists.agencies),
            _cells(lists.agencies),
        ),
        "category": _count(
            cohort,
            lambda one: _listed(one.category, lists.categories),
            _cells(lists.categories),
        ),
        "course": _count(cohort, lambda one: one.course, COURSES),
        "immediate_risk": _count(
            cohort, lambda one: _yes_no(one.immediate_risk), YES_NO
        ),
        "limit_missed": _count(cohort, lambda one: _yes_no(_missed(one)), YES_NO),
    }
    shown = {name: told(cells) for name, cells in tables.items()}
    between = [one for one in cohort if _responders(one, lists)]
    responded = _responded(between, lists)
    beside = told_beside(tables["raised_by"], responded, len(between))
    if beside is not None:
        shown["responding"] = beside
    shown |= _of_concerns([one for one in concerns if period.holds(one.raised_at)])
    return Edition(year=year, opened=len(cohort), tables=shown)


def _count(
    cohort: Iterable[DisputeFacts],
    cell_of: Callable[[DisputeFacts], str],
    cells: Iterable[str],
) -> Mapping[str, int]:
    counted = dict.fromkeys(cells, 0)
    for one in cohort:
        counted[cell_of(one)] += 1
    return counted


def _responders(one: DisputeFacts, lists: Lists) -> set[str]:
    """Those on the other side; nobody, in a dispute inside one agency."""
    others = {code for code in one.responding if code != one.raised_by}
    return {_listed(code, lists.agencies) for code in others}


def _responded(cohort: Iterable[DisputeFacts], lists: Lists) -> Mapping[str, int]:
    """In how many disputes each agency responded; several may in one."""
    counted = dict.fromkeys(_cells(lists.agencies), 0)
    for one in cohort:
        for cell in _responders(one, lists):
            counted[cell] += 1
    return counted


def _of_concerns(
    concerns: Sequence[ConcernFacts],
) -> Mapping[str, Mapping[str, int | None]]:
    """How many concerns were raised and how they were decided (002-34), if not few."""
    if len(concerns) < SMALL:
        return {"concerns": {"raised": None}}
    decided = dict.fromkeys((*get_args(ConcernDecision), UNDECIDED), 0)
    for one in concerns:
        decided[one.decision or UNDECIDED] += 1
    return {"concerns": {"raised": len(concerns)}, "concerns_decided": told(decided)}


def _cells(listed: Iterable[str]) -> tuple[str, ...]:
    return (*sorted(listed), ELSEWHERE)


def _listed(code: str, listed: frozenset[str]) -> str:
    return code if code in listed else ELSEWHERE


def _yes_no(truth: bool) -> str:
    return "yes" if truth else "no"


def _missed(one: DisputeFacts) -> bool:
    """Whether a binding limit was missed; one that was only entered late was not."""
    return any(limit.reported and limit.missed for limit in one.limits)
