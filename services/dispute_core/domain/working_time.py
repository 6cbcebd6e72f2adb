"""Working days between now and a duty: counted by date, holidays named.

The local calendar date of the start, in Europe/London, is day 0 and never counted.
The limit ends at the end of the last counted day, which is 00:00 of the day after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from zoneinfo import ZoneInfo

from holidays import version as holidays_version
from holidays.countries.united_kingdom import UnitedKingdom

from dispute_core.domain.vocabulary import Nation

ONE_DAY = timedelta(days=1)
SATURDAY = 5
MIDNIGHT = time()
_NAMES = {
    "May Day": "Early May Bank Holiday",
    "Late Summer Bank Holiday": "Summer Bank Holiday",
}
NO_CLOSURES: Mapping[date, str] = MappingProxyType({})


class _BankHolidays(UnitedKingdom):
    """The library's rules, read on; by itself it leaves every year after 2100 empty."""

    end_year = 4099  # the last for which it can reckon Easter


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A weekday that was not counted, and why."""

    date: date
    name: str


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A count that can be shown: the day it ends on, every day counted or skipped."""

    due_on: date
    due_at: datetime
    days: tuple[date, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working days of one nation, with a board's own extra closures."""

    nation: Nation
    version: str
    closures: Mapping[date, str]

    def holiday(self, day: date) -> str | None:
        """The name of the closure or bank holiday on a date, if it is one."""
        return self.closures.get(day) or bank_holidays(self.nation, day.year).get(day)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and self.holiday(day) is None

    def working_days(self, start: datetime, amount: int) -> Counted:
        """Count on to the end of a working day; day 0 is the day of the start."""
        day = _first_day(start, amount)
        days: list[date] = []
        skipped: list[Skipped] = []
        while len(days) < amount:
            day += ONE_DAY
            if day.weekday() >= SATURDAY:
                continue
            name = self.holiday(day)
            if name is None:
                days.append(day)
            else:
                skipped.append(Skipped(date=day, name=name))
        return Counted(
            due_on=day,
            due_at=end_of(day),
            days=tuple(days),
            skipped=tuple(skipped),
        )

    def calendar_days(self, start: datetime, amount: int) -> Counted:
        """Count every day; day 0 is the day of the start."""
        first = _first_day(start, amount)
        days = tuple(first + ONE_DAY * number for number in range(1, amount + 1))
        return Counted(due_on=days[-1], due_at=end_of(days[-1]), days=days, skipped=())

    def hours(self, start: datetime, amount: int) -> Counted:
        """Let time run without a pause; `due_on` is the local date of the end."""
        _first_day(start, amount)
        due_at = start.astimezone(UTC) + timedelta(hours=amount)
        return Counted(due_on=local_date(due_at), due_at=due_at, days=(), skipped=())


def calendar_for(
    nation: Nation, closures: Mapping[date, str] = NO_CLOSURES
) -> Calendar:
    """The calendar of a nation; its version names all that its counts depend on."""
    if not closures:
        return _national_calendar(nation)
    own = "\n".join(f"{day} {name}" for day, name in sorted(closures.items()))
    digest = sha256(own.encode()).hexdigest()[:8]
    return Calendar(
        nation=nation,
        version=f"{_library_version(nation)} closures {digest}",
        closures=MappingProxyType(dict(closures)),
    )


def local_date(at: datetime) -> date:
    """The date on which an instant falls in Europe/London."""
    return at.astimezone(london()).date()


def end_of(day: date) -> datetime:
    """The instant, in UTC, at which a local date is over."""
    after = datetime.combine(day + ONE_DAY, MIDNIGHT, london())
    return after.astimezone(UTC)


@cache
def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """The bank holidays of a year by date, substitute and one-off days included."""
    table = _BankHolidays(  # type: ignore[no-untyped-call]
        subdiv=nation, years=year, language="en_GB", expand=False
    )
    return {day: _printed(name) for day, name in table.items()}


def _printed(name: str) -> str:
    """The name as a calendar in the UK prints it, where the library has another."""
    name = _NAMES.get(name, name)
    return name.replace("(observed)", "(substitute day)")


def _first_day(start: datetime, amount: int) -> date:
    if start.tzinfo is None:
        message = "a count needs a start with its time zone"
        raise ValueError(message)
    if amount < 1:
        message = "a count needs at least one day or hour"
        raise ValueError(message)
    return local_date(start)


@cache
def london() -> ZoneInfo:
    # Cached rather than a constant: its first use reads the time zone database.
    return ZoneInfo("Europe/London")


@cache
def _national_calendar(nation: Nation) -> Calendar:
    return Calendar(
        nation=nation, version=_library_version(nation), closures=NO_CLOSURES
    )


def _library_version(nation: Nation) -> str:
    return f"holidays {holidays_version.__version__} {nation}"
