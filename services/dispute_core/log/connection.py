"""The connection on which one process appends, and what may happen to it.

asyncpg directly: the writer needs the tag and the warnings of COMMIT, prepared array
statements and the power to cut a connection without cancelling what runs on it.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg

from dispute_core.log.statements import BEGIN, HASH_AT, READ, TOUCH_HEAD

STEP_SECONDS = 5.0
"""How long a transaction, and then its COMMIT, may take before we stop waiting."""

_CONNECT_SECONDS = 3.0
_SYNCHRONOUS_WAIT_CANCELLED = "01000"

_SETTINGS = {
    "application_name": "concord-writer",
    "statement_timeout": "5000",
    "lock_timeout": "2000",
    "transaction_timeout": "5000",
    "idle_in_transaction_session_timeout": "5000",
    "synchronous_commit": "on",
    # The only trace of a COMMIT that did not wait for the standby is a warning.
    "client_min_messages": "warning",
    # Every table is reached by key, also while it is too young to have statistics.
    "enable_seqscan": "off",
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
}

FAILURES = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)
"""All that asyncpg raises for what happens at the other end."""

_LOST = (
    # What asyncpg says when the server's farewell came between two statements.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.OperatorInterventionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    OSError,
)


class Broken(Exception):
    """The connection was lost before COMMIT was sent: nothing was recorded."""


class Unreachable(Exception):
    """No connection to a writable primary could be made."""


def is_broken(error: BaseException, connection: Any) -> bool:
    """Whether the connection, or the server behind it, is of no more use."""
    return connection.is_closed() or isinstance(error, _LOST)


class WriterConnection:
    """One connection to a writable primary, made again whenever it is lost."""

    def __init__(self, url: str, write_statement: str) -> None:
        self._url = url
        self._write_statement = write_statement
        self._connection: Any = None
        self._read: Any = None
        self._write: Any = None
        self._warned = False
        self._watchdog: asyncio.TimerHandle | None = None

    async def begin(self) -> Any:
        """Start a transaction that holds the append lock."""
        connection = await self._connected()
        self._watch(connection)
        try:
            await connection.execute(BEGIN)
        except BaseException as error:
            await self.abandon(error)
            if is_broken(error, connection):
                raise Broken from error
            raise
        return connection

    async def read(self, *questions: Any) -> Any:
        return await self._read.fetchrow(*questions)

    async def write(self, parameters: Sequence[Any]) -> None:
        if await self._write.fetchval(*parameters) is not True:
            message = "the head moved although the lock was held"
            raise RuntimeError(message)

    async def commit(self) -> bool:
        """Whether the commit is certain; if not, the connection is gone."""
        connection = self._connection
        self._watch(connection)
        self._warned = False
        try:
            tag = await connection.execute("COMMIT")
        except FAILURES:
            tag = None
        finally:
            self._unwatch()
        if tag == "COMMIT" and not self._warned:
            return True
        self._drop()
        return False

    async def roll_back(self) -> None:
        """End a transaction that wrote nothing."""
        try:
            await self._connection.execute("ROLLBACK")
        except FAILURES:
            self._drop()
        finally:
            self._unwatch()

    async def abandon(self, error: BaseException) -> None:
        """End a failed transaction; a connection in doubt is dropped."""
        if self._connection is None or is_broken(error, self._connection):
            self._unwatch()
            self._drop()
        elif isinstance(error, Exception):
            await self.roll_back()
        else:
            self._unwatch()
            self._drop()

    async def holds(self, position: int, wanted: bytes | None) -> bool:
        """Whether the log has this hash there, and durably so.

        On a fresh connection and under the lock, so that the transaction in doubt is
        over. The commit of a write of our own proves that what was there before it
        has reached the standby too.
        """
        self._drop()
        connection = await self.begin()
        try:
            found = await connection.fetchval(HASH_AT, position)
            await connection.execute(TOUCH_HEAD)
        except BaseException as error:
            await self.abandon(error)
            raise
        if not await self.commit():
            raise Broken
        return wanted is None or found == wanted

    async def close(self) -> None:
        self._unwatch()
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            try:
                await connection.close(timeout=2)
            except FAILURES:
                connection.terminate()

    async def _connected(self) -> Any:
        if self._connection is not None and not self._connection.is_closed():
            return self._connection
        self._drop()
        try:
            connection = await asyncpg.connect(
                self._url,
                timeout=_CONNECT_SECONDS,
                server_settings=_SETTINGS,
                target_session_attrs="read-write",
                statement_cache_size=0,
            )
        except FAILURES as error:
            raise Unreachable(type(error).__name__) from error
        self._connection = connection
        self._watch(connection)
        try:
            connection.add_log_listener(self._note)
            self._read = await connection.prepare(READ)
            self._write = await connection.prepare(self._write_statement)
        except (asyncpg.InterfaceError, *_LOST) as error:
            self._drop()
            raise Unreachable(type(error).__name__) from error
        finally:
            self._unwatch()
        return connection

    def _note(self, _: Any, message: Any) -> None:
        if message.sqlstate == _SYNCHRONOUS_WAIT_CANCELLED:
            self._warned = True

    def _watch(self, connection: Any) -> None:
        """Cut the connection in a while, without cancelling what runs at its end."""
        self._unwatch()
        loop = asyncio.get_running_loop()
        self._watchdog = loop.call_later(STEP_SECONDS, connection.terminate)

    def _unwatch(self) -> None:
        if self._watchdog is not None:
            self._watchdog.cancel()
            self._watchdog = None

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            connection.terminate()
