"""Counting working days long after the years that the holidays library fills."""

from datetime import UTC, date, datetime

import pytest

from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time import Skipped, bank_holidays, calendar_for


class TestTheFarFuture:
    """The contract takes a raising up to the end of 2199, and days run on."""

    def test_has_its_holidays_too(self) -> None:
        start = datetime(2199, 12, 31, 10, tzinfo=UTC)

        counted = calendar_for("ENG").working_days(start, 1)

        assert date(2200, 1, 2) == counted.due_on
        assert (Skipped(date=date(2200, 1, 1), name="New Year's Day"),) == (
            counted.skipped
        )

    @pytest.mark.parametrize("nation", ["ENG", "WLS", "SCT", "NIR"])
    def test_has_no_year_without_good_friday_and_boxing_day(
        self, nation: Nation
    ) -> None:
        for year in range(2000, 2202):
            names = set(bank_holidays(nation, year).values())
            assert {"Good Friday", "Boxing Day"} <= names, year
