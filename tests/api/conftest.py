"""Fixtures for tests of the API: each on a log of its own, all published."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from concord.embedded import Server
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.log import roles
from tests.support.api import Api, Speaker, running, settings_for
from tests.support.databases import BEGUN, Database, fresh_database


@pytest.fixture
async def database(begun: Server) -> AsyncIterator[Database]:
    """A log of the test's own, which has begun."""
    async with fresh_database(begun, BEGUN) as database:
        yield database


@pytest.fixture
async def api(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> AsyncIterator[Api]:
    async with running(settings_for(database, secrets_file, issuer), issuer) as api:
        yield api


@pytest.fixture
def school(api: Api) -> Speaker:
    return api.agency("school")


@pytest.fixture
def social_care(api: Api) -> Speaker:
    return api.agency("social-care")


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.role("board")


@pytest.fixture
async def worker(database: Database) -> AsyncIterator[asyncpg.Pool]:
    """Connections with the rights of the worker's role."""
    async with asyncpg.create_pool(
        database.url(roles.WORKER), min_size=1, max_size=2
    ) as pool:
        yield pool
