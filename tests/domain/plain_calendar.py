"""A plain second way to count working days, from tables typed by hand.

It shares nothing with the service: the dates are those that GOV.UK published, and
summer time is reckoned from its rule instead of a time zone database.
"""

from datetime import UTC, date, datetime, timedelta

from dispute_core.domain.vocabulary import Nation

ALL: set[Nation] = {"ENG", "WLS", "SCT", "NIR"}

PROCLAIMED: dict[date, set[Nation]] = {
    date(2020, 5, 8): ALL,  # VE Day, in place of the first Monday in May
    date(2022, 6, 3): ALL,
    date(2022, 9, 19): ALL,
    date(2023, 5, 8): ALL,
    date(2026, 6, 15): {"SCT"},
}

# Weekdays only, month-day, substitute days included.
EVERYWHERE = {
    2019: "01-01 04-19 05-06 05-27 12-25 12-26",
    2020: "01-01 04-10 05-08 05-25 12-25 12-28",
    2021: "01-01 04-02 05-03 05-31 12-27 12-28",
    2022: "01-03 04-15 05-02 06-02 06-03 09-19 12-26 12-27",
    2023: "01-02 04-07 05-01 05-08 05-29 12-25 12-26",
    2024: "01-01 03-29 05-06 05-27 12-25 12-26",
    2025: "01-01 04-18 05-05 05-26 12-25 12-26",
    2026: "01-01 04-03 05-04 05-25 12-25 12-28",
    2027: "01-01 03-26 05-03 05-31 12-27 12-28",
}
NOT_SCOTLAND = {
    2019: "04-22 08-26",
    2020: "04-13 08-31",
    2021: "04-05 08-30",
    2022: "04-18 08-29",
    2023: "04-10 08-28",
    2024: "04-01 08-26",
    2025: "04-21 08-25",
    2026: "04-06 08-31",
    2027: "03-29 08-30",
}
SCOTLAND_ONLY = {
    2019: "01-02 08-05 12-02",
    2020: "01-02 08-03 11-30",
    2021: "01-04 08-02 11-30",
    2022: "01-04 08-01 11-30",
    2023: "01-03 08-07 11-30",
    2024: "01-02 08-05 12-02",
    2025: "01-02 08-04 12-01",
    2026: "01-02 06-15 08-03 11-30",
    2027: "01-04 08-02 11-30",
}
NORTHERN_IRELAND_ONLY = {
    2019: "03-18 07-12",
    2020: "03-17 07-13",
    2021: "03-17 07-12",
    2022: "03-17 07-12",
    2023: "03-17 07-12",
    2024: "03-18 07-12",
    2025: "03-17 07-14",
    2026: "03-17 07-13",
    2027: "03-17 07-12",
}


def plain_holidays(nation: Nation) -> set[date]:
    tables = [EVERYWHERE, SCOTLAND_ONLY if nation == "SCT" else NOT_SCOTLAND]
    if nation == "NIR":
        tables.append(NORTHERN_IRELAND_ONLY)
    return {
        date.fromisoformat(f"{year}-{day}")
        for table in tables
        for year, days in table.items()
        for day in days.split()
    }


def plain_due(nation: Nation, start: datetime, amount: int) -> tuple[date, datetime]:
    """Walk the days one by one; a day is over at 23:00 UTC in summer, else at 24:00."""
    closed = plain_holidays(nation)
    local = start + timedelta(hours=1) if _is_summer(start) else start
    day = local.date()
    while amount:
        day += timedelta(days=1)
        if day.isoweekday() not in {6, 7} and day not in closed:
            amount -= 1
    over = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    return day, over - timedelta(hours=1) if _is_summer(over) else over


def _is_summer(at: datetime) -> bool:
    """From the last Sunday in March, 01:00 UTC, to that in October."""
    return _last_sunday(at.year, 3) <= at < _last_sunday(at.year, 10)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)
