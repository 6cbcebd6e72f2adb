"""One log, one desk and one receiver for the whole folder, which is quicker."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from concord.embedded import Server
from deadline_worker.settings import Settings
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.domain.webhooks.urls import Allowed
from dispute_core.resolving import Names
from tests.support.api import Api, running, settings_for
from tests.support.certificates import Certificate, self_signed
from tests.support.databases import BEGUN, Database, fresh_database
from tests.support.receiver import Receiver, receiver
from tests.webhooks.desk import Desk, NameServer, Subscriber, open_webhook_desk
from tests.worker.notice_desk import desk_settings

NAME = "systems.example.org"


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def database(begun: Server) -> AsyncIterator[Database]:
    async with fresh_database(begun, BEGUN) as database:
        yield database


@pytest.fixture(scope="package")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    """Another system, without encryption."""
    with receiver(tmp_path_factory.mktemp("system")) as system:
        yield system


@pytest.fixture(scope="package")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return self_signed(NAME, tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="package")
def sealed_system(
    tmp_path_factory: pytest.TempPathFactory, certificate: Certificate
) -> Iterator[Receiver]:
    """Another system, which shows a certificate."""
    folder = tmp_path_factory.mktemp("sealed")
    with receiver(folder, certificate.file, certificate.key_file) as system:
        yield system


@pytest.fixture(scope="package")
def allowed(sealed_system: Receiver) -> Allowed:
    """What the tests allow: this machine, and the port of the sealed system."""
    return Allowed(ports={443, sealed_system.port}, loopback=True)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def api(
    database: Database,
    secrets_file: Path,
    issuer: DevelopmentIssuer,
    allowed: Allowed,
) -> AsyncIterator[Api]:
    async with running(settings_for(database, secrets_file, issuer), issuer) as api:
        names = Names(allowed=allowed, resolve=NameServer())
        api.app.state.context = replace(api.context, names=names)
        yield api


@pytest.fixture(scope="package")
def settings(
    database: Database,
    secrets_file: Path,
    allowed: Allowed,
    certificate: Certificate,
) -> Settings:
    """Those of a worker that is quick to lose its patience."""
    return desk_settings(
        database,
        secrets_file,
        webhook_loopback=True,
        webhook_ports=set(allowed.ports),
        webhook_ca_file=certificate.file,
        webhook_seconds=0.8,
        webhook_lease_seconds=2,
    )


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def one_desk(database: Database, settings: Settings) -> AsyncIterator[Desk]:
    async with open_webhook_desk(database, settings) as desk:
        yield desk


@pytest_asyncio.fixture(loop_scope="package")
async def desk(one_desk: Desk) -> AsyncIterator[Desk]:
    """The desk, at the present time and at rest."""
    one_desk.time.passed = timedelta()
    await one_desk.works()
    yield one_desk


@pytest_asyncio.fixture(loop_scope="package")
async def school(api: Api) -> AsyncIterator[Subscriber]:
    subscriber = Subscriber(api.agency("school"))
    yield subscriber
    await subscriber.ends()


@pytest_asyncio.fixture(loop_scope="package")
async def police(api: Api) -> AsyncIterator[Subscriber]:
    subscriber = Subscriber(api.agency("police"))
    yield subscriber
    await subscriber.ends()
