"""Bank holidays: judged by the government's own list, and by their plain rules."""

from datetime import date

import pytest
from govuk_bank_holidays.bank_holidays import (  # type: ignore[import-untyped]
    BankHolidays,
)

from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time import bank_holidays
from tests.domain import plain_rules as plain

DIVISIONS: dict[Nation, str] = {
    "ENG": "england-and-wales",
    "WLS": "england-and-wales",
    "SCT": "scotland",
    "NIR": "northern-ireland",
}
PROCLAIMED_SINCE = {"SCT": {date(2026, 6, 15)}}
"""Days proclaimed after the copy of the list that the package carries was made."""


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
