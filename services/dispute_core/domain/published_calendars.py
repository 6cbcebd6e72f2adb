"""The calendars that were published, and which of them a dispute counts with.

A dispute keeps the calendar under which it was raised. Only where its own board
publishes its closures anew, and says that open deadlines are to be counted again, does
it count with the newest from then on.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, get_args

from dispute_core.domain.releases import (
    CalendarPublished,
    Decider,
    calendar_stream,
)
from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time import Calendar, DayOff, Proclaimed, WorkingDays
from dispute_core.domain.working_time.calendars import version_of

NATIONS: tuple[Nation, ...] = get_args(Nation)
_PIN = re.compile(r"([A-Za-z-]+)@([0-9]+)")

Numbers = Mapping[str, int]
"""Which publication of each code, counted from 1; none yet is 0 or absent."""


@dataclass(frozen=True, kw_only=True)
class DaysSaid:
    """The days off of a calendar, all of them, and whether dates follow them."""

    days_off: tuple[DayOff, ...]
    worked: tuple[date, ...] = ()
    confirmed_until: date | None = None
    recomputes: bool = False


@dataclass(frozen=True, kw_only=True)
class Board:
    """By whose calendar is counted: the board's, by its policy's definition."""

    partnership: str
    nation: Nation
    definition: WorkingDays

    @property
    def codes(self) -> tuple[str, ...]:
        """Whose publications its counts depend on."""
        nations = NATIONS if self.definition.anywhere else (self.nation,)
        return (*nations, self.partnership)


@dataclass(frozen=True, kw_only=True)
class Recount:
    """A board's word that its open deadlines are to be counted anew, and the numbers
    of all calendars as they were when it said so.
    """

    number: int
    publication: CalendarPublished
    position: int
    numbers: Numbers


class PublishedCalendars:
    """Every publication so far, in the order of the log."""

    def __init__(self) -> None:
        self._said: dict[str, list[CalendarPublished]] = {}
        self._recounts: dict[str, Recount] = {}
        self._made: dict[tuple[Board, tuple[int, ...]], Calendar] = {}
        self._newest: dict[Board, Calendar] = {}

    def take(self, event: CalendarPublished, position: int) -> None:
        """Take in the next publication of the log."""
        self._newest.clear()
        self._said.setdefault(event.code, []).append(event)
        if event.recomputes:
            numbers = {code: len(said) for code, said in self._said.items()}
            self._recounts[event.code] = Recount(
                number=numbers[event.code],
                publication=event,
                position=position,
                numbers=MappingProxyType(numbers),
            )

    def history(self, code: str) -> Sequence[CalendarPublished]:
        """What was said of a nation or a partnership, the oldest first."""
        return tuple(self._said.get(code, ()))

    def recounts(self) -> Sequence[Recount]:
        """The newest recount of each partnership that ever wanted one."""
        return tuple(self._recounts.values())

    def recount_of(self, partnership: str) -> Recount | None:
        """What a partnership said last of counting anew, if it ever did."""
        return self._recounts.get(partnership)

    def newest(self, board: Board) -> Calendar:
        """The calendar for what is raised now."""
        found = self._newest.get(board)
        if found is None:
            numbers = {code: len(self.history(code)) for code in board.codes}
            found = self._newest[board] = self._calendar(board, numbers)
        return found

    def know(self, version: str) -> bool:
        """Whether every publication has been taken in that a version names."""
        pins = _pins(version)
        return all(number <= len(self.history(code)) for code, number in pins.items())

    def pinned(self, board: Board, version: str) -> Calendar:
        """The calendar that a dispute keeps which has recorded this version."""
        pins = _pins(version)
        recount = self._recounts.get(board.partnership)
        if recount is not None and recount.number > pins.get(board.partnership, 0):
            return self._calendar(board, recount.numbers)
        return self._calendar(board, pins)

    def confirmed_until(self) -> date | None:
        """The day until which the holidays of every nation are proclaimed."""
        found = [self._confirmed(nation) for nation in NATIONS]
        known = [day for day in found if day is not None]
        return min(known) if len(known) == len(found) else None

    def _confirmed(self, nation: Nation) -> date | None:
        said = self._said.get(nation)
        return said[-1].confirmed_until if said else None

    def _calendar(self, board: Board, numbers: Numbers) -> Calendar:
        key = board, tuple(numbers.get(code, 0) for code in board.codes)
        if key not in self._made:
            self._made[key] = self._make(
                board, dict(zip(board.codes, key[1], strict=True))
            )
        return self._made[key]

    def _make(self, board: Board, numbers: Numbers) -> Calendar:
        said = {
            code: self._said[code][number - 1]
            for code, number in numbers.items()
            if number > 0
        }
        own = said.get(board.partnership)
        pins = [f"{code}@{numbers[code]}" for code in sorted(said)]
        return Calendar(
            nation=board.nation,
            version=version_of(board.nation, board.definition, *pins),
            closures=_named(own.days_off) if own else {},
            definition=board.definition,
            proclaimed={
                nation: _proclaimed(said[nation], board.definition)
                for nation in NATIONS
                if nation in said
            },
        )


def _pins(version: str) -> Numbers:
    return {code: int(number) for code, number in _PIN.findall(version)}


def calendar_publication(
    code: str,
    said: DaysSaid,
    *,
    by: Decider,
    reason: str,
    version: int,
    at: datetime,
) -> CalendarPublished:
    """The event that says a calendar, as this version of its stream."""
    header: dict[str, Any] = {
        "originator_id": calendar_stream(code),
        "originator_version": version,
        "timestamp": at,
    }
    return CalendarPublished(
        **header | vars(said) | {"code": code, "by": by, "reason": reason}
    )


def _proclaimed(event: CalendarPublished, definition: WorkingDays) -> Proclaimed:
    days = (
        day
        for day in event.days_off
        if day.kind != "public_day" or definition.public_days
    )
    return Proclaimed(days_off=_named(days), worked=frozenset(event.worked))


def _named(days: Iterable[DayOff]) -> Mapping[date, str]:
    return MappingProxyType({day.date: day.name for day in days})
