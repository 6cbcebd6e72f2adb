"""Fixtures for all tests; the first is the one real PostgreSQL of the session."""

import asyncio
import gc
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer

from concord.embedded import Server, throwaway
from dispute_api.app import core_settings
from dispute_api.settings import Settings
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.bootstrap import open_core
from dispute_core.log import Secrets
from tests.sharing import Sharing, turn
from tests.support.api import publish, settings_for
from tests.support.databases import (
    BEGUN,
    TEMPLATE,
    Database,
    fresh_database,
    prepare,
)
from tests.support.forked import end_server

QUICK = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Databases of tests are gone before anybody would recover or tidy them."""


def pytest_configure() -> None:
    """Let the processes that tests start hear Ctrl-C.

    A shell that starts us in the background has us ignore it, and a process hands
    what it ignores on to its children.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.disable()  # what is imported stays; looking through it again and again is slow


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: turn(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    return Sharing(config, log)


def pytest_unconfigure() -> None:
    end_server()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Lend one real server to the whole session; it goes however pytest ends."""
    durable = os.environ.get("CONCORD_TEST_FSYNC") == "1"
    with throwaway({"fsync": "on"} if durable else QUICK) as server:
        yield server


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> Server:
    """The same server, with the database of which each test gets a copy."""
    asyncio.run(prepare(postgres))
    return postgres


@pytest.fixture(scope="session")
def begun(migrated: Server, secrets_file: Path, issuer: DevelopmentIssuer) -> Server:
    """The same server, with a database to copy whose log has begun."""
    migrated.create_database(BEGUN, TEMPLATE)
    settings = settings_for(Database(migrated, BEGUN), secrets_file, issuer)
    asyncio.run(_publish(settings))
    return migrated


async def _publish(settings: Settings) -> None:
    async with open_core(core_settings(settings)) as services:
        await publish(services)


@pytest.fixture
async def database(migrated: Server) -> AsyncIterator[Database]:
    """An empty log of the test's own."""
    async with fresh_database(migrated) as database:
        yield database


@pytest.fixture(scope="session")
def secrets_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The secrets of every log of the session."""
    file: Path = tmp_path_factory.mktemp("secrets") / "secrets.json"
    Secrets.generate(file)
    return file


@pytest.fixture(scope="session")
def secrets(secrets_file: Path) -> Secrets:
    return Secrets.from_file(secrets_file)


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> DevelopmentIssuer:
    """Mints the tokens of everybody who calls."""
    return DevelopmentIssuer.open(tmp_path_factory.mktemp("issuer"))
