"""When the clocks may be believed, without waiting for any of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deadline_worker.clock import ClockWatch, Instant, Reading

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass
class Time:
    """What the database, this machine and its stopwatch show, moved by hand."""

    database: datetime = NOON
    wall: datetime = NOON
    monotonic: float = 100.0

    def pass_(self, seconds: float) -> None:
        self.database += seconds * SECOND
        self.wall += seconds * SECOND
        self.monotonic += seconds

    def reading(self, *, answered_in: float = 0.0) -> Reading:
        before = Instant(wall=self.wall, monotonic=self.monotonic)
        self.pass_(answered_in)
        after = Instant(wall=self.wall, monotonic=self.monotonic)
        return Reading(database=self.database, before=before, after=after)


class TestBelievingTheClocks:
    def test_is_right_while_they_agree(self) -> None:
        time, watch = Time(), ClockWatch()

        for _ in range(5):
            assert watch.look(time.reading())
            time.pass_(1)

    def test_allows_five_seconds(self) -> None:
        time, watch = Time(database=NOON + 5 * SECOND), ClockWatch()

        assert watch.look(time.reading())
        assert watch.difference == 5 * SECOND

    def test_is_wrong_from_the_first_look_if_they_differ(self) -> None:
        time, watch = Time(database=NOON - 6 * SECOND), ClockWatch()

        assert not watch.look(time.reading())
        assert watch.difference == -6 * SECOND

    def test_is_wrong_once_the_database_jumps_even_together_with_our_clock(
        self,
    ) -> None:
        time, watch = Time(), ClockWatch()
        watch.look(time.reading())

        time.database += timedelta(hours=1)
        time.wall += timedelta(hours=1)

        assert not watch.look(time.reading())

    def test_does_not_take_a_slow_answer_for_a_wrong_clock(self) -> None:
        time, watch = Time(), ClockWatch()
        watch.look(time.reading())

        assert watch.look(time.reading(answered_in=30))
        time.pass_(1)
        assert watch.look(time.reading())

    def test_does_not_take_a_long_pause_for_a_wrong_clock(self) -> None:
        time, watch = Time(), ClockWatch()
        watch.look(time.reading())

        time.pass_(3600)

        assert watch.look(time.reading())


class TestHolding:
    def test_lasts_until_the_clocks_have_agreed_for_a_while(self) -> None:
        time, watch = Time(), ClockWatch(steady=10 * SECOND)
        watch.look(time.reading())
        time.wall += 20 * SECOND
        watch.look(time.reading())
        time.wall -= 20 * SECOND

        time.pass_(9)
        assert not watch.look(time.reading())
        time.pass_(1)
        assert watch.look(time.reading())

    def test_begins_anew_with_each_jump(self) -> None:
        time, watch = Time(), ClockWatch(steady=10 * SECOND)
        watch.look(time.reading())
        time.database += 30 * SECOND
        watch.look(time.reading())

        time.pass_(9)
        time.database -= 30 * SECOND

        assert not watch.look(time.reading())
        time.pass_(9)
        assert not watch.look(time.reading())
        time.pass_(1)
        assert watch.look(time.reading())

    def test_remembers_what_had_to_wait_for_it(self) -> None:
        time, watch = Time(), ClockWatch(steady=10 * SECOND)
        watch.look(time.reading())
        time.wall += 20 * SECOND
        watch.look(time.reading())
        time.wall -= 20 * SECOND
        time.pass_(15)
        watch.look(time.reading())

        assert watch.was_held_at(NOON + 5 * SECOND)
        assert not watch.was_held_at(NOON - SECOND)
        assert not watch.was_held_at(NOON + 16 * SECOND)
