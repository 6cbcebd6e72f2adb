"""Deciding, without a database: what wins, what loses, at which instant."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from dispute_core.application.ports import (
    AlreadyDone,
    Append,
    Appended,
    OutsideItsTime,
    VersionConflict,
)
from dispute_core.domain.errors import Unavailable
from dispute_core.log import KeyRing, Secrets
from dispute_core.log.decision import Decider, Decision, State
from dispute_core.log.prepared import Preparer
from dispute_core.log.sealing import Sealer, WrappedKey
from tests.log.events import an_append, codec

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)
RING = KeyRing("1", {"1": os.urandom(32)})
SECRETS = Secrets(RING, *(os.urandom(32) for _ in range(5)))


def a_state(**changes: Any) -> State:
    return State(**{"position": 10, "recorded_at": NOW - TICK, "now": NOW, **changes})


def decided(*appends: Append, state: State | None = None) -> Decision:
    prepare = Preparer(codec(), SECRETS).prepare
    decider = Decider(state or a_state(), Sealer(RING), [])
    return decider.decide([prepare(append) for append in appends])


def verdict(append: Append, state: State | None = None) -> Any:
    return decided(append, state=state).verdicts[0]


class TestTime:
    def test_is_the_databases_own(self) -> None:
        assert verdict(an_append()).recorded_at == (NOW,)

    def test_never_goes_back_though_the_clock_does(self) -> None:
        later = NOW + timedelta(days=2)

        appended = verdict(an_append(count=2), a_state(recorded_at=later))

        assert appended.recorded_at == (later + TICK, later + 2 * TICK)

    def test_has_come_at_the_very_instant(self) -> None:
        assert isinstance(verdict(an_append(not_before=NOW)), Appended)
        assert verdict(an_append(not_before=NOW + TICK)).at == NOW

    def test_is_over_at_the_very_instant(self) -> None:
        assert verdict(an_append(not_after=NOW)).at == NOW
        assert isinstance(verdict(an_append(not_after=NOW + TICK)), Appended)

    def test_must_hold_for_every_event_of_an_append(self) -> None:
        outcome = verdict(an_append(count=3, not_after=NOW + 2 * TICK))

        assert isinstance(outcome, OutsideItsTime)
        assert isinstance(
            verdict(an_append(count=2, not_after=NOW + 2 * TICK)), Appended
        )


class TestBatches:
    def test_see_what_those_before_them_won(self) -> None:
        stream = uuid4()
        first, second = an_append(stream), an_append(stream, expected=1)

        decision = decided(first, an_append(stream), second)

        kinds = [type(outcome) for outcome in decision.verdicts]
        assert kinds == [Appended, VersionConflict, Appended]
        assert decision.last_position == 12

    def test_take_a_dedupe_key_once(self) -> None:
        decision = decided(an_append(dedupe=["a"]), an_append(dedupe=["b", "a"]))

        assert isinstance(decision.verdicts[1], AlreadyDone)
        assert decision.last_position == 11

    def test_answer_twins_with_one_event(self) -> None:
        first, again = decided(an_append(key="k"), an_append(key="k")).verdicts

        assert isinstance(first, Appended)
        assert isinstance(again, Appended)
        assert (first.replayed, again.replayed) == (False, True)
        assert first.stream_id == again.stream_id

    def test_make_one_key_for_a_stream(self) -> None:
        stream = uuid4()
        state = a_state()

        decision = decided(
            an_append(stream, text="One."),
            an_append(stream, expected=1, text="Other."),
            an_append(),
            state=state,
        )

        assert list(state.keys) == [stream]
        assert decision.commits

    def test_need_no_commit_if_nothing_won(self) -> None:
        decision = decided(an_append(expected=5))

        assert not decision.commits
        assert decision.last_hash is None

    def test_lose_alone_what_has_a_key_that_cannot_be_opened(self) -> None:
        stream = uuid4()
        lost = WrappedKey(uuid4(), "a secret that is gone", b"x" * 60)
        state = a_state(keys={stream: lost})

        outcomes = decided(an_append(stream, text="Said."), an_append(), state=state)

        kinds = [type(outcome) for outcome in outcomes.verdicts]
        assert kinds == [Unavailable, Appended]
        assert outcomes.last_position == 11


class TestOrder:
    @pytest.mark.parametrize("version", [0, 1])
    def test_puts_an_earlier_answer_before_every_refusal(self, version: int) -> None:
        append = an_append(key="k", dedupe=["d"])
        again = an_append(
            append.stream_id, expected=version, key="k", dedupe=["d"], not_after=NOW
        )

        first, repeated = decided(append, again).verdicts

        assert isinstance(first, Appended)
        assert isinstance(repeated, Appended)
        assert repeated.replayed

    def test_calls_done_what_is_done_before_it_calls_it_stale(self) -> None:
        stream = uuid4()

        _, again = decided(
            an_append(stream, dedupe=["d"]), an_append(stream, dedupe=["d"])
        ).verdicts

        assert isinstance(again, AlreadyDone)
