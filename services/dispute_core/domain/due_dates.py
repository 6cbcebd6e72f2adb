"""Works out when a duty falls due, and says why in words.

This is done once, when a deadline is set, and recorded with it; on replay nothing
here is ever run again.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from operator import itemgetter

from dispute_core.domain.anchors import Start, begin
from dispute_core.domain.deadlines import Arm, CountedBy, DeadlineSet, Prompt
from dispute_core.domain.policy import Limit, Span, Stage
from dispute_core.domain.reasons import reason
from dispute_core.domain.saying import MOMENT, said_day
from dispute_core.domain.vocabulary import Unit
from dispute_core.domain.working_time import Calendar, Counted, end_of, local_date
from dispute_core.domain.working_time.holiday_tables import PARTS

Count = Callable[[Calendar, datetime, int], Counted]

COUNTS: dict[Unit, Count] = {
    "hours": Calendar.hours,
    "working_hours": Calendar.working_hours,
    "working_days": Calendar.working_days,
    "calendar_days": Calendar.calendar_days,
    "working_weeks": Calendar.working_weeks,
    "months": Calendar.months,
}


def set_deadline(
    limit: Limit,
    stage: Stage,
    *,
    started_at: datetime,
    calendar: Calendar,
    generation: int,
    start: Start | None = None,
    human: Iterable[Arm] = (),
    extended: bool = False,
) -> DeadlineSet:
    """The earliest of the document's limits and the `human` ones.

    Without a `start` it runs from `started_at`. A start that still waits gives no
    date, and the duty is owed since `started_at`. Once both sides have `extended` it,
    a number counts no longer unless it is a cap.
    """
    start = start or begin(limit, dict.fromkeys(limit.anchors, started_at))
    counted = _counted(limit, start, calendar, extended=extended)
    return _owed(
        limit,
        stage,
        calendar,
        generation=generation,
        start=start,
        since=start.at or started_at,
        counted=counted,
        arms=_arms(limit, counted, tuple(human)),
    )


def _owed(
    limit: Limit,
    stage: Stage,
    calendar: Calendar,
    *,
    generation: int,
    start: Start,
    since: datetime,
    counted: Counted | None,
    arms: tuple[Arm, ...],
) -> DeadlineSet:
    nation, winner = PARTS[calendar.nation], _earliest(arms)
    due_at = winner.due_at if winner else None
    return DeadlineSet(
        duty=limit.duty,
        generation=generation,
        stage=stage.id,
        text=limit.text,
        holder=limit.holder,
        band=limit.band,
        agency=None,
        clause=limit.clause,
        force=limit.force,
        started_at=since,
        due_at=due_at,
        due_on=local_date(due_at - MOMENT) if due_at else None,
        urgency=limit.urgency,
        arms=arms,
        days=counted.days if counted else (),
        skipped=counted.skipped if counted else (),
        settled_by=tuple(sorted(limit.settled_by)),
        reason=reason(limit, start, counted, arms, winner, nation=nation),
        start=start,
        span=limit.within,
        won=winner.kind if winner else None,
        only_on=tuple(sorted(limit.only_on)),
        prompt=_prompt(limit, since, calendar),
        counted_by=_counted_by(counted, calendar),
    )


def _earliest(arms: Iterable[Arm]) -> Arm | None:
    """The arm that wins; of two at the same instant, the document's own."""
    dated = [(arm.due_at, arm) for arm in arms if arm.due_at is not None]
    return min(dated, key=itemgetter(0))[1] if dated else None


def _counted_by(counted: Counted | None, calendar: Calendar) -> CountedBy | None:
    if counted is None:
        return None
    return CountedBy(
        nation=calendar.nation, calendar=calendar.version, day_zero=counted.day_zero
    )


def count(span: Span, start: datetime, calendar: Calendar) -> Counted:
    """Count a span from its start, in the unit chosen for it."""
    if span.unit == "same_working_day":
        cut_off = time.fromisoformat(span.cut_off) if span.cut_off else None
        return calendar.same_working_day(start, cut_off)
    return COUNTS[span.unit](calendar, start, span.amount)


def agreed_deadline(
    duty: str,
    *,
    text: str,
    about: str,
    stage: str,
    agency: str | None,
    due_on: date,
    started_at: datetime,
    clause: str,
) -> DeadlineSet:
    """The deadline that a date in an agreement opens: of an action or of a review.

    It comes from the people (002-13, 002-21); the clause asks them for such a date.
    """
    due_at = end_of(due_on)
    return DeadlineSet(
        duty=duty,
        generation=1,
        stage=stage,
        text=text,
        holder="both",
        band=None,
        agency=agency,
        clause=clause,
        force="should",
        started_at=started_at,
        due_at=due_at,
        due_on=due_on,
        urgency=None,
        arms=(Arm(kind="agreed", due_at=due_at),),
        days=(),
        skipped=(),
        settled_by=(),
        reason=(
            f"The agreement itself gives {said_day(due_on)} for {about}; it runs "
            "to the end of that day."
        ),
    )


def _counted(
    limit: Limit, start: Start, calendar: Calendar, *, extended: bool
) -> Counted | None:
    outdone = extended and not limit.outer
    if start.at is None or limit.within is None or outdone:
        return None
    return count(limit.within, start.at, calendar)


def _arms(
    limit: Limit, counted: Counted | None, human: tuple[Arm, ...]
) -> tuple[Arm, ...]:
    arms = list(human)
    if counted:
        own = Arm(kind="cap" if limit.outer else "fixed", due_at=counted.due_at)
        arms.insert(0, own)
    if "risk_set" in limit.accepts and not any(a.kind == "risk_set" for a in arms):
        arms.append(Arm(kind="risk_set", due_at=None))
    return tuple(arms)


def _prompt(limit: Limit, start: datetime, calendar: Calendar) -> Prompt | None:
    """The board's own first prompt, where it has set an interval."""
    rule = limit.prompt
    if rule is None:
        return None
    due = count(rule.every, start, calendar)
    return Prompt(every=rule.every.printed, at=due.due_at, by=rule.by)
