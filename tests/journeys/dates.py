"""Due dates worked out by hand, from the documents and a printed calendar.

The London date of the raising is day 0; the limit ends when the last day ends.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """What a dispute raised at this instant must say of its limit."""

    raised_at: str
    due_on: str
    due_at: str
    says: str
    skipped: tuple[str, ...] = ()


# 002 stage 1: "within one working day".
ONE_DAY = {
    "23:59:59 in summer": Expected(
        "2025-06-10T22:59:59Z",
        "2025-06-11",
        "2025-06-11T23:00:00Z",
        "Wednesday 11 June 2025",
    ),
    "00:00 in summer": Expected(
        "2025-06-10T23:00:00Z",
        "2025-06-12",
        "2025-06-12T23:00:00Z",
        "Thursday 12 June 2025",
    ),
    "23:59:59 in winter": Expected(
        "2025-01-14T23:59:59Z",
        "2025-01-15",
        "2025-01-16T00:00:00Z",
        "Wednesday 15 January 2025",
    ),
    "00:00 in winter": Expected(
        "2025-01-15T00:00:00Z",
        "2025-01-16",
        "2025-01-17T00:00:00Z",
        "Thursday 16 January 2025",
    ),
    "the last second of a year": Expected(
        "2024-12-31T23:59:59Z",
        "2025-01-02",
        "2025-01-03T00:00:00Z",
        "Thursday 2 January 2025",
        ("2025-01-01 New Year's Day",),
    ),
    "the Friday before summer time begins": Expected(
        "2025-03-28T12:00:00Z",
        "2025-03-31",
        "2025-03-31T23:00:00Z",
        "Monday 31 March 2025",
    ),
    "the last second before summer time": Expected(
        "2025-03-30T00:59:59Z",
        "2025-03-31",
        "2025-03-31T23:00:00Z",
        "Monday 31 March 2025",
    ),
    "the first second of summer time": Expected(
        "2025-03-30T01:00:00Z",
        "2025-03-31",
        "2025-03-31T23:00:00Z",
        "Monday 31 March 2025",
    ),
    "23:59:59 on the day summer time begins": Expected(
        "2025-03-30T22:59:59Z",
        "2025-03-31",
        "2025-03-31T23:00:00Z",
        "Monday 31 March 2025",
    ),
    "the first midnight of summer time": Expected(
        "2025-03-30T23:00:00Z",
        "2025-04-01",
        "2025-04-01T23:00:00Z",
        "Tuesday 1 April 2025",
    ),
    "23:59:59 on the Friday before summer time ends": Expected(
        "2025-10-24T22:59:59Z",
        "2025-10-27",
        "2025-10-28T00:00:00Z",
        "Monday 27 October 2025",
    ),
    "01:30 for the first time as summer time ends": Expected(
        "2025-10-26T00:30:00Z",
        "2025-10-27",
        "2025-10-28T00:00:00Z",
        "Monday 27 October 2025",
    ),
    "01:30 for the second time": Expected(
        "2025-10-26T01:30:00Z",
        "2025-10-27",
        "2025-10-28T00:00:00Z",
        "Monday 27 October 2025",
    ),
    "23:00, which was midnight the day before": Expected(
        "2025-10-26T23:00:00Z",
        "2025-10-27",
        "2025-10-28T00:00:00Z",
        "Monday 27 October 2025",
    ),
    "the first midnight of winter time": Expected(
        "2025-10-27T00:00:00Z",
        "2025-10-28",
        "2025-10-29T00:00:00Z",
        "Tuesday 28 October 2025",
    ),
    "with an offset of another zone": Expected(
        "2025-06-11T01:00:00+02:00",
        "2025-06-12",
        "2025-06-12T23:00:00Z",
        "Thursday 12 June 2025",
    ),
    "before Easter": Expected(
        "2025-04-17T22:59:59Z",
        "2025-04-22",
        "2025-04-22T23:00:00Z",
        "Tuesday 22 April 2025",
        ("2025-04-18 Good Friday", "2025-04-21 Easter Monday"),
    ),
    "on a bank holiday": Expected(
        "2025-08-25T11:00:00Z",
        "2025-08-26",
        "2025-08-26T23:00:00Z",
        "Tuesday 26 August 2025",
    ),
    "before the Platinum Jubilee": Expected(
        "2022-06-01T10:00:00Z",
        "2022-06-06",
        "2022-06-06T23:00:00Z",
        "Monday 6 June 2022",
        ("2022-06-02 Spring Bank Holiday", "2022-06-03 Platinum Jubilee"),
    ),
    "on the day of the Platinum Jubilee": Expected(
        "2022-06-03T10:00:00Z",
        "2022-06-06",
        "2022-06-06T23:00:00Z",
        "Monday 6 June 2022",
    ),
    "before the State Funeral": Expected(
        "2022-09-16T16:45:00Z",
        "2022-09-20",
        "2022-09-20T23:00:00Z",
        "Tuesday 20 September 2022",
        ("2022-09-19 State Funeral",),
    ),
    "before the Coronation holiday": Expected(
        "2023-05-05T10:00:00Z",
        "2023-05-09",
        "2023-05-09T23:00:00Z",
        "Tuesday 9 May 2023",
        ("2023-05-08 Coronation",),
    ),
    "before a Christmas with a substitute day": Expected(
        "2022-12-23T10:00:00Z",
        "2022-12-28",
        "2022-12-29T00:00:00Z",
        "Wednesday 28 December 2022",
        ("2022-12-26 Boxing Day", "2022-12-27 Christmas Day"),
    ),
}

# 004 stage 1: "within 5 working days"; stage 2: "or within 10 working days".
FIVE_DAYS = {
    "over Easter": Expected(
        "2025-04-14T08:00:00Z",
        "2025-04-23",
        "2025-04-23T23:00:00Z",
        "Wednesday 23 April 2025",
        ("2025-04-18 Good Friday", "2025-04-21 Easter Monday"),
    ),
    "over Christmas": Expected(
        "2025-12-18T23:59:59Z",
        "2025-12-29",
        "2025-12-30T00:00:00Z",
        "Monday 29 December 2025",
        ("2025-12-25 Christmas Day", "2025-12-26 Boxing Day"),
    ),
    "over the State Funeral": Expected(
        "2022-09-13T10:00:00Z",
        "2022-09-21",
        "2022-09-21T23:00:00Z",
        "Wednesday 21 September 2022",
        ("2022-09-19 State Funeral",),
    ),
    "over the Coronation and the May holiday": Expected(
        "2023-04-28T10:00:00Z",
        "2023-05-09",
        "2023-05-09T23:00:00Z",
        "Tuesday 9 May 2023",
        ("2023-05-01", "2023-05-08 Coronation"),
    ),
}
TEN_DAYS = {
    "over Easter": Expected(
        "2025-04-14T08:00:00Z",
        "2025-04-30",
        "2025-04-30T23:00:00Z",
        "Wednesday 30 April 2025",
        ("2025-04-18 Good Friday", "2025-04-21 Easter Monday"),
    ),
    "over the turn of the year": Expected(
        "2025-12-18T10:00:00Z",
        "2026-01-06",
        "2026-01-07T00:00:00Z",
        "Tuesday 6 January 2026",
        (
            "2025-12-25 Christmas Day",
            "2025-12-26 Boxing Day",
            "2026-01-01 New Year's Day",
        ),
    ),
    "over the Jubilee": Expected(
        "2022-05-24T22:59:59Z",
        "2022-06-09",
        "2022-06-09T23:00:00Z",
        "Thursday 9 June 2022",
        ("2022-06-02 Spring Bank Holiday", "2022-06-03 Platinum Jubilee"),
    ),
    "over the end of summer time": Expected(
        "2025-10-20T23:00:00Z",
        "2025-11-04",
        "2025-11-05T00:00:00Z",
        "Tuesday 4 November 2025",
    ),
}
