"""The whole figures of a period: for the board office, which may know small numbers.

Everything is about the disputes that were raised in the period, as they stand now. A
number is a fact about the log and no judgement: many disputes may mean that people
dare to challenge each other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispute_core.statistics.facts import DisputeFacts, Limit
from dispute_core.statistics.pairs import Pair, pairs
from dispute_core.statistics.periods import Period
from dispute_core.statistics.timing import Span, Times, WorkingDays, times_of

Tally = Mapping[str, int]
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, kw_only=True)
class Breaches:
    """Limits that bind and were missed; those only entered late are counted apart."""

    missed: int
    in_time_but_entered_late: int
    by_stage: Tally
    by_agency: Tally
    """A limit that several agencies owed is counted once for each of them."""


@dataclass(frozen=True, kw_only=True)
class CheckBacks:
    """What was checked afterwards, and what still is to be."""

    done: Tally
    failed: Tally
    still_due: int
    agreed_dates: int
    agreed_dates_late: int


@dataclass(frozen=True, kw_only=True)
class AnswerTimes:
    """How long a duty of the procedure took, over all disputes that had it."""

    duty: str
    stage: str
    force: str
    times: Times


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the board office reads of a period."""

    opened: int
    raised_by: Tally
    responding: Tally
    pairs: tuple[Pair, ...]
    categories: Tally
    levels_of_need: Tally
    """As the raising sides said them; `not_recorded` where nobody did."""
    stages_reached: Tally
    settled_at: Tally
    settled: int
    settled_at_the_lowest_stage: int
    course: Tally
    outcomes: Tally
    withdrawals: Tally
    immediate_risk: int
    answers: tuple[AnswerTimes, ...]
    resolution: Times
    breaches: Breaches
    started_later: Tally
    passed_over: Tally
    limits_set: Tally
    check_backs: CheckBacks
    reopened: Tally
    records: Tally
    side_outcomes: Tally
    themes: Tally
    took_no_part: tuple[str, ...]
    raised_none: tuple[str, ...]


def figures(
    known: Iterable[DisputeFacts],
    period: Period,
    agencies: Collection[str],
    working_days: WorkingDays,
) -> Figures:
    """Count what is known of all disputes of a partnership."""
    until = [one for one in known if one.raised_at < period.ends_at]
    cohort = [one for one in until if period.holds(one.raised_at)]
    raised_by = tally(one.raised_by for one in cohort)
    settled = [one.settled_at_stage for one in cohort if one.settled_at_stage]
    return Figures(
        opened=len(cohort),
        raised_by=raised_by,
        responding=_responding(cohort),
        pairs=pairs(cohort, until),
        categories=tally(one.category for one in cohort),
        levels_of_need=tally(one.level_of_need or NOT_RECORDED for one in cohort),
        stages_reached=tally(one.highest.id for one in cohort),
        settled_at=tally(stage.id for stage in settled),
        settled=len(settled),
        settled_at_the_lowest_stage=sum(stage.number == 1 for stage in settled),
        course=tally(one.course for one in cohort),
        outcomes=tally(one.outcome for one in cohort if one.outcome),
        withdrawals=tally(one.withdrawn_on for one in cohort if one.withdrawn_on),
        immediate_risk=sum(one.immediate_risk for one in cohort),
        answers=_answers(cohort, working_days),
        resolution=_resolution(cohort, working_days),
        breaches=_breaches(cohort),
        started_later=_skips(cohort, "start"),
        passed_over=_skips(cohort, "later"),
        limits_set=tally(made.kind for one in cohort for made in one.extensions),
        check_backs=_check_backs(cohort),
        reopened=tally(ground for one in cohort for ground in one.reopened),
        records=tally(kind for one in cohort for kind in one.records),
        side_outcomes=tally(kind for one in cohort for kind in one.side_outcomes),
        themes=tally(theme for one in cohort for theme in one.themes),
        took_no_part=_absent(agencies, {*raised_by, *_responding(cohort)}),
        raised_none=_absent(agencies, raised_by),
    )


def _responding(cohort: Iterable[DisputeFacts]) -> Tally:
    return tally(agency for one in cohort for agency in one.responding)


def tally(codes: Iterable[str]) -> Tally:
    """How often each code comes, in the order of the codes."""
    return dict(sorted(Counter(codes).items()))


def _absent(directory: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(directory) - set(found)))


def _procedural(disputes: Iterable[DisputeFacts]) -> list[Limit]:
    """The limits of the procedure; dates that people agreed for actions stand apart."""
    return [limit for one in disputes for limit in one.limits if not limit.agreed_date]


def _answers(
    cohort: Sequence[DisputeFacts], working_days: WorkingDays
) -> tuple[AnswerTimes, ...]:
    by_duty: dict[tuple[str, str, str], list[Limit]] = {}
    for limit in _procedural(cohort):
        place = (limit.stage, limit.duty, limit.force)
        by_duty.setdefault(place, []).append(limit)
    return tuple(
        AnswerTimes(
            duty=duty,
            stage=stage,
            force=force,
            times=times_of(map(_span, limits), working_days),
        )
        for (stage, duty, force), limits in sorted(by_duty.items())
    )


def _span(limit: Limit) -> Span:
    return Span(
        began_at=limit.started_at, ended_at=limit.settled_at, against=limit.state
    )


def _resolution(cohort: Iterable[DisputeFacts], working_days: WorkingDays) -> Times:
    """From raising to settling, against the limits that a settlement ends."""
    return times_of((_whole(one) for one in cohort), working_days)


def _whole(one: DisputeFacts) -> Span:
    limits = [
        limit
        for limit in one.limits
        if limit.settled_by_resolution and not limit.agreed_date
    ]
    states = {limit.state for limit in limits}
    ended_at: datetime | None = one.ended_at if one.settled_at_stage else None
    worst = next(
        (
            state
            for state in ("missed", "late", "running", "in_time")
            if state in states
        ),
        None,
    )
    if ended_at is not None and worst == "missed":
        worst = "late"
    return Span(began_at=one.raised_at, ended_at=ended_at, against=worst)


def _breaches(cohort: Sequence[DisputeFacts]) -> Breaches:
    reported = [limit for limit in _procedural(cohort) if limit.reported]
    missed = [limit for limit in reported if limit.missed]
    return Breaches(
        missed=len(missed),
        in_time_but_entered_late=len(reported) - len(missed),
        by_stage=tally(limit.stage for limit in missed),
        by_agency=tally(agency for limit in missed for agency in limit.agencies),
    )


def _skips(cohort: Iterable[DisputeFacts], at: str) -> Tally:
    return tally(skip.ground for one in cohort for skip in one.skips if skip.at == at)


def _check_backs(cohort: Sequence[DisputeFacts]) -> CheckBacks:
    checks = [check for one in cohort for check in one.checks]
    dates = [limit for one in cohort for limit in one.limits if limit.agreed_date]
    return CheckBacks(
        done=tally(check.kind for check in checks),
        failed=tally(check.kind for check in checks if check.result != "confirmed"),
        still_due=sum(one.checks_due for one in cohort),
        agreed_dates=len(dates),
        agreed_dates_late=sum(limit.missed for limit in dates),
    )
