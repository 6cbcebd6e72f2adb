"""Starts and stops a private PostgreSQL 18 under a data folder."""

from concord.embedded.errors import EmbeddedPostgresError
from concord.embedded.launcher import start, status, stop
from concord.embedded.server import Server
from concord.embedded.throwaway import throwaway

__all__ = ["EmbeddedPostgresError", "Server", "start", "status", "stop", "throwaway"]
