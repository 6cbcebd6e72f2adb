"""What a process tells its operator: lines of JSON, without a word anybody entered."""

import logging
import sys
from collections.abc import MutableMapping, Sequence
from typing import Any

import orjson
import structlog

from dispute_core.tracing import TRACE


def configure_lines(*, own_words: Sequence[str] = ()) -> None:
    """Write our lines, and those of libraries from warnings on, to standard output.

    Loggers of `own_words` never repeat what somebody entered: they are told in full.
    """
    structlog.configure(
        processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), _as_line],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.BytesLoggerFactory(sys.stdout.buffer),
        cache_logger_on_first_use=True,
    )
    handler = _Libraries(tuple(own_words))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in own_words:
        logging.getLogger(name).setLevel(logging.INFO)


class _Libraries(logging.Handler):
    """Says that a library had something to say, where, and about what kind of error."""

    def __init__(self, own_words: tuple[str, ...]) -> None:
        super().__init__()
        self._own_words = own_words

    def emit(self, record: logging.LogRecord) -> None:
        known = record.name.startswith(self._own_words)
        event = record.getMessage() if known else "a library has logged something"
        more = {
            "library": record.name,
            "where": f"{record.filename}:{record.lineno} {record.funcName}",
        }
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not None:
            more["kind"] = kind.__name__
        level = min(max(record.levelno // 10 * 10, logging.INFO), logging.CRITICAL)
        structlog.get_logger().log(level, event, **more)


def _as_line(_logger: object, level: str, entry: MutableMapping[str, Any]) -> bytes:
    first = {
        "timestamp": entry.pop("timestamp"),
        "level": level,
        "event": entry.pop("event"),
    }
    if (trace := TRACE.get()) is not None:
        first["trace"] = trace.trace_id
    return orjson.dumps({**first, **entry}, default=str)
