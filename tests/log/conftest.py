"""Fixtures for tests of the log: a migrated database each, and a log upon it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from concord.embedded import Server
from dispute_core.log import PostgresLog, Secrets, open_log
from tests.log.events import codec
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
async def log(database: Database, secrets: Secrets) -> AsyncIterator[PostgresLog]:
    async with open_log(
        writer_url=database.writer_url,
        reader_url=database.reader_url,
        secrets=secrets,
        codec=codec(),
    ) as log:
        yield log


@pytest.fixture
async def administrator(database: Database) -> AsyncIterator[asyncpg.Connection]:
    """The superuser, who may do what no role of ours may."""
    connection = await asyncpg.connect(database.url())
    yield connection
    await connection.close()
