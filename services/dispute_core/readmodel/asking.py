"""Asks the database for reading: briefly, once more if a connection was dead."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import asyncpg

from dispute_core.domain.errors import Unavailable

T = TypeVar("T")

POOL_SIZE = 8
_CONNECT_SECONDS = 3.0
_ACQUIRE_SECONDS = 3.0
_QUERY_SECONDS = 4.0
_FAILURES = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    # What asyncpg says when the server's farewell came between two statements.
    asyncpg.InternalClientError,
    asyncpg.InterfaceError,
    OSError,
)


class Asking:
    """A pool of readers' connections."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def ask(self, question: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
        """Ask once, and once more; raises `Unavailable`."""
        for last in (False, True):
            try:
                async with self.pool.acquire(timeout=_ACQUIRE_SECONDS) as connection:
                    return await question(connection)
            except _FAILURES as error:
                if last:
                    message = "The records cannot be read just now."
                    raise Unavailable(message) from error
        raise AssertionError


@asynccontextmanager
async def open_asking(url: str) -> AsyncIterator[Asking]:
    """Make ready; connections are made when they are needed, and made again."""
    pool = await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=POOL_SIZE,
        max_inactive_connection_lifetime=60,
        timeout=_CONNECT_SECONDS,
        command_timeout=_QUERY_SECONDS,
        server_settings={"application_name": "concord-readmodel", "jit": "off"},
        target_session_attrs="primary",
    )
    try:
        yield Asking(pool)
    finally:
        pool.terminate()
