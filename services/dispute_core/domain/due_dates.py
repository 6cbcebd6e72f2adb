"""Works out when a duty falls due, and says why in words.

This is done once, when a deadline is set, and recorded with it; on replay nothing
here is ever run again.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from dispute_core.domain.deadlines import Arm, DeadlineSet
from dispute_core.domain.policy import Limit, Span, Stage
from dispute_core.domain.working_time import (
    Calendar,
    Counted,
    Skipped,
    end_of,
    local_date,
    london,
)

MOMENT = timedelta(microseconds=1)


def set_deadline(
    limit: Limit,
    stage: Stage,
    *,
    started_at: datetime,
    calendar: Calendar,
    generation: int,
    human: Iterable[Arm] = (),
    extended: bool = False,
) -> DeadlineSet:
    """The earliest of the document's limits and the `human` ones.

    Once both sides have `extended` it, a number counts no longer unless it is a cap.
    """
    outdone = extended and not limit.outer
    counted = None if outdone else _count(limit, started_at, calendar)
    arms = _arms(limit, counted, tuple(human))
    dated = [arm for arm in arms if arm.due_at is not None]
    winner = min(dated, key=lambda arm: arm.due_at or started_at, default=None)
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
        started_at=started_at,
        due_at=due_at,
        due_on=local_date(due_at - MOMENT) if due_at else None,
        urgency=limit.urgency,
        arms=arms,
        days=counted.days if counted else (),
        skipped=counted.skipped if counted else (),
        settled_by=tuple(sorted(limit.settled_by)),
        reason=_reason(limit, started_at, counted, winner, arms),
    )


def action_deadline(
    duty: str,
    *,
    stage: str,
    agency: str,
    due_on: date,
    started_at: datetime,
    clause: str,
) -> DeadlineSet:
    """The completion deadline that an agreed action's own due date opens (002-13)."""
    due_at = end_of(due_on)
    return DeadlineSet(
        duty=duty,
        generation=1,
        stage=stage,
        text="carry out the agreed action and check back that it is done",
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
            f"The agreement itself gives {said_day(due_on)} for this action; it runs "
            "to the end of that day."
        ),
    )


def said(at: datetime) -> str:
    """An instant for people: the end of a day where it is one, else the exact time."""
    before = local_date(at - MOMENT)
    if end_of(before) == at:
        return f"the end of {said_day(before)}"
    local = at.astimezone(london())
    return f"{local:%H:%M} on {said_day(local.date())}"


@lru_cache(maxsize=1024)
def said_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


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


def _count(limit: Limit, start: datetime, calendar: Calendar) -> Counted | None:
    span: Span | None = limit.within
    if span is None:
        return None
    if span.unit == "working_days":
        return calendar.working_days(start, span.amount)
    if span.unit == "calendar_days":
        return calendar.calendar_days(start, span.amount)
    return calendar.hours(start, span.amount)


def _reason(
    limit: Limit,
    start: datetime,
    counted: Counted | None,
    winner: Arm | None,
    arms: Sequence[Arm],
) -> str:
    """The date in one sentence or two, for the person who asks why."""
    if winner is None:
        return _no_number(limit)
    parts = []
    if counted and limit.within:
        hours = limit.within.unit == "hours"
        day = f"{said_day(local_date(start))}, which is day 0"
        begin = said(start) if hours else day
        parts.append(
            f'The document gives "{limit.within.printed}" ({limit.clause}). Counted '
            f"from {begin}, it runs to {said(counted.due_at)}."
        )
        parts.append(_skipped(counted.skipped))
    parts.extend(
        _entered(arm, arm is winner, alone=counted is None)
        for arm in arms
        if arm.kind in ("agreed", "risk_set")
    )
    return " ".join(part for part in parts if part)


def _no_number(limit: Limit) -> str:
    word = f': the document says "{limit.urgency}"' if limit.urgency else ""
    agree = " The two sides may agree one." if "agreed" in limit.accepts else ""
    return (
        f"No number is given for this step ({limit.clause}){word}. It cannot be "
        f"breached.{agree}"
    )


def _entered(arm: Arm, wins: bool, *, alone: bool) -> str:
    """What a limit entered by people does to the date."""
    if arm.due_at is None:
        return "No earlier limit because of the risk has been set."
    who = (
        "The limit set because of the risk"
        if arm.kind == "risk_set"
        else "The limit that both sides accepted"
    )
    ends = f"{who} runs to {said(arm.due_at)}"
    if alone and wins:
        return f"{ends}."
    return f"{ends}; it is the earlier." if wins else f"{ends}, so it changes nothing."


def _skipped(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return ""
    named = [f"{s.name} ({said_day(s.date)})" for s in skipped]
    if len(named) == 1:
        return f"{named[0]} is not counted."
    return f"{', '.join(named[:-1])} and {named[-1]} are not counted."
