"""Tells readers in other processes that there may be something new.

Only hints: they may be lost, late or repeated, and nothing is ever missed for it,
because readers look once a second anyway. Never sent inside the append transaction,
where the server would make every commit wait in one line.
"""

import asyncio
import contextlib
from typing import Any

import asyncpg
import structlog

from dispute_core.log.connection import FAILURES

CHANNEL = "concord_log"
_COALESCE_SECONDS = 0.02
_PAUSE_SECONDS = 1.0
_CONNECT_SECONDS = 3.0
_LAST_SECONDS = 1.0
"""How long whoever closes waits for the last hint to be sent."""

log = structlog.get_logger()


class Notifier:
    """Sends hints from a connection of its own, at most one in 20 ms."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._due, self._told = asyncio.Event(), asyncio.Event()
        self._told.set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="log notifier")

    def soon(self) -> None:
        self._told.clear()
        self._due.set()

    async def close(self) -> None:
        """Send what is due, if that is quick: a command may append and be gone."""
        if self._task is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_SECONDS):
                await self._told.wait()
        await _cancelled(self._task)

    async def _run(self) -> None:
        connection: Any = None
        try:
            while True:
                await self._due.wait()
                self._due.clear()
                try:
                    if connection is None or connection.is_closed():
                        connection = await _connect(self._url, "concord-notifier")
                    await connection.execute(f"NOTIFY {CHANNEL}")
                    if not self._due.is_set():
                        self._told.set()
                except FAILURES:
                    _cut(connection)
                    connection = None
                    await asyncio.sleep(_PAUSE_SECONDS)
                await asyncio.sleep(_COALESCE_SECONDS)
        finally:
            _cut(connection)


class Listener:
    """Wakes this process's readers; connects again by itself."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._heard = 0
        self._waiting: set[asyncio.Future[None]] = set()
        self._task: asyncio.Task[None] | None = None

    @property
    def heard(self) -> int:
        """How many hints came so far; note it before reading, pass it to `wait`."""
        return self._heard

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="log listener")

    async def close(self) -> None:
        if self._task is not None:
            await _cancelled(self._task)

    async def wait(self, heard: int, seconds: float) -> None:
        """Return at the first hint after `heard`, or when the time is over."""
        if self._heard != heard:
            return
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait({waiter}, timeout=seconds)
        finally:
            self._waiting.discard(waiter)

    def _wake(self, *_: Any) -> None:
        self._heard += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def _run(self) -> None:
        while True:
            connection: Any = None
            try:
                connection = await _connect(self._url, "concord-listener")
                lost = asyncio.Event()
                connection.add_termination_listener(lambda _, lost=lost: lost.set())
                await connection.add_listener(CHANNEL, self._wake)
                self._wake()  # whatever came while nobody listened
                await lost.wait()
            except FAILURES:
                log.debug("the listener has no connection")
            finally:
                _cut(connection)
            await asyncio.sleep(_PAUSE_SECONDS)


async def _connect(url: str, name: str) -> Any:
    return await asyncpg.connect(
        url,
        timeout=_CONNECT_SECONDS,
        command_timeout=_CONNECT_SECONDS,
        server_settings={"application_name": name},
        target_session_attrs="primary",
        statement_cache_size=0,
    )


def _cut(connection: Any) -> None:
    if connection is not None and not connection.is_closed():
        connection.terminate()


async def _cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
