"""How instants and days are said to people, in London's time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from dispute_core.domain.working_time import end_of, local_date, london

MOMENT = timedelta(microseconds=1)
DAY = timedelta(days=1)
A_RUN = 3
"""How many days in a row are said by the first and the last of them."""


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


def said_days(days: Sequence[date]) -> str:
    """Many days, as the runs that they make; the year is said once where it can be."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    one_year = days[0].year == days[-1].year
    year = f" {days[-1].year}" if one_year else ""
    words: list[str] = []
    for run in runs:
        named = [said_day(day).removesuffix(year) for day in run]
        words += named if len(run) < A_RUN else [f"{named[0]} to {named[-1]}"]
    return listed(words) + year


def listed(words: list[str]) -> str:
    """Several things in one breath: a, b and c."""
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(words: str) -> str:
    """Recorded words as they begin a sentence or stand alone."""
    return words[0].upper() + words[1:]
