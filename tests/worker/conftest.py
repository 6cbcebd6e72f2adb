"""Fixtures for tests of the worker: a place to watch, and processes that watch it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from concord.embedded import Server
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.support.api import Api, running, settings_for
from tests.support.databases import BEGUN, Database, fresh_database
from tests.support.post_office import PostOffice, post_office
from tests.worker.notice_desk import Desk, desk_settings, open_desk
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


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    """A real mail server of the test's own."""
    with post_office(tmp_path / "mail") as office:
        yield office


@pytest.fixture
async def database(begun: Server) -> AsyncIterator[Database]:
    """A log of the test's own, which has begun."""
    async with fresh_database(begun, BEGUN) as database:
        yield database


@pytest.fixture
async def api(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> AsyncIterator[Api]:
    async with running(settings_for(database, secrets_file, issuer), issuer) as api:
        yield api


@pytest.fixture
async def desk(
    database: Database, secrets_file: Path, office: PostOffice
) -> AsyncIterator[Desk]:
    """What tells people, by hand, through that mail server."""
    settings = desk_settings(database, secrets_file, **office.settings())
    async with open_desk(database, settings) as desk:
        yield desk
