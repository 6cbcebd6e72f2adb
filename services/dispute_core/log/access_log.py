"""Puts readings of disputes on record, many in one transaction, before their answers.

A reading waits for nothing but the commit of its batch. It may be on record without
an answer having left; an answer never leaves that is not on record.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import structlog
from uuid_utils.compat import uuid7

from dispute_core.application.accesses import Access
from dispute_core.domain.errors import Busy, Unavailable
from dispute_core.log.keyring import Secrets
from dispute_core.log.statements import as_json

BATCH = 256
CAPACITY = 2048
_CONNECT_SECONDS = 2.0
_STATEMENT_SECONDS = 2.0
_SYNCHRONOUS_WAIT_CANCELLED = "01000"
_SETTINGS = {
    "application_name": "concord-accesses",
    "synchronous_commit": "on",
    # The only trace of a commit that did not wait for the standby is a warning.
    "client_min_messages": "warning",
    "jit": "off",
}
_COLUMNS = {
    "id": "uuid",
    "partnership": "text",
    "agency": "text",
    "office": "text",
    "role": "text",
    "client": "text",
    "subject": "text",
    "operation": "text",
    "purpose": "text",
    "correlation": "text",
    "disputes": "uuid[]",
    "asked": "uuid",
}
_NAMES = ", ".join(_COLUMNS)
_DEFINED = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
# A batch that is sent again after a lost connection may have arrived the first time.
_PUT = (
    f"INSERT INTO accesses ({_NAMES}) SELECT {_NAMES}"  # noqa: S608 - our own names
    f" FROM json_to_recordset($1::json) AS u({_DEFINED}) ON CONFLICT DO NOTHING"
)
NOT_RECORDED = "That you read this cannot be put on record just now. Read it later."

log = structlog.get_logger()

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    row: Row
    kept: "asyncio.Future[None]"


class AccessLog:
    """The way of one process to the record of accesses."""

    def __init__(self, url: str, secrets: Secrets, *, capacity: int = CAPACITY) -> None:
        self._url = url
        self._secrets = secrets
        self._capacity = capacity
        self._queue: deque[_Waiting] = deque()
        self._task: asyncio.Task[None] | None = None
        self._connection: Any = None
        self._warned = False

    async def record(self, access: Access) -> None:
        """Keep it durably; raises `Busy` or `Unavailable`, and then nobody may read."""
        if len(self._queue) >= self._capacity:
            raise Busy
        kept = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(self._row(access), kept))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="access log")
        await kept

    async def close(self) -> None:
        """Write what waits, then stop."""
        if self._task is not None:
            await self._task
        self._drop()

    def _row(self, access: Access) -> Row:
        return (
            uuid7(),
            access.partnership,
            access.agency,
            access.office,
            access.role,
            access.client,
            self._secrets.pseudonym(access.subject),
            access.operation,
            access.purpose,
            access.correlation,
            [str(one) for one in access.disputes],
            access.asked,
        )

    async def _run(self) -> None:
        while self._queue:
            await asyncio.sleep(0)  # those that are ready in this turn come along
            size = min(len(self._queue), BATCH)
            batch = [self._queue.popleft() for _ in range(size)]
            error = await self._write([one.row for one in batch])
            for one in batch:
                if one.kept.done():  # whoever waited has gone
                    continue
                if error is None:
                    one.kept.set_result(None)
                else:
                    one.kept.set_exception(Unavailable(NOT_RECORDED))

    async def _write(self, rows: Sequence[Row]) -> Exception | None:
        """Once, and once more on a new connection; what went wrong the second time."""
        said = as_json(_COLUMNS, rows)
        for last in (False, True):
            try:
                await self._put(said)
            except Exception as error:  # noqa: BLE001 - unrecorded, whatever it was
                self._drop()
                if last:
                    kind = type(error).__name__
                    log.warning("accesses are not recorded", kind=kind, rows=len(rows))
                    return error
            else:
                return None
        raise AssertionError

    async def _put(self, said: str) -> None:
        connection = self._connection
        if connection is None or connection.is_closed():
            connection = await self._connected()
        self._warned = False
        await connection.execute(_PUT, said)
        if self._warned:
            raise _NotOnTheStandby

    async def _connected(self) -> Any:
        self._connection = await asyncpg.connect(
            self._url,
            timeout=_CONNECT_SECONDS,
            command_timeout=_STATEMENT_SECONDS,
            server_settings=_SETTINGS,
            target_session_attrs="read-write",
        )
        self._connection.add_log_listener(self._note)
        return self._connection

    def _note(self, _: Any, message: Any) -> None:
        if message.sqlstate == _SYNCHRONOUS_WAIT_CANCELLED:
            self._warned = True

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            connection.terminate()


class _NotOnTheStandby(Exception):
    """The commit did not wait for the standby: a failover could take it back."""
