"""The one table in which API processes tell each other what they have let pass."""

import asyncio
from collections.abc import Mapping
from typing import Any, Protocol

import asyncpg

_CONNECT_SECONDS = 2.0
_STATEMENT_SECONDS = 2.0
_SETTINGS = {
    "application_name": "concord-allowances",
    "synchronous_commit": "off",
    "jit": "off",
}
# In the order of the keys: two processes that tell of the same ones never wait for
# each other in a circle.
_TELL = """
    INSERT INTO allowances AS kept (key, whole_at)
    SELECT key, now() + make_interval(secs => span)
    FROM unnest($1::bytea[], $2::float8[]) AS told (key, span) ORDER BY key
    ON CONFLICT (key) DO UPDATE
    SET whole_at = GREATEST(kept.whole_at, now()) + (EXCLUDED.whole_at - now())
    RETURNING key, extract(epoch FROM whole_at - now())::float8
"""
_FORGET = "DELETE FROM allowances WHERE whole_at < now() - interval '1 minute'"
_FORGET_EVERY = 600.0


class Sharing(Protocol):
    """How a process tells the others what it has let pass."""

    async def tell(self, spans: Mapping[bytes, float]) -> Mapping[bytes, float]:
        """In how many seconds each is whole again, now that this is known of it."""

    async def close(self) -> None: ...


class SharedAllowances:
    """The table, on a connection of its own: it waits behind no other work."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: Any = None
        self._forgotten_at = 0.0

    async def tell(self, spans: Mapping[bytes, float]) -> Mapping[bytes, float]:
        try:
            connection = await self._connected()
            rows = await connection.fetch(_TELL, list(spans), list(spans.values()))
            await self._forget(connection)
        except BaseException:
            self._drop()
            raise
        return {row[0]: row[1] for row in rows}

    async def close(self) -> None:
        self._drop()

    async def _forget(self, connection: Any) -> None:
        """Take away what is whole again: that is the same as never heard of."""
        now = asyncio.get_running_loop().time()
        if now >= self._forgotten_at + _FORGET_EVERY:
            self._forgotten_at = now
            await connection.execute(_FORGET)

    async def _connected(self) -> Any:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                self._url,
                timeout=_CONNECT_SECONDS,
                command_timeout=_STATEMENT_SECONDS,
                server_settings=_SETTINGS,
                target_session_attrs="read-write",
            )
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            connection.terminate()
