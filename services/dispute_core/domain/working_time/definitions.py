"""What a board takes for a working day, and for the day on which an event counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from types import MappingProxyType
from typing import Literal, TypeAlias

Closures: TypeAlias = Mapping[date, str]
DayOffKind = Literal["closure", "bank_holiday", "public_day"]
"""A board closes; a nation has bank holidays, and days of thanksgiving or mourning."""
NO_CLOSURES: Closures = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class DayOff:
    """One day that is not worked, as a board or a nation gave it out."""

    date: date
    name: str
    kind: DayOffKind


@dataclass(frozen=True, kw_only=True)
class Proclaimed:
    """What a nation proclaimed of its days, over and above the tables that we hold."""

    days_off: Closures = field(default_factory=lambda: NO_CLOSURES)
    worked: frozenset[date] = frozenset()
    """Bank holidays of the tables that were moved away."""


@dataclass(frozen=True, kw_only=True)
class WorkingHours:
    """When a working day begins and ends by the clock in Europe/London."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


USUAL_HOURS = WorkingHours(opens=time(9), closes=time(17))
"""Our reading where a board states no hours: no document that we know gives any."""


@dataclass(frozen=True, kw_only=True)
class WorkingDays:
    """Which days a board leaves out, and as of which day an event counts.

    The default is the reading of domain.md (e): the bank holidays of one nation, and
    the local date of the event as day 0 whatever the hour.
    """

    anywhere: bool = False
    """Whether a bank holiday in any part of the United Kingdom is left out."""
    christmas_eve: bool = False
    public_days: bool = False
    """Whether days of public thanksgiving or mourning are left out."""
    hours: WorkingHours = USUAL_HOURS
    cut_off: time | None = None
    """From this time on, an event counts as of the next working day."""
    closed_days_wait: bool = False
    """Whether an event on a day that is not worked counts as of the next one."""

    def said(self) -> Iterator[str]:
        """What differs from the default, in the words of a calendar's version."""
        if self.anywhere:
            yield "any part of the UK"
        if self.christmas_eve:
            yield "Christmas Eve"
        if self.public_days:
            yield "public days"
        if self.hours != USUAL_HOURS:
            yield f"hours {self.hours}"
        if self.cut_off is not None:
            yield f"cut-off {self.cut_off:%H:%M}"
        if self.closed_days_wait:
            yield "closed days wait"


USUAL_DAYS = WorkingDays()
