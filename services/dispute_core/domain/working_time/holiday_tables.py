"""The bank holidays of each nation by date, as the holidays library reckons them."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from holidays import version as holidays_version
from holidays.countries.united_kingdom import UnitedKingdom

from dispute_core.domain.vocabulary import Nation

TABLES = f"holidays {holidays_version.__version__}"
"""The origin of the tables, for the version of every calendar that uses them."""
_NAMES = {
    "May Day": "Early May Bank Holiday",
    "Late Summer Bank Holiday": "Summer Bank Holiday",
}
_PARTS: dict[Nation, str] = {
    "ENG": "England and Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
}
"""The three official divisions; England and Wales keep the same days."""


class _BankHolidays(UnitedKingdom):
    """The library's rules, read on; by itself it leaves every year after 2100 empty."""

    end_year = 4099  # the last for which it can reckon Easter


@cache
def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """The bank holidays of a year by date, substitute and one-off days included."""
    table = _BankHolidays(  # type: ignore[no-untyped-call]
        subdiv=nation, years=year, language="en_GB", expand=False
    )
    return {day: _printed(name) for day, name in table.items()}


@cache
def bank_holidays_anywhere(nation: Nation, year: int) -> Mapping[date, str]:
    """Those of any part of the kingdom; one that the nation has not says where it is.

    The nation's own name for a day stands before that of another part.
    """
    table: dict[date, str] = {}
    for other, part in _PARTS.items():
        for day, name in bank_holidays(other, year).items():
            table.setdefault(day, f"{name} in {part}")
    return {**table, **bank_holidays(nation, year)}


def _printed(name: str) -> str:
    """The name as a calendar in the UK prints it, where the library has another."""
    name = _NAMES.get(name, name)
    return name.replace("(observed)", "(substitute day)")
