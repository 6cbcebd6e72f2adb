"""A core on a database of its own, with the policies and the directory in its log."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.log import Secrets, roles
from tests.readmodel.playing import Play, publish
from tests.support.databases import Database


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
