"""Fixtures for tests that kill: a server of their own, never the session's."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from concord.embedded import Server, throwaway
from dispute_core.log import Secrets
from tests.support.databases import Database, fresh_database, prepare


@pytest.fixture(scope="module")
def victim() -> Iterator[Server]:
    """A server that these tests may kill; nobody else uses it."""
    with throwaway({"fsync": "off"}) as server:
        asyncio.run(prepare(server))
        yield server


@pytest.fixture
async def database(victim: Server) -> AsyncIterator[Database]:
    async with fresh_database(victim) as database:
        yield database


@pytest.fixture(scope="session")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Secrets:
    return Secrets.generate(tmp_path_factory.mktemp("secrets") / "secrets.json")
