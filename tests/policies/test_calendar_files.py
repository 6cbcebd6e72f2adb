"""Calendar files: what they say, and what is wrong with them."""

from datetime import date

import pytest

from dispute_core.domain.published_calendars import NATIONS
from dispute_core.policies.calendar_file import (
    CalendarFileError,
    read_calendars,
    shipped_calendars,
)

GOOD = """
calendars:
  - calendar: Scotland
    confirmed_until: 2028-12-31
    reason: The First Minister proclaimed it.
    days_off:
      - day: 2026-06-15
        name: World Cup
      - day: 2026-06-16
        name: Thanks for the World Cup
        kind: day of public thanksgiving or mourning
    worked_after_all: [2026-05-25]
  - calendar: lewisham
    reason: The offices move.
    days_off:
      - day: 2026-07-01
        name: Offices closed
    recompute_open_deadlines: true
"""
BAD = {
    "a nation that closes": (
        "kind: day of public thanksgiving or mourning",
        "kind: closure",
        "calendars[0].days_off[1].kind",
    ),
    "a nation without its span": (
        "    confirmed_until: 2028-12-31\n",
        "",
        "calendars[0]",
    ),
    "a day that stands twice": (
        "2026-06-16",
        "2026-06-15",
        "calendars[0].days_off[1].day",
    ),
    "a date that is none": (
        "2026-06-16",
        "2026-06-31",
        "calendars[0].days_off[1].day",
    ),
    "a calendar without its reason": (
        "    reason: The offices move.\n",
        "",
        "calendars[1]",
    ),
    "a partnership that moves a bank holiday": (
        "    recompute_open_deadlines: true",
        "    worked_after_all: [2026-05-25]",
        "calendars[1].worked_after_all",
    ),
    "a partnership whose closures are proclaimed": (
        "    recompute_open_deadlines: true",
        "    confirmed_until: 2028-12-31",
        "calendars[1].confirmed_until",
    ),
    "a nation that would move deadlines": (
        "    worked_after_all: [2026-05-25]",
        "    recompute_open_deadlines: true",
        "calendars[0].recompute_open_deadlines",
    ),
}


class TestACalendarFile:
    def test_says_the_days_of_nations_and_partnerships(self) -> None:
        scotland, lewisham = read_calendars(GOOD)

        assert (scotland.code, lewisham.code) == ("SCT", "lewisham")
        assert [day.kind for day in scotland.said.days_off] == [
            "bank_holiday",
            "public_day",
        ]
        assert scotland.said.worked == (date(2026, 5, 25),)
        assert lewisham.said.days_off[0].kind == "closure"
        assert lewisham.said.recomputes

    @pytest.mark.parametrize("flaw", BAD)
    def test_with_a_flaw_is_refused_with_its_line_and_a_way_to_mend_it(
        self, flaw: str
    ) -> None:
        old, new, path = BAD[flaw]

        with pytest.raises(CalendarFileError) as refused:
            read_calendars(GOOD.replace(old, new))

        (problem,) = refused.value.problems
        assert problem.line > 1
        assert problem.path.startswith(path)
        assert problem.hint

    def test_comes_with_the_release_for_every_nation(self) -> None:
        assert {entry.code for entry in shipped_calendars()} == set(NATIONS)
        assert {entry.said.confirmed_until for entry in shipped_calendars()} == {
            date(2028, 12, 31)
        }
