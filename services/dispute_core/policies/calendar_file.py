"""The calendar file: days off that nations and partnerships have, and until when."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from dispute_core.application.calendars.publishing import CalendarEntry
from dispute_core.domain.published_calendars import DaysSaid
from dispute_core.domain.working_time import DayOff
from dispute_core.domain.working_time.definitions import DayOffKind
from dispute_core.policies.format.parts import Line, Part, Slug, Text
from dispute_core.policies.format.people import NATIONS, NationWord
from dispute_core.policies.lint.repeating import twice
from dispute_core.policies.validation import fit
from dispute_core.policies.yaml_file import DataFileError, Flaw, Path, read_yaml

KindWord = Literal["bank holiday", "day of public thanksgiving or mourning", "closure"]
KINDS: dict[KindWord, DayOffKind] = {
    "bank holiday": "bank_holiday",
    "day of public thanksgiving or mourning": "public_day",
    "closure": "closure",
}


class CalendarFileError(DataFileError):
    """A calendar file that a person must mend; says where and how."""


class DayOffPart(Part):
    """A day that is not worked."""

    day: date
    name: Line
    kind: KindWord | None = None


class CalendarPart(Part):
    """The days off of one nation, or the closures of one partnership."""

    calendar: NationWord | Slug
    confirmed_until: date | None = None
    reason: Annotated[Text, Field(description="Why; everyone may read it.")]
    days_off: tuple[DayOffPart, ...] = ()
    worked_after_all: Annotated[
        tuple[date, ...], Field(description="Bank holidays that were moved away.")
    ] = ()
    recompute_open_deadlines: bool = False


class CalendarFile(Part):
    """All calendars of one file."""

    calendars: Annotated[tuple[CalendarPart, ...], Field(min_length=1)]


def read_calendars(text: str | bytes) -> list[CalendarEntry]:
    """What a file says of each calendar; raises `CalendarFileError`."""
    try:
        tree = read_yaml(text)
        file = fit(CalendarFile, tree)
    except DataFileError as error:
        raise CalendarFileError(error.problems) from error
    flaws = [tree.problem(flaw) for flaw in _flaws(file)]
    if flaws:
        raise CalendarFileError(flaws)
    return [_entry(part) for part in file.calendars]


@cache
def shipped_calendars() -> tuple[CalendarEntry, ...]:
    """What this release knows of the nations' proclamations."""
    text = (files("dispute_core.policies") / "calendars.yaml").read_text("utf-8")
    return tuple(read_calendars(text))


def _entry(part: CalendarPart) -> CalendarEntry:
    nation = NATIONS.get(part.calendar)  # type: ignore[call-overload]
    usual: DayOffKind = "bank_holiday" if nation else "closure"
    return CalendarEntry(
        code=nation or part.calendar,
        reason=part.reason,
        said=DaysSaid(
            days_off=tuple(
                DayOff(
                    date=day.day,
                    name=day.name,
                    kind=KINDS[day.kind] if day.kind else usual,
                )
                for day in part.days_off
            ),
            worked=part.worked_after_all,
            confirmed_until=part.confirmed_until,
            recomputes=part.recompute_open_deadlines,
        ),
    )


def _flaws(file: CalendarFile) -> Iterator[Flaw]:
    for place, part in enumerate(file.calendars):
        path: Path = ("calendars", place)
        nation = part.calendar in NATIONS
        yield from _of_nation(part, path) if nation else _of_partnership(part, path)
        yield from twice(
            (*path, "days_off"), "day", (str(day.day) for day in part.days_off)
        )


def _of_nation(part: CalendarPart, path: Path) -> Iterator[Flaw]:
    if part.confirmed_until is None:
        yield Flaw(
            path,
            "confirmed-until-missing",
            "It does not say until when the holidays are proclaimed.",
            "Add `confirmed_until` with the last day that is published.",
        )
    if part.recompute_open_deadlines:
        yield Flaw(
            (*path, "recompute_open_deadlines"),
            "nation-cannot-recompute",
            "A nation cannot have a board's deadlines counted anew.",
            "Leave it out; each board says so in its own calendar.",
        )
    for number, day in enumerate(part.days_off):
        if day.kind == "closure":
            yield Flaw(
                (*path, "days_off", number, "kind"),
                "wrong-kind-of-day",
                "A nation has no closures.",
                "Call it a bank holiday, or a day of public thanksgiving or mourning.",
            )


def _of_partnership(part: CalendarPart, path: Path) -> Iterator[Flaw]:
    if part.confirmed_until is not None:
        yield Flaw(
            (*path, "confirmed_until"),
            "closures-not-proclaimed",
            "A partnership's closures are not proclaimed.",
            "Leave it out; it belongs to a nation.",
        )
    if part.worked_after_all:
        yield Flaw(
            (*path, "worked_after_all"),
            "partnership-moves-no-holiday",
            "A partnership moves no bank holiday.",
            "Leave it out; only a nation does.",
        )
    for number, day in enumerate(part.days_off):
        if day.kind not in (None, "closure"):
            yield Flaw(
                (*path, "days_off", number, "kind"),
                "wrong-kind-of-day",
                "Only a nation has days of this kind.",
                "Leave `kind` out: what a partnership gives out is a closure.",
            )
