"""How long it takes to say that there is nothing says nothing either."""

import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from math import sqrt
from random import Random
from statistics import median
from time import perf_counter
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from dispute_core.application.authorization.second_wall import ReadsAs
from dispute_core.domain.errors import DisputeNotFound
from dispute_core.walled import READS_AS
from tests.api.rights.asking import ask
from tests.api.rights.casting import Cast
from tests.api.rights.prepared import HERE
from tests.support.api import Api

LONG = os.environ.get("CONCORD_CAMPAIGN") == "long"
PAIRS = 5_000 if LONG else 120
OF_THE_DATABASE = 5_000 if LONG else 400
WARMING = 10

NO_MATTER = 0.02
"""A guess that is right in 52 of 100 pairs tells nobody anything."""

BY_CHANCE = 4.0
"""Standard deviations that one good run in sixteen thousand exceeds."""

CLOSE = 0.05 if LONG else 0.1
"""The share of its time by which the database may differ: some millionths of a second
for a row that is found and then hidden. Loaded before it is hidden, a dispute takes
twice as long as one that is absent."""

Way = Callable[[UUID], Awaitable[object]]

pytestmark = pytest.mark.asyncio(loop_scope="package")


class TestTheTimeOfAnAnswer:
    @pytest.mark.parametrize("name", ["getDispute", "addRecord"])
    async def test_is_the_same_for_hidden_and_for_absent(
        self, cast: Cast, name: str
    ) -> None:
        thing = cast["dispute"][0]
        actor = next(one for one in thing.actors if one.name == "probation")

        async def way(dispute: UUID) -> object:
            about = replace(thing, path={"dispute_id": str(dispute)})
            return await ask(actor.speaker, name, about)

        timed = await _timed(way, UUID(thing.path["dispute_id"]), PAIRS)

        assert abs(timed.guessed - 0.5) < NO_MATTER + BY_CHANCE * 0.5 / sqrt(PAIRS)

    async def test_of_the_database_is_the_same_too(self, cast: Cast, api: Api) -> None:
        """Where the difference would be made, and little else is measured with it."""

        async def way(dispute: UUID) -> object:
            with suppress(DisputeNotFound):
                await api.services.log.load(dispute)
                pytest.fail("it was shown")
            return None

        stranger = ReadsAs(HERE, "agency", ("probation",), extent="case")
        token = READS_AS.set(stranger)
        thing = cast["dispute"][0]
        hidden = UUID(thing.path["dispute_id"])
        timed = await _timed(way, hidden, OF_THE_DATABASE)
        READS_AS.reset(token)

        assert abs(timed.longer) < CLOSE


@dataclass(frozen=True)
class Timed:
    """What somebody learns who takes the time of one answer of each kind."""

    guessed: float
    """How often the hidden one is the slower of the two: half the time, by chance."""
    longer: float
    """How much longer it takes, by the median of the pairs, as a share of the whole."""


async def _timed(way: Way, hidden: UUID, count: int) -> Timed:
    """Each pair side by side and in an order that chance decides.

    So what the machine does beside, or what the second finds warm, falls on both.
    """
    drawn = Random(1)  # noqa: S311 - an order, not a secret
    pairs = [await _pair(way, hidden, drawn) for _ in range(WARMING + count)]
    apart = [there - nowhere for there, nowhere in pairs[WARMING:]]
    whole = median(nowhere for _, nowhere in pairs[WARMING:])
    timed = Timed(sum(one > 0 for one in apart) / count, median(apart) / whole)
    if LONG:
        print(f"{count} pairs: {timed}")
    return timed


async def _pair(way: Way, hidden: UUID, drawn: Random) -> tuple[float, float]:
    taken = {}
    for is_hidden in drawn.sample((True, False), 2):
        dispute = hidden if is_hidden else uuid7()
        began = perf_counter()
        await way(dispute)
        taken[is_hidden] = perf_counter() - began
    return taken[True], taken[False]
