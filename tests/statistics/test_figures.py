"""A generated year, counted by the service and a second time plainly from the log."""

from datetime import date, datetime
from typing import Any

import pytest

from dispute_core.bootstrap import make_codec
from dispute_core.domain.working_time import local_date
from dispute_core.statistics.editions import Lists, edition
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.periods import Period
from tests.statistics.comparing import YEAR, as_plain, counted, folded
from tests.statistics.made_years import AGENCIES, CATEGORIES, year_of_disputes
from tests.statistics.plain_count import Entry, Stream, count

NUMBER = 500
SUMMER = Period(first=date(2025, 7, 1), last=date(2025, 9, 30))


@pytest.fixture(scope="module")
def told() -> list[list[Any]]:
    return year_of_disputes(NUMBER)


@pytest.fixture(scope="module")
def known(told: list[list[Any]]) -> list[DisputeFacts]:
    return [folded(one) for one in told]


@pytest.fixture(scope="module")
def log(told: list[list[Any]]) -> list[Stream]:
    codec = make_codec()
    return [
        [
            Entry(event.TOPIC, event.timestamp, codec.encode(event).facts)
            for event in one
        ]
        for one in told
    ]


@pytest.mark.parametrize("period", [YEAR, SUMMER], ids=["the year", "the summer"])
class TestAGeneratedYear:
    def test_counts_as_the_plain_count_does(
        self, period: Period, known: list[DisputeFacts], log: list[Stream]
    ) -> None:
        ours = counted(known, period)
        plain = count(log, period.first, period.last)

        assert as_plain(ours, plain) == plain

    def test_has_something_of_everything(
        self, period: Period, known: list[DisputeFacts]
    ) -> None:
        ours = counted(known, period)

        assert ours.opened > 0
        assert ours.breaches.missed > 0
        assert ours.breaches.in_time_but_entered_late > 0
        assert ours.took_no_part == ("voluntary",)
        assert ours.passed_over
        assert ours.started_later
        assert ours.limits_set
        assert ours.reopened
        assert ours.check_backs.failed
        assert "ended_unresolved" in ours.course


class TestAStepTakenInTimeButEnteredLate:
    def test_is_never_counted_as_missed(self, known: list[DisputeFacts]) -> None:
        entered_late = [
            limit
            for one in known
            for limit in one.limits
            if limit.reported and limit.settled_at and limit.settled_at < limit.due_at
        ]

        assert entered_late
        assert not [limit for limit in entered_late if limit.missed]


class TestAnEdition:
    def test_of_many_disputes_tells_what_the_board_office_reads(
        self, known: list[DisputeFacts]
    ) -> None:
        lists = Lists(agencies=frozenset(AGENCIES), categories=frozenset(CATEGORIES))

        one, ours = edition(2025, known, lists), counted(known, YEAR)

        settled = ours.settled_at_the_lowest_stage, ours.settled
        assert (one.opened, one.lowest_share()) == (ours.opened, settled)
        assert one.tables["immediate_risk"]["yes"] == ours.immediate_risk
        cells = one.tables["raised_by"]
        shown = {code: count for code, count in cells.items() if count is not None}
        assert shown == {code: ours.raised_by[code] for code in shown}
        # Nobody is elsewhere; two agencies' counts keep that from being worked out.
        assert len(shown) == len(AGENCIES) - 2


class TestAPeriod:
    def test_begins_and_ends_at_midnight_in_london(self) -> None:
        june = Period(first=date(2025, 6, 1), last=date(2025, 6, 30))

        assert june.begins_at == datetime.fromisoformat("2025-05-31T23:00:00Z")
        assert june.ends_at == datetime.fromisoformat("2025-06-30T23:00:00Z")
        assert local_date(june.begins_at) == date(2025, 6, 1)

    @pytest.mark.parametrize(
        ("first", "last", "before"),
        [
            ("2025-04-01", "2026-03-31", ("2024-04-01", "2025-03-31")),
            ("2025-01-01", "2025-03-31", ("2024-10-01", "2024-12-31")),
            ("2024-03-01", "2024-03-31", ("2024-02-01", "2024-02-29")),
            ("2025-06-10", "2025-06-16", ("2025-06-03", "2025-06-09")),
        ],
    )
    def test_is_compared_with_the_one_just_before_it(
        self, first: str, last: str, before: tuple[str, str]
    ) -> None:
        period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last))

        earlier = period.before()

        assert (str(earlier.first), str(earlier.last)) == before
