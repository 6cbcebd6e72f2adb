"""Bank holidays: judged by the government's own list, and by their plain rules."""

import subprocess
import sys
from datetime import date

import pytest
from govuk_bank_holidays.bank_holidays import (  # type: ignore[import-untyped]
    BankHolidays,
)

from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time import bank_holidays
from dispute_core.domain.working_time.holiday_tables import tables
from tests.domain import plain_rules as plain
from tests.support.tied import environment

DIVISIONS: dict[Nation, str] = {
    "ENG": "england-and-wales",
    "WLS": "england-and-wales",
    "SCT": "scotland",
    "NIR": "northern-ireland",
}
PROCLAIMED_SINCE = {"SCT": {date(2026, 6, 15)}}
"""Days proclaimed after the copy of the list that the package carries was made."""


ONE_DAY_MORE = """
from holidays.countries.united_kingdom import UnitedKingdom, UnitedKingdomStaticHolidays
days = UnitedKingdomStaticHolidays.special_public_holidays
days[2031] = (6, 2, "Jubilee")
"""
"""A later release of the library, which has learned of a day."""


def published(nation: Nation) -> set[date]:
    """What GOV.UK published, from the copy in the package; no network is asked."""
    judge = BankHolidays(use_cached_holidays=True)
    holidays = judge.get_holidays(division=DIVISIONS[nation])
    return {one["date"] for one in holidays}


def found(nation: Nation, years: range) -> set[date]:
    """Ours on weekdays; the official list names substitute days only."""
    days = {day for year in years for day in bank_holidays(nation, year)}
    return {day for day in days if day.isoweekday() <= 5}


@pytest.mark.parametrize("nation", DIVISIONS)
class TestBankHolidays:
    def test_are_those_of_the_government(self, nation: Nation) -> None:
        official = published(nation)
        years = range(min(official).year, max(official).year + 1)

        since = PROCLAIMED_SINCE.get(nation, set())

        assert len(official) > 100
        assert official | since == found(nation, years)

    def test_follow_their_rules_in_every_year(self, nation: Nation) -> None:
        for year in range(2019, 2032):
            assert plain.holidays(nation, year) == found(nation, range(year, year + 1))

    def test_are_the_same_in_england_and_wales(self, nation: Nation) -> None:
        same = bank_holidays(nation, 2027) == bank_holidays("ENG", 2027)

        assert (nation in {"ENG", "WLS"}) == same


class TestTheTables:
    def test_are_those_that_disputes_have_recorded(self) -> None:
        """A library that has learned of another day must not move a running date.

        Publish what it says newly as a nation's calendar, and keep it out of the tables
        (docs/adr/0011).
        """
        assert tables() == "bank holidays c82e0819"

    def test_have_another_name_where_one_date_is_another(self) -> None:
        """Fresh processes, since each reads its tables once."""
        assert named("") == tables()
        assert named(ONE_DAY_MORE) != tables()


def named(first: str) -> str:
    """What a process calls its tables that has run some code first."""
    asked = "from dispute_core.domain.working_time.holiday_tables import tables"
    code = f"{first}\n{asked}\nprint(tables())"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()
