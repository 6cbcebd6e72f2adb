"""Runs the API: one uvicorn process, which stops cleanly when it is told to."""

import gc
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Literal

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from dispute_api.app import create_app
from dispute_api.layers.protocol import protocol_for
from dispute_api.settings import Settings
from dispute_core.lines import configure_lines

STOP_WITHIN = 10
"""Seconds that running requests get after a signal to stop."""

KEEP_ALIVE = 75


ALLOCATIONS_PER_COLLECTION = 50_000


class _Server(uvicorn.Server):
    """Leaves what was made at start-up out of every later garbage collection.

    A request allocates little beside policies, routes and models; walking over all of
    them again and again took an eighth of the time of a command.
    """

    def __init__(self, config: uvicorn.Config, farewell: Callable[[], None]) -> None:
        super().__init__(config)
        self._farewell = farewell

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the streams first: of themselves they would last for an hour."""
        self._farewell()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(ALLOCATIONS_PER_COLLECTION, 20, 20)


def _alone(app: ASGIApp) -> ASGIApp:
    return app


def serve(
    settings: Settings,
    *,
    sock: socket.socket | None = None,
    around: Callable[[ASGIApp], ASGIApp] = _alone,
) -> None:
    """Serve until SIGINT or SIGTERM; on a socket of the caller's where one is given.

    `around` puts something beside the API that only development has.
    """
    configure_lines(own_words=["uvicorn"])
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _heard)
    server = server_for(settings, create_app(settings), around)
    server.run(sockets=[sock] if sock else None)


def server_for(
    settings: Settings,
    app: FastAPI,
    around: Callable[[ASGIApp], ASGIApp] = _alone,
    lifespan: Literal["on", "off"] = "on",
) -> uvicorn.Server:
    """A server that stops cleanly; `lifespan` is off where the application runs."""
    config = config_for(settings, around(app), lifespan)

    def farewell() -> None:
        app.state.context.streams.stop()

    return _Server(config, farewell)


def _heard(_number: int, _frame: FrameType | None) -> None:
    """The server raises the signal once more when it has stopped; that is enough."""


def config_for(
    settings: Settings, app: ASGIApp, lifespan: Literal["on", "off"]
) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        lifespan=lifespan,
        http=protocol_for(settings.base_url),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
