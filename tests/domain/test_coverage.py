"""When somebody is told that the proclaimed bank holidays run out."""

from datetime import date, timedelta

import pytest

from dispute_core.domain.coverage import coverage_warnings

TODAY = date(2026, 11, 22)


class TestCoverage:
    def test_says_nothing_for_half_a_year(self) -> None:
        assert coverage_warnings(TODAY + timedelta(days=183), TODAY) == ()

    @pytest.mark.parametrize(("days", "verb"), [(182, "are"), (0, "are"), (-1, "were")])
    def test_warns_in_time_and_goes_on_warning(self, days: int, verb: str) -> None:
        (warning,) = coverage_warnings(TODAY + timedelta(days=days), TODAY)

        assert warning.startswith(f"Bank holidays {verb} proclaimed until ")

    def test_warns_where_no_calendar_says_it(self) -> None:
        (warning,) = coverage_warnings(None, TODAY)

        assert "No calendar says" in warning
