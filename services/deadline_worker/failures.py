"""Tells trouble that passes from trouble that needs a person."""

import asyncpg

from dispute_core.domain.errors import Unavailable

_PASSING = (
    Unavailable,
    OSError,
    TimeoutError,
    # What asyncpg says when the server's farewell came between two statements.
    asyncpg.InternalClientError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.TransactionRollbackError,
    asyncpg.TransactionTimeoutError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
)


def is_passing(error: BaseException) -> bool:
    """Whether the database may simply be back in a moment."""
    if isinstance(error, BaseExceptionGroup):
        return all(is_passing(part) for part in error.exceptions)
    return isinstance(error, _PASSING)
