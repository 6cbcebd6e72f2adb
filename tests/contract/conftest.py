"""The service as the contract's tests need it: in this process, and as a process."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from fastapi import FastAPI
from schemathesis.python.asgi import shutdown_lifespans

from concord.embedded import Server
from dispute_api.app import core_settings, create_app
from dispute_api.issuer import DevelopmentIssuer
from dispute_api.settings import Settings
from dispute_core.bootstrap import open_core
from dispute_core.log import Secrets
from tests.support.api import publish, settings_for
from tests.support.databases import TEMPLATE, Database, prepare


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> DevelopmentIssuer:
    return DevelopmentIssuer.open(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="session")
def settings(
    postgres: Server,
    issuer: DevelopmentIssuer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """A database with policies and directory, and secrets."""
    secrets_file: Path = tmp_path_factory.mktemp("secrets") / "secrets.json"
    Secrets.generate(secrets_file)
    if not postgres.has_database(TEMPLATE):
        asyncio.run(prepare(postgres))
    postgres.create_database("contract", TEMPLATE)
    settings = settings_for(Database(postgres, "contract"), secrets_file, issuer)
    asyncio.run(_publish(settings))
    return settings


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[FastAPI]:
    """The application; schemathesis starts it on a loop of its own."""
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    yield create_app(settings)
    shutdown_lifespans()
    structlog.reset_defaults()


async def _publish(settings: Settings) -> None:
    async with open_core(core_settings(settings)) as services:
        await publish(services)
