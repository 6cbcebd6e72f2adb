"""Fixtures for tests of the worker: a place to watch, and processes that watch it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from concord.embedded import Server
from dispute_core.log import Secrets
from tests.support.databases import TEMPLATE, fresh_database, prepare
from tests.worker.place import Place, open_place
from tests.worker.processes import Workers


@pytest.fixture(scope="session")
def secrets_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("secrets") / "secrets.json"
    Secrets.generate(file)
    return file


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> Server:
    if not postgres.has_database(TEMPLATE):
        asyncio.run(prepare(postgres))
    return postgres


@pytest.fixture
async def place(migrated: Server, secrets_file: Path) -> AsyncIterator[Place]:
    async with (
        fresh_database(migrated) as database,
        open_place(database, secrets_file) as place,
    ):
        yield place


@pytest.fixture
def workers(place: Place, tmp_path: Path) -> Iterator[Workers]:
    workers = Workers(place.settings(), tmp_path)
    yield workers
    workers.kill_all()
