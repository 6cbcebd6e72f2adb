"""Asks the database for reading: briefly, once more if a connection was dead."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Self, TypeVar

import asyncpg
import structlog

from dispute_core.domain.errors import Unavailable
from dispute_core.walled import WalledConnection

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
    # What a server says that is being put in place, or put back.
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    OSError,
)

log = structlog.get_logger()


class Asking:
    """A pool of readers' connections."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    @classmethod
    async def of(cls, url: str, *, called: str) -> Self:
        """Make ready; connections are made when they are needed, and made again.

        From the primary only, so that what was acknowledged is seen; the server knows
        them as `called`.
        """
        pool = await asyncpg.create_pool(
            url,
            min_size=0,
            max_size=POOL_SIZE,
            max_inactive_connection_lifetime=60,
            timeout=_CONNECT_SECONDS,
            command_timeout=_QUERY_SECONDS,
            server_settings={"application_name": called, "jit": "off"},
            target_session_attrs="primary",
            connection_class=WalledConnection,
        )
        return cls(pool)

    def close(self) -> None:
        self.pool.terminate()

    async def ask(self, question: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
        """Ask once, and once more; raises `Unavailable`."""
        for last in (False, True):
            try:
                async with self.pool.acquire(timeout=_ACQUIRE_SECONDS) as connection:
                    return await question(connection)
            except _FAILURES as error:
                if last:
                    kind = type(error).__name__
                    log.warning("the database cannot be read", kind=kind)
                    message = "The records cannot be read just now."
                    raise Unavailable(message) from error
        raise AssertionError


@asynccontextmanager
async def open_asking(url: str, *, called: str) -> AsyncIterator[Asking]:
    """A pool for as long as it is needed."""
    asking = await Asking.of(url, called=called)
    try:
        yield asking
    finally:
        asking.close()
