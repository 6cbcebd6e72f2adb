"""The service as the contract's tests need it: in this process, and as a process."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
import structlog
from fastapi import FastAPI
from schemathesis.python.asgi import shutdown_lifespans

from concord.embedded import Server
from dispute_api.app import core_settings, create_app
from dispute_api.settings import Settings
from dispute_api.streams.limits import StreamLimits
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.bootstrap import open_core
from dispute_core.log.roles import WORKER, WRITER
from tests.support.api import settings_for
from tests.support.databases import BEGUN, Database
from tests.support.filling import filling_of, messages_of

BRIEF = StreamLimits(longest_seconds=0.01)
"""Streams that end at once, so that each can be asked for as any other answer."""


@pytest.fixture(scope="session")
def settings(begun: Server, issuer: DevelopmentIssuer, secrets_file: Path) -> Settings:
    """A database with policies and directory, and secrets."""
    begun.create_database("contract", BEGUN)
    settings = settings_for(Database(begun, "contract"), secrets_file, issuer)
    return settings.model_copy(update={"streams": BRIEF, "webhook_loopback": True})


@pytest.fixture(scope="package")
def app(settings: Settings) -> Iterator[FastAPI]:
    """The application; schemathesis starts it on a loop of its own."""
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    yield create_app(settings)
    shutdown_lifespans()
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def fills(settings: Settings) -> Callable[[], None]:
    """Makes the notices and messages of what has happened, as a worker would."""
    return lambda: asyncio.run(_fill(settings))


async def _fill(settings: Settings) -> None:
    url = settings.writer_url.get_secret_value().replace(WRITER, WORKER)
    as_worker = replace(core_settings(settings), reader_url=url)
    async with (
        open_core(as_worker) as services,
        asyncpg.create_pool(url, min_size=0, max_size=1) as pool,
    ):
        for filling in (filling_of(services, pool), messages_of(services, pool)):
            while await filling():
                pass
