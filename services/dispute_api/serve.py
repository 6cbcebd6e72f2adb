"""Runs the API: one uvicorn process, which stops cleanly when it is told to."""

import socket

import uvicorn

from dispute_api.app import create_app
from dispute_api.logs import configure_logs
from dispute_api.settings import Settings

STOP_WITHIN = 10
"""Seconds that running requests get after a signal to stop."""

KEEP_ALIVE = 75
MOST_HEADER_BYTES = 32 * 1024


def serve(settings: Settings, *, sock: socket.socket | None = None) -> None:
    """Serve until SIGINT or SIGTERM; on a socket of the caller's where one is given."""
    configure_logs()
    server = uvicorn.Server(config_for(settings))
    server.run(sockets=[sock] if sock else None)


def config_for(settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=STOP_WITHIN,
        h11_max_incomplete_event_size=MOST_HEADER_BYTES,
    )
