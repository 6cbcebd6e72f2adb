"""Spreadsheets: no cell is taken for a formula."""

import csv
import io

import pytest

from dispute_core.sheets import safe, sheet


class TestACell:
    @pytest.mark.parametrize("start", [*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20"])
    def test_that_looks_like_a_formula_is_told_to_be_text(self, start: str) -> None:
        assert safe(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"

    def test_that_is_a_number_stays_one(self) -> None:
        assert safe(-3) == "-3"

    def test_that_is_blank_stays_empty(self) -> None:
        assert safe(None) == ""

    def test_says_yes_and_no(self) -> None:
        assert (safe(True), safe(False)) == ("yes", "no")


class TestASheet:
    def test_is_read_back_as_it_was_written(self) -> None:
        cells = ["with, comma", 'with "quotes"', "with\nbreak"]

        rows = list(csv.reader(io.StringIO(sheet(["a", "b", "c"], [cells]))))

        assert rows == [["a", "b", "c"], cells]
