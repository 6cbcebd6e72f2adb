"""Calendars: the days that a board works, and counting along them.

Unless the board has it otherwise, the local calendar date of the start, in
Europe/London, is day 0 and never counted. A limit in days ends at the end of the last
counted day, which is 00:00 of the day after.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from types import MappingProxyType

from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time.clock import (
    ONE_DAY,
    end_of,
    local_date,
    local_instant,
    local_time,
)
from dispute_core.domain.working_time.counted import Counted, Skipped
from dispute_core.domain.working_time.definitions import (
    NO_CLOSURES,
    USUAL_DAYS,
    Closures,
    Proclaimed,
    WorkingDays,
)
from dispute_core.domain.working_time.holiday_tables import (
    holidays_anywhere,
    holidays_of,
    tables,
)
from dispute_core.domain.working_time.years import SATURDAY, Year, lay_out

CHRISTMAS_EVE = (12, 24)
DAYS_IN_A_WORKING_WEEK = 5


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working days of one nation by a board's definition, its closures included."""

    nation: Nation
    version: str
    closures: Closures
    definition: WorkingDays = USUAL_DAYS
    proclaimed: Mapping[Nation, Proclaimed] = field(default_factory=dict)
    _years: dict[int, Year] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def holiday(self, day: date) -> str | None:
        """The name of the closure or bank holiday on a date, if it is one."""
        return self._year(day.year).closed.get(day)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and self.holiday(day) is None

    def working_days(self, start: datetime, amount: int) -> Counted:
        """Count on to the end of a working day after day 0."""
        zero = self._day_zero(start, amount)
        days = self._worked_after(zero, amount)
        return self._counted(zero, days)

    def working_weeks(self, start: datetime, amount: int) -> Counted:
        """Count weeks of five working days, wherever in a week they begin."""
        return self.working_days(start, amount * DAYS_IN_A_WORKING_WEEK)

    def same_working_day(self, start: datetime, cut_off: time | None = None) -> Counted:
        """The end of the working day of the start itself.

        At or after the cut-off, or on a day that is not worked, it is the end of the
        next working day.
        """
        _expect_zone(start)
        day = local_date(start)
        late = cut_off is not None and local_time(start) >= cut_off
        if late or not self.is_working_day(day):
            return self._counted(day, self._worked_after(day, 1))
        return self._counted(day, (day,))

    def calendar_days(self, start: datetime, amount: int) -> Counted:
        """Count every day after day 0."""
        zero = self._day_zero(start, amount)
        days = tuple(zero + ONE_DAY * number for number in range(1, amount + 1))
        return _ending(zero, days[-1], days)

    def months(self, start: datetime, amount: int) -> Counted:
        """Run to the same date of a later month, or to its last day if none is."""
        zero = self._day_zero(start, amount)
        years, month = divmod(zero.month - 1 + amount, 12)
        first = date(zero.year + years, month + 1, 1)
        last = (first + ONE_DAY * 31).replace(day=1) - ONE_DAY
        return _ending(zero, first.replace(day=min(zero.day, last.day)))

    def hours(self, start: datetime, amount: int) -> Counted:
        """Let time run without a pause; `due_on` is the local date of the end."""
        _expect_countable(start, amount)
        due_at = start.astimezone(UTC) + timedelta(hours=amount)
        return Counted(
            due_on=local_date(due_at),
            due_at=due_at,
            days=(),
            skipped=(),
            day_zero=local_date(start),
        )

    def working_hours(self, start: datetime, amount: int) -> Counted:
        """Let time run only while the board works; `days` are those on which it ran."""
        _expect_countable(start, amount)
        zero, left = local_date(start), timedelta(hours=amount)
        days: list[date] = []
        for day in self._worked_from(zero):
            opens, closes = self._opening(day)
            begins = max(opens, start.astimezone(UTC))
            if begins >= closes:
                continue
            days.append(day)
            if closes - begins >= left:
                break
            left -= closes - begins
        return Counted(
            due_on=days[-1],
            due_at=begins + left,
            days=tuple(days),
            skipped=tuple(self._skipped(zero, days[-1])),
            day_zero=zero,
        )

    def _day_zero(self, start: datetime, amount: int) -> date:
        """The day as of which an event counts (domain.md part (e))."""
        _expect_countable(start, amount)
        day, rules = local_date(start), self.definition
        late = rules.cut_off is not None and local_time(start) >= rules.cut_off
        waits = rules.closed_days_wait and not self.is_working_day(day)
        return self._worked_after(day, 1)[0] if late or waits else day

    def _counted(self, zero: date, days: tuple[date, ...]) -> Counted:
        return _ending(zero, days[-1], days, tuple(self._skipped(zero, days[-1])))

    def _opening(self, day: date) -> tuple[datetime, datetime]:
        hours = self.definition.hours
        return local_instant(day, hours.opens), local_instant(day, hours.closes)

    def _worked_after(self, day: date, amount: int) -> tuple[date, ...]:
        year = day.year
        worked = self._year(year).worked
        begin = bisect_right(worked, day)
        days = worked[begin : begin + amount]
        while len(days) < amount:
            year += 1
            days += self._year(year).worked[: amount - len(days)]
        return days

    def _worked_from(self, day: date) -> Iterator[date]:
        if self.is_working_day(day):
            yield day
        while True:
            (day,) = self._worked_after(day, 1)
            yield day

    def _skipped(self, after: date, until: date) -> Iterator[Skipped]:
        for year in range(after.year, until.year + 1):
            for skipped in self._year(year).skipped:
                if after < skipped.date < until:
                    yield skipped

    def _year(self, number: int) -> Year:
        """The days of a year, laid out once: counting is asked for again and again."""
        if number not in self._years:
            self._years[number] = lay_out(number, self._closed(number))
        return self._years[number]

    def _closed(self, year: int) -> dict[date, str]:
        """The days off of a year by name; the board's own word for one comes first."""
        look = holidays_anywhere if self.definition.anywhere else holidays_of
        closed = look(self.nation, year, self.proclaimed)
        if self.definition.christmas_eve:
            closed.setdefault(date(year, *CHRISTMAS_EVE), "Christmas Eve")
        own = {day: name for day, name in self.closures.items() if day.year == year}
        return closed | own


