"""Clients and agencies held to their rates, with a clock and others made of numbers."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispute_api.rates import rates as keeping
from dispute_api.rates.limits import Rate, RateLimits
from dispute_api.rates.rates import Rates
from dispute_api.refusals.problems import Rejected
from dispute_core.application.caller import Caller
from tests.api.rates.board import Board, Clock, caller

FEW = RateLimits(client=Rate(requests=3), agency=Rate(requests=5))
MINUTE = 60.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(clock: Clock) -> Board:
    return Board(clock)


@pytest.fixture
def rates(board: Board, clock: Clock) -> Rates:
    return Rates(FEW, board, clock)


def passes(rates: Rates, who: Caller, times: int) -> int:
    """How many of so many requests pass."""
    passed = 0
    for _ in range(times):
        try:
            rates.take(who)
        except Rejected:
            continue
        passed += 1
    return passed


def refused(rates: Rates, who: Caller) -> Mapping[str, str]:
    with pytest.raises(Rejected) as caught:
        rates.take(who)
    assert caught.value.problem.kind.status == 429
    return caught.value.problem.headers


class TestAClient:
    def test_may_ask_so_many_times_at_once(self, rates: Rates) -> None:
        assert passes(rates, caller(), 10) == 3

    def test_gets_back_what_it_used_one_by_one(
        self, rates: Rates, clock: Clock
    ) -> None:
        passes(rates, caller(), 3)

        clock.now += 19.9
        assert passes(rates, caller(), 9) == 0
        clock.now += 0.2
        assert passes(rates, caller(), 9) == 1
        clock.now += MINUTE
        assert passes(rates, caller(), 9) == 3

    def test_is_told_how_long_to_wait_and_what_the_rates_are(
        self, rates: Rates
    ) -> None:
        passes(rates, caller(), 3)

        assert refused(rates, caller()) == {
            "Retry-After": "20",
            "RateLimit-Policy": '"client";q=3;w=60, "agency";q=5;w=60',
            "RateLimit": '"client";r=0;t=60, "agency";r=2;t=36',
        }

    def test_loses_nothing_by_being_refused(self, rates: Rates, clock: Clock) -> None:
        passes(rates, caller(), 50)
        clock.now += 20

        assert passes(rates, caller(), 1) == 1

    def test_takes_nothing_from_another(self, rates: Rates) -> None:
        passes(rates, caller("one", None), 9)

        assert passes(rates, caller("other", None), 9) == 3


class TestAnAgency:
    def test_is_held_to_one_rate_with_all_its_clients(self, rates: Rates) -> None:
        passed = [passes(rates, caller(f"client-{n}"), 3) for n in range(3)]

        assert passed == [3, 2, 0]
        assert refused(rates, caller("client-2"))["Retry-After"] == "12"

    def test_does_not_share_with_its_namesake_elsewhere(self, rates: Rates) -> None:
        for number in range(3):
            passes(rates, caller(f"client-{number}"), 3)
        elsewhere = Caller(
            client="far",
            subject="s",
            partnership="wales-region",
            role="practitioner",
            agency="school",
        )

        assert passes(rates, elsewhere, 3) == 3


class TestWhatIsSaid:
    def test_is_the_policy_alone_while_half_is_left(self, rates: Rates) -> None:
        assert dict(rates.take(caller())).keys() == {b"ratelimit-policy"}

        assert dict(rates.take(caller()))[b"ratelimit"] == (
            b'"client";r=1;t=40, "agency";r=3;t=24'
        )

    def test_counts_no_agency_for_who_has_none(self, rates: Rates) -> None:
        rates.take(caller(agency=None))

        said = dict(rates.take(caller(agency=None)))

        assert said[b"ratelimit"] == b'"client";r=1;t=40'


class TestTwoProcesses:
    async def test_share_a_rate(self, rates: Rates, board: Board, clock: Clock) -> None:
        other = Rates(FEW, board, clock)
        passes(rates, caller(), 2)
        await rates.share()
        passes(other, caller(), 1)
        await other.share()

        assert passes(other, caller(), 1) == 0
        clock.now += 20
        assert passes(other, caller(), 9) == 1

    async def test_go_over_it_by_no_more_than_a_slice_each(self, clock: Clock) -> None:
        board = Board(clock)
        limits = RateLimits(client=Rate(requests=1000), agency=Rate(requests=5000))
        both = [Rates(limits, board, clock) for _ in range(2)]
        passed = 0
        for _ in range(100):
            for one in both:
                passed += passes(one, caller(), 1000 // keeping.SLICE)
                await one.share()

        assert 1000 <= passed <= 1000 + 2 * 1000 // keeping.SLICE

    async def test_ask_once_for_all_that_is_to_tell(
        self, rates: Rates, board: Board
    ) -> None:
        for number in range(2):
            passes(rates, caller(f"client-{number}"), 2)

        await rates.share()
        await rates.share()

        assert board.asked == 1
        assert len(board.whole_at) == 3


class TestWithoutTheDatabase:
    async def test_each_process_holds_the_rates_alone(
        self, rates: Rates, board: Board, clock: Clock
    ) -> None:
        board.away = True
        assert passes(rates, caller(), 9) == 3
        await rates.share()
        clock.now += MINUTE
        assert passes(rates, caller(), 9) == 3

    async def test_tells_later_what_has_not_come_back_since(
        self, rates: Rates, board: Board, clock: Clock
    ) -> None:
        board.away = True
        for _ in range(10):
            passes(rates, caller(), 3)
            await rates.share()
            clock.now += MINUTE
        passes(rates, caller(), 2)
        board.away = False

        await rates.share()

        assert passes(rates, caller(), 9) == 1


class TestMemory:
    def test_has_an_end(self, rates: Rates) -> None:
        for number in range(keeping.REMEMBERED + 10):
            rates.take(caller(f"client-{number}", None))

        assert len(rates._known) == keeping.REMEMBERED


class TestAnyRate:
    @given(
        requests=st.integers(1, 200),
        seconds=st.floats(0.1, 3600),
        steps=st.lists(st.floats(0, 100), max_size=60),
    )
    def test_lets_pass_at_once_and_over_time_what_it_says_and_no_more(
        self, requests: int, seconds: float, steps: list[float]
    ) -> None:
        clock = Clock()
        rate = Rate(requests=requests, seconds=seconds)
        rates = Rates(RateLimits(client=rate, agency=rate), Board(clock), clock)

        passed = passes(rates, caller(), requests + 5)
        assert passed == requests
        for step in steps:
            clock.now += step
            passed += passes(rates, caller(), 3)

        assert passed <= requests + sum(steps) / rate.each + 1

    def test_of_an_agency_is_never_below_that_of_a_client(self) -> None:
        with pytest.raises(ValueError, match="at least as often"):
            RateLimits(client=Rate(requests=2), agency=Rate(requests=1))
