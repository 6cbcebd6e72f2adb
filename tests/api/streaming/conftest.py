"""One service on a socket for all tests of the stream: they mind no other disputes."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from concord.embedded import Server
from dispute_api.streams.limits import StreamLimits
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.support.api import Api, Speaker, running, settings_for
from tests.support.databases import BEGUN, Database, fresh_database
from tests.support.event_streams import AT_ONCE, PATIENCE, Served, served


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def database(begun: Server) -> AsyncIterator[Database]:
    async with fresh_database(begun, BEGUN) as database:
        yield database


@pytest.fixture(scope="package")
def revoked_clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("revoked") / "clients"
    file.write_text("")
    return file


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def api(
    database: Database,
    secrets_file: Path,
    issuer: DevelopmentIssuer,
    revoked_clients: Path,
) -> AsyncIterator[Api]:
    limits = StreamLimits(
        per_client=AT_ONCE, heartbeat_seconds=0.3, patience_seconds=0.5
    )
    settings = settings_for(database, secrets_file, issuer).model_copy(
        update={"streams": limits, "revoked_clients_file": revoked_clients}
    )
    async with running(settings, issuer) as api:
        yield api


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def service(api: Api) -> AsyncIterator[Served]:
    async with served(api) as service:
        yield service


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def http(service: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=service.url, timeout=PATIENCE) as http:
        yield http


@pytest.fixture(scope="package")
def school(api: Api) -> Speaker:
    return api.agency("school")


@pytest.fixture(scope="package")
def police(api: Api) -> Speaker:
    return api.agency("police")
