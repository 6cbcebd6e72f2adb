"""Why a breach was noticed late: what was our fault is never put on anybody else."""

from datetime import UTC, datetime, timedelta

from deadline_worker.cause import Causes
from deadline_worker.clock import ClockWatch, Hold
from deadline_worker.watched import Interval, Watched

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ALL_DAY = Interval(NOON - 12 * HOUR, NOON)


def causes(
    *watched: Interval, behind: bool = False, hold: Hold | None = None
) -> Causes:
    clocks = ClockWatch()
    if hold:
        clocks.holds.append(hold)
    return Causes(now=NOON, clocks=clocks, watched=watched, behind=behind)


class TestACause:
    def test_is_normal_within_five_seconds_whatever_else_there_was(self) -> None:
        assert causes(behind=True).of(NOON - 5 * SECOND) == "normal"

    def test_is_an_outage_if_nobody_watched_when_it_fell_due(self) -> None:
        early = Interval(NOON - 12 * HOUR, NOON - 2 * HOUR)
        late = Interval(NOON - SECOND, NOON)

        assert causes(early, late).of(NOON - HOUR) == "outage"

    def test_is_no_outage_if_any_worker_watched(self) -> None:
        late = Interval(NOON - SECOND, NOON)

        assert causes(late, ALL_DAY).of(NOON - HOUR) == "normal"

    def test_is_a_backlog_if_more_was_due_than_a_sweep_takes(self) -> None:
        assert causes(ALL_DAY, behind=True).of(NOON - HOUR) == "backlog"

    def test_is_the_clocks_if_they_made_it_wait(self) -> None:
        hold = Hold(begun=NOON - 2 * HOUR, ended=NOON - SECOND)

        assert causes(ALL_DAY, hold=hold).of(NOON - HOUR) == "clock_hold"

    def test_is_not_the_clocks_if_it_fell_due_before_they_differed(self) -> None:
        hold = Hold(begun=NOON - HOUR, ended=NOON - SECOND)

        assert causes(ALL_DAY, hold=hold).of(NOON - 2 * HOUR) == "normal"


class TestWatching:
    def test_is_one_time_as_long_as_no_look_is_missed(self) -> None:
        watched = Watched()

        for seconds in range(0, 60, 10):
            watched.looked(NOON + seconds * SECOND)

        assert watched.interval == Interval(NOON, NOON + 50 * SECOND)

    def test_begins_anew_after_a_gap(self) -> None:
        watched = Watched()
        watched.looked(NOON)

        watched.looked(NOON + 11 * SECOND)

        assert watched.interval == Interval(NOON + 11 * SECOND, NOON + 11 * SECOND)

    def test_never_goes_back(self) -> None:
        watched = Watched()
        watched.looked(NOON)

        watched.looked(NOON - SECOND)

        assert watched.interval == Interval(NOON, NOON)
