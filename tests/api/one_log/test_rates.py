"""Rates over HTTP, with two processes' worth of the API on one database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from dispute_api.rates.limits import Rate, RateLimits
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.api.feeds import opened, read
from tests.support.api import Api, a_dispute, running, settings_for
from tests.support.databases import Database
from tests.support.http import PROBLEM

MANY = 60
LIMITS = RateLimits(
    client=Rate(requests=MANY, seconds=600),
    agency=Rate(requests=2 * MANY, seconds=600),
    share_seconds=10,
)
PLACE = "/v1/policies"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def replicas(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> AsyncIterator[list[Api]]:
    """Two of the API as two processes have it: nothing in common but the database."""
    settings = settings_for(database, secrets_file, issuer)
    held = settings.model_copy(update={"rates": LIMITS})
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(running(held, issuer)) for _ in range(2)]


async def asked(api: Api, token: str) -> httpx.Response:
    answer = await api.holder(token).get(PLACE)
    await api.context.rates.share()  # now, and not by and by
    return answer


@pytest.mark.asyncio(loop_scope="module")
class TestRates:
    async def test_are_shared_by_all_replicas_within_a_tenth(
        self, replicas: list[Api], issuer: DevelopmentIssuer
    ) -> None:
        token = issuer.mint("worcestershire", agency="school", client="busy")

        turns = [replicas[number % 2] for number in range(2 * MANY)]
        answers = [await asked(one, token) for one in turns]

        passed = [one for one in answers if one.status_code == 200]
        assert MANY <= len(passed) <= MANY * 1.1
        last = answers[-1]
        assert last.status_code == 429
        assert last.headers["Content-Type"] == PROBLEM
        assert last.json()["code"] == "too-many-requests"
        assert 1 <= int(last.headers["Retry-After"]) <= 10
        assert last.headers["RateLimit"].startswith('"client";r=0;t=')
        assert last.headers["RateLimit-Policy"] == (
            '"client";q=60;w=600, "agency";q=120;w=600'
        )
        namesake = issuer.mint("wales-region", agency="school", client="busy")
        assert (await asked(replicas[0], namesake)).status_code == 200

    async def test_hold_whoever_reads_a_calendar_too(
        self, replicas: list[Api], issuer: DevelopmentIssuer
    ) -> None:
        api = replicas[0]
        feed = await opened(api.holder(issuer.mint("worcestershire", agency="police")))

        answers = [await read(api, feed) for _ in range(MANY + 1)]

        assert [one.status_code for one in answers] == [200] * MANY + [429]

    async def test_refuse_a_command_before_anything_is_recorded_of_it(
        self, replicas: list[Api], issuer: DevelopmentIssuer
    ) -> None:
        token = issuer.mint("worcestershire", agency="school", client="eager")
        speaker = replicas[0].holder(token)
        body, key = a_dispute(), "asked-too-often"
        while (await speaker.get(PLACE)).status_code == 200:
            pass

        refused = await speaker.post("/v1/disputes", body, key=key)
        replicas[0].context.rates._known.clear()
        taken = await speaker.post("/v1/disputes", body, key=key)

        assert refused.status_code == 429
        assert taken.status_code == 201, taken.text
        assert "Idempotency-Replayed" not in taken.headers

    async def test_say_the_policy_with_every_answer_to_somebody_known(
        self, api: Api
    ) -> None:
        known = await api.agency("school").get("/v1/disputes/none")
        unknown = await api.stranger.get(PLACE)

        assert known.headers["RateLimit-Policy"] == (
            '"client";q=30000;w=60, "agency";q=60000;w=60'
        )
        assert "RateLimit" not in known.headers
        assert "RateLimit-Policy" not in unknown.headers
