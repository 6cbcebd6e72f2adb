"""A core on a database of its own, with the policies and the directory in its log."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from concord.embedded import Server
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.log import Secrets, roles
from tests.readmodel.playing import Play, publish
from tests.support.databases import TEMPLATE, Database, fresh_database, prepare


@pytest.fixture(scope="session")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Secrets:
    folder: Path = tmp_path_factory.mktemp("secrets")
    return Secrets.generate(folder / "secrets.json")


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
async def empty(database: Database, secrets: Secrets) -> AsyncIterator[Services]:
    """A core whose log holds nothing yet."""
    settings = CoreSettings(
        writer_url=database.writer_url,
        reader_url=database.reader_url,
        secrets=secrets,
    )
    async with open_core(settings) as services:
        yield services


@pytest.fixture
async def services(empty: Services) -> Services:
    await publish(empty)
    return empty


@pytest.fixture
def play(services: Services) -> Play:
    return Play(services)


@pytest.fixture
async def worker_pool(database: Database) -> AsyncIterator[asyncpg.Pool]:
    """Connections with the rights of the worker's role."""
    async with asyncpg.create_pool(
        database.url(roles.WORKER), min_size=1, max_size=4
    ) as pool:
        yield pool
