"""Logs as lines of JSON on standard output, ours and the server's alike."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from pydantic_core import to_json


def configure_logs() -> None:
    """Send everything to standard output as JSON; called once, by the process."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _as_line,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.BytesLoggerFactory(sys.stdout.buffer),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Lines()], force=True)
    logging.getLogger("uvicorn").setLevel(logging.INFO)


class _Lines(logging.Handler):
    """Writes what libraries log; their message, never what they were handling."""

    def emit(self, record: logging.LogRecord) -> None:
        logger = structlog.get_logger("server")
        kind = record.exc_info[0] if record.exc_info else None
        more = {"kind": kind.__name__} if kind else {}
        logger.log(max(record.levelno, logging.INFO), record.getMessage(), **more)


def _as_line(_logger: object, _name: str, entry: MutableMapping[str, Any]) -> bytes:
    return to_json(dict(entry), fallback=str)
