"""For tests that mind no other disputes: one log for each file, which is quicker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from concord.embedded import Server
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.support.api import Api, Speaker, running, settings_for
from tests.support.databases import BEGUN, Database, fresh_database
from tests.support.made import publish_made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def database(begun: Server) -> AsyncIterator[Database]:
    async with fresh_database(begun, BEGUN) as database:
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> AsyncIterator[Api]:
    async with running(settings_for(database, secrets_file, issuer), issuer) as api:
        yield api


@pytest.fixture(scope="module")
def school(api: Api) -> Speaker:
    return api.agency("school")


@pytest.fixture(scope="module")
def social_care(api: Api) -> Speaker:
    return api.agency("social-care")


@pytest.fixture(scope="module")
def wales_school(api: Api) -> Speaker:
    return api.agency("school", "wales-region")


@pytest.fixture(scope="module")
def wales_health(api: Api) -> Speaker:
    return api.agency("health", "wales-region")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def officer(api: Api) -> Speaker:
    """Who may challenge under the procedure of the moor, which is made up."""
    await publish_made(api.services, "moor-one-way")
    return api.agency("reviewing", "moor")
