"""The bank holidays of each nation by date, as the holidays library reckons them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256

from holidays.countries.united_kingdom import UnitedKingdom

from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time.definitions import Proclaimed

_NAMED_YEARS = range(2000, 2101)
_NAMES = {
    "May Day": "Early May Bank Holiday",
    "Late Summer Bank Holiday": "Summer Bank Holiday",
}
PARTS: dict[Nation, str] = {
    "ENG": "England",
    "WLS": "Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
}


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
def tables() -> str:
    """The tables by their content, for the version of every calendar that uses them.

    A release of the library that says one date otherwise makes another name of it, so
    that a name which a dispute has recorded never comes to mean other dates.
    """
    said = "\n".join(
        f"{nation} {day} {name}"
        for nation in PARTS
        for year in _NAMED_YEARS
        for day, name in sorted(bank_holidays(nation, year).items())
    )
    return f"bank holidays {sha256(said.encode()).hexdigest()[:8]}"


def holidays_of(
    nation: Nation, year: int, proclaimed: Mapping[Nation, Proclaimed]
) -> dict[date, str]:
    """The bank holidays of a nation as it proclaimed them."""
    own = proclaimed.get(nation, Proclaimed())
    tables = bank_holidays(nation, year).items()
    kept = {day: name for day, name in tables if day not in own.worked}
    return kept | {day: name for day, name in own.days_off.items() if day.year == year}


def holidays_anywhere(
    nation: Nation, year: int, proclaimed: Mapping[Nation, Proclaimed]
) -> dict[date, str]:
    """Those of any part of the kingdom; one that the nation has not says where it is.

    The nation's own name for a day stands before that of another part.
    """
    found = holidays_of(nation, year, proclaimed)
    for other, part in PARTS.items():
        for day, name in holidays_of(other, year, proclaimed).items():
            found.setdefault(day, f"{name} in {part}")
    return found


def _printed(name: str) -> str:
    """The name as a calendar in the UK prints it, where the library has another."""
    name = _NAMES.get(name, name)
    return name.replace("(observed)", "(substitute day)")
