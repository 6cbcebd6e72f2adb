"""Fixtures for tests of the worker: a place to watch, and processes that watch it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from concord.embedded import Server
from tests.support.databases import fresh_database
from tests.worker.place import Place, open_place
from tests.worker.processes import Workers


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
