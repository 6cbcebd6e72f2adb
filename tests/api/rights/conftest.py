"""One log, one application and one cast for every cell of the table."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from concord.embedded import Server
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.api.rights.casting import Cast, cast_for
from tests.api.rights.prepared import People, set_up_offices
from tests.support.api import Api, publish, running, settings_for
from tests.support.databases import Database, fresh_database


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def database(migrated: Server) -> AsyncIterator[Database]:
    async with fresh_database(migrated) as database:
        yield database


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def api(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> AsyncIterator[Api]:
    async with running(settings_for(database, secrets_file, issuer), issuer) as api:
        await publish(api.services)
        yield api


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def people(api: Api) -> People:
    people = People(api=api)
    await set_up_offices(people)
    return people


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def cast(people: People) -> Cast:
    return await cast_for(people)
