"""Fixtures for tests that kill: a server of their own, never the session's."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from concord.embedded import Server, throwaway
from dispute_core.log import Secrets
from tests.faults.standing import Prepared, Standing, prepared, standing
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


@pytest.fixture(scope="module")
def made_ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """A server of this module's own, with policies and directory in its database."""
    with throwaway({"fsync": "off"}) as server:
        folder = tmp_path_factory.mktemp("concord")
        yield asyncio.run(prepared(server, folder))


@pytest.fixture
async def service(
    made_ready: Prepared, request: pytest.FixtureRequest
) -> AsyncIterator[Standing]:
    """A service whose processes the test starts and kills itself."""
    async with standing(made_ready, f"service_{abs(hash(request.node.name))}") as found:
        yield found


@pytest.fixture(scope="session")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Secrets:
    return Secrets.generate(tmp_path_factory.mktemp("secrets") / "secrets.json")