def calendar_for(
    nation: Nation,
    closures: Closures = NO_CLOSURES,
    definition: WorkingDays = USUAL_DAYS,
) -> Calendar:
    """The calendar of a nation; its version names all that its counts depend on."""
    if not closures:
        return _without_closures(nation, definition)
    own = "\n".join(f"{day} {name}" for day, name in sorted(closures.items()))
    digest = sha256(own.encode()).hexdigest()[:8]
    return Calendar(
        nation=nation,
        version=f"{version_of(nation, definition)} closures {digest}",
        closures=MappingProxyType(dict(closures)),
        definition=definition,
    )


@cache
def _without_closures(nation: Nation, definition: WorkingDays) -> Calendar:
    return Calendar(
        nation=nation,
        version=version_of(nation, definition),
        closures=NO_CLOSURES,
        definition=definition,
    )


def version_of(nation: Nation, definition: WorkingDays, *published: str) -> str:
    """What a calendar's counts depend on, in words that a dispute records."""
    return ", ".join([f"{tables()} {nation}", *definition.said(), *published])


def _ending(
    zero: date,
    day: date,
    days: tuple[date, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> Counted:
    return Counted(
        due_on=day, due_at=end_of(day), days=days, skipped=skipped, day_zero=zero
    )


def _expect_countable(start: datetime, amount: int) -> None:
    _expect_zone(start)
    if amount < 1:
        message = "a count needs at least one day or hour"
        raise ValueError(message)


def _expect_zone(start: datetime) -> None:
    if start.tzinfo is None:
        message = "a count needs a start with its time zone"
        raise ValueError(message)
