"""Bank holidays and working time from their definitions, as plainly as can be.

A second implementation, for tests alone: it shares nothing with the service and looks
up no table. Days are walked one by one and working time by the quarter of an hour.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from dispute_core.domain.vocabulary import Nation
from tests.domain.plain_calendar import PROCLAIMED

DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)
MOVED_AWAY = {date(2020, 5, 4), date(2022, 5, 30)}  # for VE Day, for the Jubilee
JUBILEE = date(2022, 6, 2)  # the spring bank holiday itself, on another day


@cache
def holidays(nation: Nation, year: int) -> frozenset[date]:
    """Schedule 1 of the Banking and Financial Dealings Act 1971, and proclamations."""
    scottish = nation == "SCT"
    easter = easter_sunday(year)
    days = {easter - DAY * 2, first_monday(year, 5), last_monday(year, 5)}
    days.add(first_monday(year, 8) if scottish else last_monday(year, 8))
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    if scottish:
        fixed += [date(year, 1, 2), date(year, 11, 30)]
    else:
        days.add(easter + DAY)
    if nation == "NIR":
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    days -= MOVED_AWAY
    days |= {day for day, where in PROCLAIMED.items() if nation in where}
    days |= {JUBILEE}
    for day in sorted(fixed):
        if day.isoweekday() <= 5:
            days.add(day)
    for day in sorted(fixed):
        if day.isoweekday() > 5:
            substitute = day
            while substitute.isoweekday() > 5 or substitute in days:
                substitute += DAY
            days.add(substitute)
    return frozenset(day for day in days if day.year == year)


def easter_sunday(year: int) -> date:
    """The Sunday after the full moon that follows 21 March (Gauss, as Meeus has it)."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    if moon == 29 or (moon == 28 and golden > 10):
        moon -= 1
    full_moon = date(year, 3, 21) + DAY * moon
    return full_moon + DAY * (7 - full_moon.isoweekday() % 7)


def first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    while day.isoweekday() != 1:
        day += DAY
    return day


def last_monday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.isoweekday() != 1:
        day -= DAY
    return day


def worked(nation: Nation, *, anywhere: bool, christmas_eve: bool) -> set[date]:
    """Every working day from 2023 to 2031."""
    nations: list[Nation] = ["ENG", "WLS", "SCT", "NIR"] if anywhere else [nation]
    closed = {day for n in nations for y in range(2023, 2032) for day in holidays(n, y)}
    if christmas_eve:
        closed |= {date(year, 12, 24) for year in range(2023, 2032)}
    return {
        day
        for day in every_day(date(2023, 1, 1), date(2031, 12, 31))
        if day.isoweekday() <= 5 and day not in closed
    }


def every_day(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += DAY


def next_worked(day: date, working: set[date]) -> date:
    day += DAY
    while day not in working:
        day += DAY
    return day


def day_over(day: date) -> datetime:
    """The instant at which a date is over: 23:00 UTC in summer time, else 24:00."""
    over = datetime(day.year, day.month, day.day, tzinfo=UTC) + DAY
    return over - timedelta(hours=1) if is_summer(over) else over


def wall(at: datetime) -> datetime:
    """What the clock in London shows at an instant."""
    shown = at + timedelta(hours=1) if is_summer(at) else at
    return shown.replace(tzinfo=None)


def is_summer(at: datetime) -> bool:
    spring, autumn = clock_changes(at.year)
    return spring <= at < autumn


@cache
def clock_changes(year: int) -> tuple[datetime, datetime]:
    """01:00 UTC on the last Sundays of March and October (SI 2002/262)."""
    march, october = (datetime(year, month, 31, 1, tzinfo=UTC) for month in (3, 10))
    march -= DAY * (march.isoweekday() % 7)
    october -= DAY * (october.isoweekday() % 7)
    return march, october


def hours_worked(
    start: datetime, most: int, working: set[date], opens: time, closes: time
) -> list[datetime]:
    """The instants at which 1, 2, ... hours have been worked since a start."""
    ends: list[datetime] = []
    at, quarters = start, 0
    while len(ends) < most:
        shown = wall(at)
        if shown.date() in working and opens <= shown.time() < closes:
            quarters += 1
            if quarters % 4 == 0:
                ends.append(at + QUARTER)
        at += QUARTER
    return ends


def months_later(day: date, amount: int) -> date:
    year, month = day.year, day.month
    for _ in range(amount):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError
