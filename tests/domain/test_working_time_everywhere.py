"""Working time against its plain definition: every start date from 2024 to 2030."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest

from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time import (
    NO_CLOSURES,
    Calendar,
    WorkingDays,
    calendar_for,
)
from tests.domain import plain_rules as plain

NATIONS: tuple[Nation, ...] = ("ENG", "WLS", "SCT", "NIR")
DEFINITIONS = tuple(product(NATIONS, (False, True), (False, True)))
START_DATES = tuple(plain.every_day(date(2024, 1, 1), date(2030, 12, 31)))
MOST = 30


def named(definition: tuple[Nation, bool, bool]) -> str:
    nation, anywhere, eve = definition
    return f"{nation}{'-anywhere' if anywhere else ''}{'-eve' if eve else ''}"


def calendar(nation: Nation, definition: WorkingDays) -> Calendar:
    return calendar_for(nation, NO_CLOSURES, definition)


def moment(day: date) -> datetime:
    """Some moment of a date in London, another hour each day."""
    hour = 1 + day.toordinal() % 22  # at no hour is it another date in UTC
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


class TestEveryStartDate:
    @pytest.mark.parametrize("definition", DEFINITIONS, ids=named)
    def test_counts_its_working_days(
        self, definition: tuple[Nation, bool, bool]
    ) -> None:
        nation, anywhere, eve = definition
        ours = calendar(nation, WorkingDays(anywhere=anywhere, christmas_eve=eve))
        working = plain.worked(nation, anywhere=anywhere, christmas_eve=eve)

        for start in START_DATES:
            at, day, days = moment(start), start, []
            for amount in range(1, MOST + 1):
                day = plain.next_worked(day, working)
                days.append(day)
                counted = ours.working_days(at, amount)
                assert day == counted.due_on, (start, amount)
                assert len(counted.days) == amount, (start, amount)
            assert tuple(days) == counted.days
            assert plain.day_over(day) == counted.due_at

    def test_counts_its_calendar_days_and_months(self) -> None:
        ours = calendar_for("ENG")

        for start in START_DATES:
            at = moment(start)
            for amount in (1, 2, 7, 28, 30):
                due_on = start + timedelta(days=amount)
                counted = ours.calendar_days(at, amount)
                assert (due_on, plain.day_over(due_on)) == (
                    counted.due_on,
                    counted.due_at,
                )
            for amount in (1, 2, 6, 12):
                due_on = plain.months_later(start, amount)
                counted = ours.months(at, amount)
                assert (due_on, plain.day_over(due_on)) == (
                    counted.due_on,
                    counted.due_at,
                )

    @pytest.mark.parametrize("nation", NATIONS)
    def test_counts_its_working_hours(self, nation: Nation) -> None:
        ours = calendar_for(nation)
        working = plain.worked(nation, anywhere=False, christmas_eve=False)

        for start in START_DATES[:: len(NATIONS)]:
            at = moment(start)
            ends = plain.hours_worked(at, 12, working, time(9), time(17))
            for amount, end in enumerate(ends, start=1):
                counted = ours.working_hours(at, amount)
                assert end == counted.due_at, (start, amount)
                assert plain.wall(end).date() == counted.due_on

    @pytest.mark.parametrize(("cut_off", "waits"), [(17, False), (0, True), (12, True)])
    def test_knows_from_which_day_it_counts(self, cut_off: int, waits: bool) -> None:
        rules = WorkingDays(
            cut_off=time(cut_off) if cut_off else None, closed_days_wait=waits
        )
        ours = calendar("NIR", rules)
        working = plain.worked("NIR", anywhere=False, christmas_eve=False)

        for start in START_DATES:
            at = moment(start)
            late = cut_off and plain.wall(at).hour >= cut_off
            if late or (waits and start not in working):
                zero = plain.next_worked(start, working)
            else:
                zero = start
            counted = ours.working_days(at, 1)
            assert zero == counted.day_zero, start
            assert plain.next_worked(zero, working) == counted.due_on, start
            assert zero + timedelta(days=3) == ours.calendar_days(at, 3).due_on

    def test_may_end_its_own_working_day(self) -> None:
        ours = calendar_for("SCT")
        working = plain.worked("SCT", anywhere=False, christmas_eve=False)

        for start in START_DATES:
            at = moment(start)
            early = plain.wall(at).time() < time(16, 30)
            same = start in working and early
            due_on = start if same else plain.next_worked(start, working)
            counted = ours.same_working_day(at, time(16, 30))
            assert (due_on, plain.day_over(due_on)) == (counted.due_on, counted.due_at)


class TestEveryClockChange:
    @pytest.mark.parametrize("year", range(2024, 2031))
    def test_lets_elapsed_hours_run_on(self, year: int) -> None:
        ours = calendar_for("ENG")

        for change in plain.clock_changes(year):
            for half_hours in range(-150, 20):
                start = change + timedelta(minutes=30 * half_hours)
                for amount in (1, 2, 3, 24, 47, 48, 49, 72):
                    counted = ours.hours(start, amount)
                    over = int(start.timestamp()) + amount * 3600
                    assert over == int(counted.due_at.timestamp())
                    assert plain.wall(counted.due_at).date() == counted.due_on

    @pytest.mark.parametrize("year", range(2024, 2031))
    def test_is_no_working_time(self, year: int) -> None:
        ours = calendar_for("ENG")
        working = plain.worked("ENG", anywhere=False, christmas_eve=False)

        for change in plain.clock_changes(year):
            for quarters in range(-300, 200, 7):
                start = change + plain.QUARTER * quarters
                ends = plain.hours_worked(start, 16, working, time(9), time(17))
                found = [ours.working_hours(start, n).due_at for n in range(1, 17)]
                assert ends == found, start
