"""Fixtures for tests of the API: each on a log of its own, all published."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from concord.embedded import Server
from dispute_api.issuer import DevelopmentIssuer
from dispute_core.log import Secrets
from tests.support.api import Api, Speaker, publish, running, settings_for
from tests.support.databases import TEMPLATE, Database, fresh_database, prepare


@pytest.fixture(scope="session")
def secrets_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("secrets") / "secrets.json"
    Secrets.generate(path)
    return path


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> DevelopmentIssuer:
    return DevelopmentIssuer.open(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> Server:
    if not postgres.has_database(TEMPLATE):
        asyncio.run(prepare(postgres))
    return postgres


@pytest.fixture
async def database(migrated: Server) -> AsyncIterator[Database]:
    async with fresh_database(migrated) as database:
        yield database


@pytest.fixture
async def api(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> AsyncIterator[Api]:
    async with running(settings_for(database, secrets_file, issuer), issuer) as api:
        await publish(api.services)
        yield api


@pytest.fixture
def school(api: Api) -> Speaker:
    return api.agency("school")


@pytest.fixture
def social_care(api: Api) -> Speaker:
    return api.agency("social-care")
