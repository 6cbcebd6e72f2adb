"""The history checker finds each broken promise, and none where all were kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.history import Attempt, Command, History, Reading, Written, gaps

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RAISED, ADDED = "dispute.raised", "dispute.record_added"


def command(number: int, topic: str, *attempts: Attempt) -> Command:
    at = NOON + number * SECOND
    return Command(key=f"key-{number}", topic=topic, at=at, attempts=list(attempts))


def done(asked: float, answered: float, version: int, answer: bytes = b"{}") -> Attempt:
    return Attempt(
        asked=asked,
        answered=answered,
        outcome="done",
        stream="one",
        version=version,
        answer=answer,
    )


def failed(asked: float, outcome: str) -> Attempt:
    unknown = Attempt(asked=asked, answered=asked + 0.5, outcome="unknown")
    return replace(unknown, outcome="refused") if outcome == "refused" else unknown


@pytest.fixture
def history() -> History:
    """A raising, a record whose first answer was lost, and one that was refused."""
    return History(
        commands=[
            command(1, RAISED, done(0, 1, 1)),
            command(2, ADDED, failed(2, "unknown"), done(3, 4, 2), done(5, 6, 2)),
            command(3, ADDED, failed(7, "refused")),
        ],
        readings=[Reading(4.5, "one", 2)],
    )


@pytest.fixture
def log() -> list[Written]:
    return [
        Written(1, "one", 1, RAISED, NOON + SECOND, NOON + 10 * SECOND),
        Written(2, "one", 2, ADDED, NOON + 2 * SECOND, NOON + 11 * SECOND),
    ]


class TestHistory:
    def test_has_nothing_to_say_where_every_promise_was_kept(
        self, history: History, log: list[Written]
    ) -> None:
        assert history.broken(log) == []
        assert history.acknowledged == 2

    def test_misses_an_acknowledged_event_that_is_gone(
        self, history: History, log: list[Written]
    ) -> None:
        missing = "key-2 was acknowledged, but is not where it was"
        assert missing in history.broken(log[:1])

    def test_finds_an_event_recorded_twice(
        self, history: History, log: list[Written]
    ) -> None:
        again = log[1]._replace(
            position=3, version=3, recorded_at=log[1].recorded_at + SECOND
        )

        assert "key-2 was recorded 2 times" in history.broken([*log, again])

    def test_finds_a_refused_command_in_the_log(
        self, history: History, log: list[Written]
    ) -> None:
        refused = Written(3, "one", 3, ADDED, NOON + 3 * SECOND, NOON + 12 * SECOND)

        assert history.broken([*log, refused]) == [
            "key-3 was refused, and recorded or done all the same"
        ]

    def test_finds_an_event_that_nobody_sent(
        self, history: History, log: list[Written]
    ) -> None:
        strange = Written(3, "one", 3, ADDED, NOON, NOON + 12 * SECOND)

        (words,) = history.broken([*log, strange])
        assert words.startswith("nobody sent the dispute.record_added")

    def test_finds_a_repeat_that_was_answered_otherwise(
        self, history: History, log: list[Written]
    ) -> None:
        history.commands[1].attempts[-1] = done(5, 6, 2, b'{"other": true}')

        assert history.broken(log) == ["key-2 was answered in different ways"]

    def test_finds_an_order_that_time_forbids(
        self, history: History, log: list[Written]
    ) -> None:
        history.commands[0].attempts = [done(8, 9, 1)]

        assert history.broken(log) == [
            "key-1 stands before a command that was answered before it"
        ]

    def test_finds_a_reading_that_was_behind(
        self, history: History, log: list[Written]
    ) -> None:
        history.readings.append(Reading(4.5, "one", 1))

        assert history.broken(log) == ["one was read at version 1, after 2"]

    def test_finds_a_time_that_went_back(
        self, history: History, log: list[Written]
    ) -> None:
        log[1] = log[1]._replace(recorded_at=log[0].recorded_at)

        assert history.broken(log) == [
            "position 2 was not recorded after the one before"
        ]


class TestGaps:
    @pytest.mark.parametrize("positions", [[], [1], [1, 2, 3]])
    def test_are_none_in_what_counts_up(self, positions: list[int]) -> None:
        assert gaps(positions) == []

    @pytest.mark.parametrize("positions", [[2], [1, 3], [1, 2, 2], [1, 2, 1]])
    def test_are_found_where_one_was_skipped_or_came_again(
        self, positions: list[int]
    ) -> None:
        assert len(gaps(positions)) == 1
