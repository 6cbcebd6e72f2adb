"""Deadlines: how they are set with their reason, and how they end.

A deadline is (dispute, duty, generation). Its due instant and its reason are worked
out once, when it is set, and recorded; nothing here is ever run again on replay.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from dispute_core.domain.policy import Limit, Span, Stage
from dispute_core.domain.vocabulary import (
    BREACHING,
    ArmKind,
    Band,
    BreachCause,
    DeadlineStatus,
    Force,
    Holder,
    Settling,
)
from dispute_core.domain.working_time import (
    Calendar,
    Counted,
    Skipped,
    end_of,
    local_date,
    london,
)


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One of the limits of which the earliest wins; `due_at` None means "not set"."""

    kind: ArmKind
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DeadlineSet:
    """A deadline as it was set: everything needed to explain it, years later.

    Without `due_at` it is a duty with the document's word for its urgency, and never
    breaches. Instants are UTC; `due_on` and `days` are local dates (Europe/London).
    """

    duty: str
    generation: int
    stage: str
    text: str
    holder: Holder
    band: Band | None
    agency: str | None
    clause: str
    force: Force
    started_at: datetime
    due_at: datetime | None
    due_on: date | None
    urgency: str | None
    arms: tuple[Arm, ...]
    days: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    settled_by: tuple[Settling, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeadlineEnded:
    """How an event ended a deadline."""

    duty: str
    generation: int
    status: DeadlineStatus


@dataclass(frozen=True, kw_only=True)
class Settled:
    """By which event a duty was settled; in time is when it *happened*, not arrived."""

    version: int
    occurred_at: datetime
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class Breach:
    """That a deadline passed, and how we came to know."""

    version: int
    detected_at: datetime
    lateness_seconds: int
    cause: BreachCause


@dataclass(kw_only=True)
class Deadline:
    """A deadline and what has become of it."""

    set: DeadlineSet
    set_version: int
    status: DeadlineStatus = "running"
    settled: Settled | None = None
    breach: Breach | None = None
    ended: bool = False

    @property
    def id(self) -> str:
        return f"{self.set.duty}:{self.set.generation}"

    @property
    def open(self) -> bool:
        """Whether the duty is still owed: running, or passed and not yet settled."""
        return not self.ended

    def passed(self, now: datetime) -> bool:
        """Whether it runs still although its instant has come."""
        return (
            self.status == "running"
            and self.set.due_at is not None
            and self.set.due_at <= now
        )

    @property
    def breaches(self) -> bool:
        """Whether passing it is a breach, or only late."""
        return self.set.force in BREACHING


def breach_key(dispute_id: object, duty: str, generation: int, kind: str) -> str:
    """The key by which a breach can happen once only, for ever."""
    return f"{dispute_id}/{duty}/{generation}/{kind}"


def set_deadline(
    limit: Limit,
    stage: Stage,
    *,
    started_at: datetime,
    calendar: Calendar,
    generation: int,
    human: Iterable[Arm] = (),
) -> DeadlineSet:
    """Work out when a duty falls due: the earliest of all limits on it.

    `human` are limits entered by people (agreed, risk-set, extension).
    """
    counted = _count(limit.within, started_at, calendar) if limit.within else None
    arms = list(human)
    if counted:
        arms.insert(
            0, Arm(kind="cap" if limit.outer else "fixed", due_at=counted.due_at)
        )
    if "risk_set" in limit.accepts and not any(a.kind == "risk_set" for a in arms):
        arms.append(Arm(kind="risk_set", due_at=None))
    dated = [arm for arm in arms if arm.due_at is not None]
    winner = min(dated, key=lambda arm: arm.due_at or started_at, default=None)
    due_at = winner.due_at if winner else None
    by_count = bool(winner and counted and winner.kind in ("fixed", "cap"))
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
        due_on=_due_on(due_at, counted if by_count else None),
        urgency=limit.urgency,
        arms=tuple(arms),
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
    generation: int = 1,
) -> DeadlineSet:
    """The completion deadline that an agreed action's own due date opens (002-13)."""
    due_at = end_of(due_on)
    return DeadlineSet(
        duty=duty,
        generation=generation,
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
            f"The agreement itself gives {_day(due_on)} for this action ({clause}); "
            "it runs to the end of that day."
        ),
    )


def next_generation(old: Deadline, new: DeadlineSet) -> DeadlineSet:
    """The same duty set anew: the old generation is superseded, never changed."""
    return replace(new, generation=old.set.generation + 1)


def _count(span: Span, start: datetime, calendar: Calendar) -> Counted:
    if span.unit == "working_days":
        return calendar.working_days(start, span.amount)
    if span.unit == "calendar_days":
        return calendar.calendar_days(start, span.amount)
    return calendar.hours(start, span.amount)


def _due_on(due_at: datetime | None, counted: Counted | None) -> date | None:
    if counted:
        return counted.due_on
    return local_date(due_at) if due_at else None


def _reason(
    limit: Limit,
    start: datetime,
    counted: Counted | None,
    winner: Arm | None,
    arms: list[Arm],
) -> str:
    """The date in one sentence or two, for the person who asks why."""
    begin = _day(local_date(start))
    if winner is None:
        word = (
            f'the document says "{limit.urgency}"' if limit.urgency else "nothing said"
        )
        return (
            f"{limit.clause} gives no number for this step: {word}. It never breaches."
        )
    parts = []
    if counted and limit.within:
        parts.append(
            f'{limit.clause} gives "{limit.within.printed}". Counted from {begin}, '
            f"which is day 0, it ends with {_day(counted.due_on)}"
            + _skipped(counted.skipped)
            + "."
        )
    if winner.kind in ("agreed", "risk_set") and winner.due_at:
        who = (
            "A limit set because of the risk"
            if winner.kind == "risk_set"
            else "A limit that both sides accepted"
        )
        parts.append(f"{who} falls at {_moment(winner.due_at)} and is the earliest.")
    elif any(arm.kind == "risk_set" and arm.due_at is None for arm in arms):
        parts.append("No earlier limit because of the risk has been set.")
    return " ".join(parts)


def _skipped(skipped: tuple[Skipped, ...]) -> str:
    named = ", ".join(f"{s.name} ({_day(s.date)})" for s in skipped)
    return f"; not counted: weekends and {named}" if named else ""


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _moment(at: datetime) -> str:
    local = at.astimezone(london())
    return f"{local:%H:%M} on {_day(local.date())}"
