"""Keys at an address: rotated under load, and never a reason for anybody to wait."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from dispute_api.refusals.problems import Rejected
from dispute_api.tokens.fetched_keys import USUAL, FetchedKeys, Pace
from dispute_api.tokens.issuers import TrustedIssuer
from dispute_api.tokens.verifier import Verifier
from dispute_core.domain.errors import Unavailable
from tests.api.doors import a_door, knock
from tests.api.publishing import Publisher, new_key, publishing
from tests.support.waiting import until

OLD, NEW = new_key(), new_key()
BAD_MANNERS = ["redirecting", "failing", "lying", "packed", "dripping", "giant"]
NEVER = Pace(youngest=600, oldest=600, hunt=60, retry=600, fetch=0.3)
"""Does nothing by itself in the time of a test."""

QUICK = Pace(youngest=0.05, oldest=0.1, hunt=0.0, retry=0.05, fetch=0.3)
READING = replace(NEVER, youngest=0.05, oldest=0.05)
"""Asks again as issuers say, and may search once in the time of a test."""


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def door_to(
    publisher: Publisher, *, pace: Pace = NEVER, clock: Clock | None = None
) -> AsyncIterator[Verifier]:
    trust = TrustedIssuer(issuer="https://issuer.test", jwks_url=publisher.address)
    keys = FetchedKeys(publisher.address, pace=pace, monotonic=clock or time.monotonic)
    door = a_door(trust, keys=keys)
    async with door.opened():
        yield door


async def is_let_in(door: Verifier, token: str) -> bool:
    try:
        await knock(door, token)
    except Rejected:
        return False
    return True


async def _has_been_asked_twice(issuer: Publisher) -> None:
    """Then the first of the two answers has arrived: they come one after another."""
    announced = issuer.asked
    await until(lambda: issuer.asked >= announced + 2)


class TestARotation:
    async def test_under_load_refuses_no_good_token_and_asks_once(self) -> None:
        async with publishing(OLD) as issuer, door_to(issuer) as door:
            assert await is_let_in(door, issuer.token(OLD))
            issuer.keys = [OLD, NEW]
            issuer.seconds = 0.1
            tokens = [
                issuer.token(key, sub=f"user-{n}")
                for n in range(100)
                for key in (OLD, NEW)
            ]

            let_in = await asyncio.gather(*(is_let_in(door, t) for t in tokens))

            assert all(let_in)
            assert issuer.asked == 2

    async def test_that_is_announced_needs_no_search_when_others_use_it_up(
        self,
    ) -> None:
        """A key that stands among the others before it signs is known when it does."""
        keys = [OLD]
        async with publishing(OLD) as issuer, door_to(issuer, pace=READING) as door:
            began = time.monotonic()
            for _ in range(3):
                assert not await is_let_in(door, issuer.token(new_key()))
                keys = issuer.keys = [*keys[-1:], new_key()]
                await _has_been_asked_twice(issuer)
                tokens = [
                    issuer.token(key, sub=f"user-{n}") for n in range(9) for key in keys
                ]
                assert all(await asyncio.gather(*(is_let_in(door, t) for t in tokens)))

            asked_by_itself = (time.monotonic() - began) / READING.oldest
            assert issuer.asked <= 2 + asked_by_itself

    async def test_is_noticed_by_itself_and_unseats_the_removed_key(self) -> None:
        async with publishing(OLD) as issuer, door_to(issuer, pace=QUICK) as door:
            token = issuer.token(OLD)
            assert await is_let_in(door, token)

            issuer.keys = [NEW]
            for _ in range(100):
                if not await is_let_in(door, token):
                    break
                await asyncio.sleep(0.02)

            assert not await is_let_in(door, token)
            assert await is_let_in(door, issuer.token(NEW))

    def test_unseats_a_removed_key_within_five_minutes_of_the_clock(self) -> None:
        late = USUAL.oldest + USUAL.fetch + USUAL.retry + USUAL.fetch
        assert late < 300

    @pytest.mark.parametrize(
        ("said", "wait"),
        [
            ("", 240),
            ("Cache-Control: max-age=90\r\n", 90),
            ("Cache-Control: public, max-age=5\r\n", 60),
            ("Cache-Control: max-age=86400\r\n", 240),
            ("Cache-Control: no-store\r\n", 240),
        ],
    )
    async def test_is_looked_for_as_the_issuer_says_within_limits(
        self, said: str, wait: float
    ) -> None:
        async with publishing(OLD) as issuer:
            issuer.more = said
            keys = FetchedKeys(issuer.address)
            async with keys.opened():
                assert keys._wait == wait


class TestAnInventedKey:
    async def test_makes_us_ask_once_a_minute(self) -> None:
        clock = Clock()
        async with publishing(OLD) as issuer, door_to(issuer, clock=clock) as door:
            invented = [issuer.token(new_key()) for _ in range(10)]
            for token in invented:
                assert not await is_let_in(door, token)
            assert issuer.asked == 2

            clock.now = 60.0
            for token in invented:
                assert not await is_let_in(door, token)
            assert issuer.asked == 3

    async def test_delays_no_other_token_while_the_issuer_hangs(self) -> None:
        async with publishing(OLD) as issuer, door_to(issuer) as door:
            issuer.seconds = 60
            waiting = asyncio.create_task(is_let_in(door, issuer.token(NEW)))
            await asyncio.sleep(0.05)

            began = time.perf_counter()
            assert await is_let_in(door, issuer.token(OLD))
            assert time.perf_counter() - began < 0.1

            assert not waiting.done()
            assert not await waiting


class TestABadAnswer:
    @pytest.mark.parametrize("manner", BAD_MANNERS)
    async def test_leaves_the_keys_that_we_have(self, manner: str) -> None:
        async with publishing(OLD) as issuer, door_to(issuer) as door:
            issuer.manner = manner

            began = time.perf_counter()
            assert not await is_let_in(door, issuer.token(NEW))
            assert await is_let_in(door, issuer.token(OLD))

            assert time.perf_counter() - began < 2
            assert issuer.asked == 2

    @pytest.mark.parametrize("manner", BAD_MANNERS)
    async def test_at_the_start_leaves_the_token_undecided_until_a_good_one(
        self, manner: str
    ) -> None:
        async with publishing(OLD) as issuer:
            issuer.manner = manner
            async with door_to(issuer, pace=QUICK) as door:
                with pytest.raises(Unavailable):
                    await knock(door, issuer.token(OLD))

                issuer.manner = "well"
                assert await is_let_in(door, issuer.token(OLD))


class TestAnOutage:
    async def test_of_a_day_refuses_no_known_key_and_a_longer_one_decides_nothing(
        self,
    ) -> None:
        clock = Clock()
        async with publishing(OLD) as issuer, door_to(issuer, clock=clock) as door:
            issuer.manner = "failing"
            token, other = issuer.token(OLD), issuer.token(OLD, sub="another")

            clock.now = 24 * 3600 - 1
            assert await is_let_in(door, token)
            clock.now = 24 * 3600
            for each in (token, other):
                with pytest.raises(Unavailable):
                    await knock(door, each)

            issuer.manner = "well"
            clock.now += 60
            assert await is_let_in(door, token)
