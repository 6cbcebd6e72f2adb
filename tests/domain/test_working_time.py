"""Counting working days: the check dates, the edges of days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dispute_core.domain.working_time import Calendar, Skipped, calendar_for
from tests.domain.plain_calendar import PROCLAIMED, plain_holidays

ENGLAND, WALES = calendar_for("ENG"), calendar_for("WLS")
SCOTLAND, NORTHERN_IRELAND = calendar_for("SCT"), calendar_for("NIR")

GOOD_FRIDAY = Skipped(date=date(2025, 4, 18), name="Good Friday")
EASTER_MONDAY = Skipped(date=date(2025, 4, 21), name="Easter Monday")
CLOSED = {date(2025, 6, 11): "Area inspection", date(2025, 4, 18): "Area closed"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TestTheCheckDatesOfTheDesign:
    @pytest.mark.parametrize(
        ("calendar", "start", "amount", "due_on"),
        [
            (ENGLAND, "2025-04-17T09:00+01:00", 1, date(2025, 4, 22)),
            (SCOTLAND, "2025-04-17T09:00+01:00", 1, date(2025, 4, 21)),
            (WALES, "2025-04-14T09:00+01:00", 5, date(2025, 4, 23)),
            (WALES, "2025-04-14T09:00+01:00", 10, date(2025, 4, 30)),
            (WALES, "2025-12-18T09:00+00:00", 10, date(2026, 1, 6)),
        ],
    )
    def test_are_met(
        self, calendar: Calendar, start: str, amount: int, due_on: date
    ) -> None:
        assert due_on == calendar.working_days(at(start), amount).due_on

    def test_show_every_day_counted_and_the_holidays_skipped(self) -> None:
        counted = WALES.working_days(at("2025-04-14T09:00+01:00"), 5)

        assert counted.days == (
            date(2025, 4, 15),
            date(2025, 4, 16),
            date(2025, 4, 17),
            date(2025, 4, 22),
            date(2025, 4, 23),
        )
        assert counted.skipped == (GOOD_FRIDAY, EASTER_MONDAY)

    def test_end_with_the_last_day_in_london(self) -> None:
        in_summer = ENGLAND.working_days(at("2025-04-17T09:00+01:00"), 1)
        in_winter = WALES.working_days(at("2025-12-18T09:00+00:00"), 10)

        assert datetime(2025, 4, 22, 23, 0, tzinfo=UTC) == in_summer.due_at
        assert datetime(2026, 1, 7, 0, 0, tzinfo=UTC) == in_winter.due_at


class TestDayNought:
    @pytest.mark.parametrize(
        ("start", "due_on"),
        [
            ("2025-06-10T22:59:59.999999+00:00", date(2025, 6, 11)),  # 23:59 Tuesday
            ("2025-06-10T23:00:00+00:00", date(2025, 6, 12)),  # 00:00 Wednesday, BST
            ("2025-01-14T23:59:59.999999+00:00", date(2025, 1, 15)),  # Tuesday, GMT
            ("2025-01-15T00:00:00+00:00", date(2025, 1, 16)),  # 00:00 Wednesday, GMT
        ],
    )
    def test_changes_at_midnight_in_london(self, start: str, due_on: date) -> None:
        assert due_on == ENGLAND.working_days(at(start), 1).due_on

    @pytest.mark.parametrize(
        "start",
        [
            "2025-06-13T17:00+01:00",  # Friday evening
            "2025-06-14T12:00+01:00",  # Saturday
            "2025-06-15T23:59+01:00",  # Sunday, the last minute
        ],
    )
    def test_is_not_counted_even_on_a_weekend(self, start: str) -> None:
        assert date(2025, 6, 16) == ENGLAND.working_days(at(start), 1).due_on

    def test_may_be_a_bank_holiday_itself(self) -> None:
        good_friday = at("2025-04-18T12:00+01:00")

        counted = ENGLAND.working_days(good_friday, 1)

        assert date(2025, 4, 22) == counted.due_on
        assert counted.skipped == (EASTER_MONDAY,)

    def test_is_the_london_date_whatever_zone_the_caller_writes(self) -> None:
        same = [
            at("2025-06-10T23:30+00:00"),
            at("2025-06-11T00:30+01:00"),
            at("2025-06-10T18:30-05:00"),
        ]

        assert {date(2025, 6, 12)} == {
            ENGLAND.working_days(start, 1).due_on for start in same
        }


class TestClockChanges:
    def test_spring_forward_ends_the_day_an_hour_earlier_in_utc(self) -> None:
        friday = at("2025-03-28T12:00+00:00")

        counted = ENGLAND.working_days(friday, 1)

        assert date(2025, 3, 31) == counted.due_on
        assert datetime(2025, 3, 31, 23, 0, tzinfo=UTC) == counted.due_at

    def test_autumn_back_ends_the_day_at_midnight_utc(self) -> None:
        friday = at("2025-10-24T12:00+01:00")

        counted = ENGLAND.working_days(friday, 1)

        assert date(2025, 10, 27) == counted.due_on
        assert datetime(2025, 10, 28, 0, 0, tzinfo=UTC) == counted.due_at

    @pytest.mark.parametrize(
        ("start", "due_at"),
        [
            ("2025-03-29T12:00+00:00", datetime(2025, 3, 30, 23, 0, tzinfo=UTC)),
            ("2025-10-25T12:00+01:00", datetime(2025, 10, 27, 0, 0, tzinfo=UTC)),
        ],
    )
    def test_a_calendar_day_may_last_23_or_25_hours(
        self, start: str, due_at: datetime
    ) -> None:
        assert due_at == ENGLAND.calendar_days(at(start), 1).due_at

    def test_both_one_o_clocks_of_an_october_night_belong_to_the_same_day(self) -> None:
        first, second = at("2025-10-26T00:30+00:00"), at("2025-10-26T01:30+00:00")

        assert ENGLAND.working_days(first, 2) == ENGLAND.working_days(second, 2)

    def test_hours_run_on_through_the_change(self) -> None:
        counted = ENGLAND.hours(at("2025-03-29T12:00+00:00"), 24)

        assert datetime(2025, 3, 30, 12, 0, tzinfo=UTC) == counted.due_at
        assert date(2025, 3, 30) == counted.due_on


class TestBankHolidays:
    @pytest.mark.parametrize("day", sorted(PROCLAIMED))
    def test_proclaimed_once_are_known(self, day: date) -> None:
        calendars = (ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND)

        closed = {found.nation for found in calendars if not found.is_working_day(day)}

        assert PROCLAIMED[day] == closed

    def test_are_named_as_people_know_them(self) -> None:
        assert ENGLAND.holiday(date(2025, 4, 18)) == "Good Friday"
        assert WALES.holiday(date(2023, 5, 8)) == "Coronation of Charles III"
        assert ENGLAND.holiday(date(2026, 12, 28)) == "Boxing Day (substitute day)"
        assert ENGLAND.holiday(date(2025, 4, 17)) is None

    def test_on_a_weekend_move_to_their_substitute_days(self) -> None:
        christmas_2021 = [date(2021, 12, day) for day in (24, 27, 28, 29)]

        working = [ENGLAND.is_working_day(day) for day in christmas_2021]

        assert working == [True, False, False, True]

    @pytest.mark.parametrize(
        "calendar", [ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND], ids=lambda c: c.nation
    )
    def test_are_those_that_the_government_published(self, calendar: Calendar) -> None:
        day, found = date(2019, 1, 1), set()
        while day < date(2028, 1, 1):
            if day.weekday() < 5 and not calendar.is_working_day(day):
                found.add(day)
            day += timedelta(days=1)

        assert plain_holidays(calendar.nation) == found


class TestClosures:
    def test_are_skipped_with_the_words_of_the_board(self) -> None:
        area = calendar_for("ENG", CLOSED)

        counted = area.working_days(at("2025-06-10T09:00+01:00"), 1)

        assert date(2025, 6, 12) == counted.due_on
        assert (Skipped(date=date(2025, 6, 11), name="Area inspection"),) == (
            counted.skipped
        )
        assert area.holiday(date(2025, 4, 18)) == "Area closed"

    def test_change_the_version_but_their_order_does_not(self) -> None:
        reordered = dict(reversed(CLOSED.items()))

        assert calendar_for("ENG").version != calendar_for("ENG", CLOSED).version
        assert calendar_for("ENG", CLOSED) == calendar_for("ENG", reordered)

    def test_kept_by_the_caller_cannot_change_a_calendar_already_made(self) -> None:
        mine = dict(CLOSED)
        area = calendar_for("ENG", mine)

        mine.clear()

        assert not area.is_working_day(date(2025, 6, 11))


class TestOtherUnits:
    def test_calendar_days_count_weekends_and_holidays(self) -> None:
        counted = ENGLAND.calendar_days(at("2025-04-17T09:00+01:00"), 3)

        assert date(2025, 4, 20) == counted.due_on
        assert datetime(2025, 4, 20, 23, 0, tzinfo=UTC) == counted.due_at
        assert len(counted.days) == 3

    def test_hours_are_elapsed_hours(self) -> None:
        counted = ENGLAND.hours(at("2025-06-10T18:00+01:00"), 24)

        assert datetime(2025, 6, 11, 17, 0, tzinfo=UTC) == counted.due_at
        assert date(2025, 6, 11) == counted.due_on


class TestRefusals:
    @pytest.mark.parametrize("amount", [0, -1])
    def test_a_count_of_nothing_is_no_count(self, amount: int) -> None:
        start = at("2025-06-10T18:00+01:00")

        for count in (ENGLAND.working_days, ENGLAND.calendar_days, ENGLAND.hours):
            with pytest.raises(ValueError, match="at least one"):
                count(start, amount)

    def test_a_time_without_its_zone_is_not_guessed(self) -> None:
        somewhere = at("2025-06-10T18:00+01:00").replace(tzinfo=None)

        with pytest.raises(ValueError, match="time zone"):
            ENGLAND.working_days(somewhere, 1)
