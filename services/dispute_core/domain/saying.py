"""How instants and days are said to people, in London's time."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from dispute_core.domain.working_time import end_of, local_date, london

MOMENT = timedelta(microseconds=1)


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


def listed(words: list[str]) -> str:
    """Several things in one breath: a, b and c."""
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(words: str) -> str:
    """Recorded words as they begin a sentence or stand alone."""
    return words[0].upper() + words[1:]
