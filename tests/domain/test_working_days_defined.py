"""What a board takes for a working day, and from when an event counts."""

from datetime import UTC, date, datetime, time

import pytest

from dispute_core.domain.working_time import (
    NO_CLOSURES,
    Calendar,
    Skipped,
    WorkingDays,
    WorkingHours,
    calendar_for,
)

ENGLAND = calendar_for("ENG")


def england(definition: WorkingDays) -> Calendar:
    return calendar_for("ENG", NO_CLOSURES, definition)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TestAHolidayInAnyPartOfTheKingdom:
    def test_is_left_out_and_says_where_it_is_one(self) -> None:
        anywhere = england(WorkingDays(anywhere=True))

        counted = anywhere.working_days(at("2026-03-16T09:00+00:00"), 1)

        assert date(2026, 3, 18) == counted.due_on
        assert counted.skipped == (
            Skipped(
                date=date(2026, 3, 17), name="Saint Patrick's Day in Northern Ireland"
            ),
        )

    def test_has_the_nations_own_name_where_it_keeps_it_too(self) -> None:
        anywhere = england(WorkingDays(anywhere=True))

        assert anywhere.holiday(date(2026, 4, 3)) == "Good Friday"


class TestChristmasEve:
    def test_is_worked_unless_the_board_leaves_it_out(self) -> None:
        before = at("2026-12-23T09:00+00:00")

        usual = ENGLAND.working_days(before, 1)
        without = england(WorkingDays(christmas_eve=True)).working_days(before, 1)

        assert date(2026, 12, 24) == usual.due_on
        assert date(2026, 12, 29) == without.due_on
        assert without.skipped[0].name == "Christmas Eve"


class TestDayNought:
    @pytest.mark.parametrize(
        ("start", "due_on"),
        [
            ("2026-11-19T16:59:59+00:00", date(2026, 11, 20)),  # Thursday, before
            ("2026-11-19T17:00:00+00:00", date(2026, 11, 23)),  # counts as of Friday
            ("2026-11-20T17:00:00+00:00", date(2026, 11, 24)),  # counts as of Monday
        ],
    )
    def test_is_the_next_working_day_after_the_cut_off(
        self, start: str, due_on: date
    ) -> None:
        ours = england(WorkingDays(cut_off=time(17)))

        assert due_on == ours.working_days(at(start), 1).due_on

    def test_is_the_next_working_day_where_closed_days_wait(self) -> None:
        ours = england(WorkingDays(closed_days_wait=True))
        saturday = at("2026-11-21T09:00+00:00")

        assert date(2026, 11, 24) == ours.working_days(saturday, 1).due_on
        assert date(2026, 11, 23) == ENGLAND.working_days(saturday, 1).due_on

    def test_matters_not_where_hours_run(self) -> None:
        ours = england(WorkingDays(cut_off=time(9), closed_days_wait=True))
        saturday = at("2026-11-21T09:00+00:00")

        assert datetime(2026, 11, 22, 9, tzinfo=UTC) == ours.hours(saturday, 24).due_at


class TestTheSameWorkingDay:
    @pytest.mark.parametrize(
        ("start", "cut_off", "due_on"),
        [
            ("2026-11-20T16:55+00:00", time(17), date(2026, 11, 20)),  # Friday
            ("2026-11-20T16:55+00:00", None, date(2026, 11, 20)),
            ("2026-11-20T16:55+00:00", time(16, 55), date(2026, 11, 23)),
            ("2026-11-20T16:55+00:00", time(16), date(2026, 11, 23)),
            ("2026-11-21T08:00+00:00", time(17), date(2026, 11, 23)),  # Saturday
            ("2026-04-02T17:30+01:00", time(17), date(2026, 4, 7)),  # before Easter
        ],
    )
    def test_ends_with_the_day_or_with_the_next(
        self, start: str, cut_off: time | None, due_on: date
    ) -> None:
        assert due_on == ENGLAND.same_working_day(at(start), cut_off).due_on


class TestWorkingHours:
    def test_run_from_nine_to_five_unless_the_board_has_others(self) -> None:
        friday = at("2026-11-20T16:00+00:00")
        short = england(
            WorkingDays(hours=WorkingHours(opens=time(10), closes=time(12)))
        )

        assert datetime(2026, 11, 23, 12, tzinfo=UTC) == (
            ENGLAND.working_hours(friday, 4).due_at
        )
        assert datetime(2026, 11, 24, 12, tzinfo=UTC) == (
            short.working_hours(friday, 4).due_at
        )

    def test_that_fill_a_day_end_when_it_closes(self) -> None:
        counted = ENGLAND.working_hours(at("2026-11-19T20:00+00:00"), 8)

        assert datetime(2026, 11, 20, 17, tzinfo=UTC) == counted.due_at
        assert counted.days == (date(2026, 11, 20),)


class TestWeeksAndMonths:
    def test_a_working_week_is_five_working_days(self) -> None:
        before_easter = at("2026-03-30T09:00+01:00")

        assert date(2026, 4, 8) == ENGLAND.working_weeks(before_easter, 1).due_on

    def test_a_month_ends_with_its_last_day_where_the_date_is_missing(self) -> None:
        assert date(2028, 2, 29) == (
            ENGLAND.months(at("2028-01-31T09:00+00:00"), 1).due_on
        )
        assert date(2027, 1, 30) == (
            ENGLAND.months(at("2026-11-30T09:00+00:00"), 2).due_on
        )


class TestTheVersion:
    def test_names_all_that_the_counts_depend_on(self) -> None:
        definitions = [
            WorkingDays(),
            WorkingDays(anywhere=True),
            WorkingDays(christmas_eve=True),
            WorkingDays(cut_off=time(17)),
            WorkingDays(closed_days_wait=True),
            WorkingDays(hours=WorkingHours(opens=time(8), closes=time(16))),
        ]

        versions = [england(definition).version for definition in definitions]

        assert len(set(versions)) == len(definitions)
        assert versions[2].endswith("ENG, Christmas Eve")
