"""Two processes of the API on one log: what one of them learns, the other acts on."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import cycle, islice, product
from pathlib import Path

import httpx
import pytest
from joserfc.jwk import ECKey

from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_api.tokens.issuers import TrustedIssuer
from tests.api.publishing import Publisher, new_key, publishing
from tests.support.api import Api, Json, Speaker, running, settings_for
from tests.support.databases import Database

SECOND = 1.0
POLICE = {"side": "responding", "agency": "police"}
READINGS = ("", "/events", "/deadlines", "/record", "/notices", "?version=2")
CALLERS, TIMES = 8, 12
OLD, NEW = new_key(), new_key()


@pytest.fixture
async def issuing() -> AsyncIterator[Publisher]:
    async with publishing(OLD) as publisher:
        yield publisher


@pytest.fixture
async def both(
    database: Database,
    secrets_file: Path,
    issuer: DevelopmentIssuer,
    issuing: Publisher,
) -> AsyncIterator[tuple[Api, Api]]:
    trust = TrustedIssuer(issuer="https://issuer.test", jwks_url=issuing.address)
    settings = settings_for(database, secrets_file, issuer)
    settings = settings.model_copy(update={"issuers": (trust,)})
    async with running(settings, issuer) as here, running(settings, issuer) as there:
        yield here, there


async def sees(speaker: Speaker, dispute: Json) -> set[bool]:
    """Whether it is shown, in each way in which one may come upon it."""
    path, first = f"/v1/disputes/{dispute['id']}", f"{dispute['id']}.1"
    alone = [await speaker.get(f"{path}{reading}") for reading in READINGS]
    alone.append(await speaker.get(f"/v1/events/{first}"))
    lists = [await speaker.get(page) for page in ("/v1/disputes", "/v1/events")]
    return {
        *(answer.status_code == httpx.codes.OK for answer in alone),
        *(dispute["id"] in answer.text for answer in lists),
    }


class TestAnAgencyThatIsRemovedFromADispute:
    async def test_loses_it_within_a_second_in_the_other_process_too(
        self, both: tuple[Api, Api]
    ) -> None:
        here, there = both
        school, police = here.agency("school"), there.agency("police")
        raised = await school.raises()
        joined = await school.does("parties", raised, {"change": "add", **POLICE})
        assert await sees(police, raised) == {True}

        await school.does("parties", joined, {"change": "remove", **POLICE})
        removed_at = time.monotonic()

        while await sees(police, raised) != {False}:
            assert time.monotonic() - removed_at < SECOND
        assert await sees(there.agency("social-care"), raised) == {True}


class TestARotationOfKeys:
    async def test_under_load_refuses_no_good_token_in_either_process(
        self, both: tuple[Api, Api], issuing: Publisher
    ) -> None:
        old, new = (_tokens(issuing, key) for key in (OLD, NEW))
        issuing.seconds = 0.1

        async def calls(mine: list[str]) -> list[int]:
            turns = islice(cycle(product(both, mine)), TIMES)
            return [
                (await api.holder(token).get("/v1/policies-in-force")).status_code
                for api, token in turns
            ]

        before = asyncio.gather(*(calls([token]) for token in old))
        await asyncio.sleep(0)
        issuing.keys = [OLD, NEW]
        after = asyncio.gather(*(calls([a, b]) for a, b in zip(old, new, strict=True)))

        statuses = [one for each in await before + await after for one in each]
        assert statuses == [httpx.codes.OK] * (2 * CALLERS * TIMES)
        assert issuing.asked == 2 * len(both), "once at the start, once for the new key"


def _tokens(issuing: Publisher, key: ECKey) -> list[str]:
    now = int(time.time())
    times = {"iat": now, "nbf": now, "exp": now + 600}
    return [issuing.token(key, **times, jti=str(n)) for n in range(CALLERS)]
