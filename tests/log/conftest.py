"""Fixtures for tests of the log: a migrated database each, and a log upon it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from dispute_core.log import PostgresLog, Secrets, open_log
from tests.log.events import codec
from tests.support.databases import Database


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
