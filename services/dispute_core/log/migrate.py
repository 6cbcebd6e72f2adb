"""Brings a database to the newest schema; the scripts stand in `migrations`."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

T = TypeVar("T")

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(url: str, *, to: str = "head") -> None:
    """Run what is missing, each migration in a transaction of its own.

    The role must own the database, and the working roles must exist already: see
    `roles.provision`.
    """

    def upgrade(connection: Connection) -> None:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)

    _run(_with_connection(url, upgrade))


def current(url: str) -> str | None:
    """The newest migration that the database has had."""
    return _run(
        _with_connection(
            url, lambda it: MigrationContext.configure(it).get_current_revision()
        )
    )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


async def _with_connection(url: str, work: Callable[[Connection], T]) -> T:
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: asyncpg.connect(url, timeout=10),
        poolclass=pool.NullPool,
    )
    try:
        async with engine.connect() as connection:
            result = await connection.run_sync(work)
            await connection.commit()
            return result
    finally:
        await engine.dispose()


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end in a thread: callers may have an event loop of their own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()
