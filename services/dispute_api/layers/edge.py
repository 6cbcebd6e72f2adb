"""The outermost layer: numbers, traces, logs and counts requests, guards every answer.

It never lets an error pass in another form than a problem, and writes nothing about a
request but its route, method, status and duration.
"""

import time
from collections.abc import Awaitable, Callable
from traceback import extract_tb
from types import TracebackType
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from dispute_api.answering.answers import problem_answer
from dispute_api.layers.deprecated import ANNOUNCED
from dispute_api.metrics import Metrics
from dispute_api.rates.rates import RATES
from dispute_api.refusals.handlers import LOGGED
from dispute_api.refusals.problems import INTERNAL_ERROR, Problem
from dispute_api.streams.response import HEADLESS
from dispute_core.tracing import HEADER, TRACE, Trace, taken_over
from dispute_core.turns import turn

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
NO_ROUTE = "none"

GUARDS: dict[bytes, bytes] = {
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
}
"""Headers of every answer; an answer may say otherwise for itself."""

log = structlog.get_logger("dispute_api")


class Edge:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        trace = self.trace_of(scope)
        outside = TRACE.set(trace)
        inner = {**scope, "concord.request_id": uuid7()}
        headless = scope["method"] == "HEAD"
        if headless:
            inner |= {"method": "GET", HEADLESS: True}
        answer = _Answer(send, inner, trace, headless=headless)
        try:
            await self._app(inner, receive, answer)
            await turn()
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - the last resort, for whatever it is
            _log_mistake(inner, error)
            if answer.begun_at is None:
                await _own_up(inner, receive, answer)
        finally:
            taken = (answer.begun_at or time.perf_counter()) - began
            self._note(scope, inner, answer.status, taken)
            TRACE.reset(outside)

    def trace_of(self, scope: Scope) -> Trace:
        """Our piece of the trace that a request takes part in."""
        return taken_over(scope["headers"])

    def _note(self, scope: Scope, inner: Scope, status: int, seconds: float) -> None:
        route = getattr(inner.get("route"), "path", NO_ROUTE)
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._metrics.answered(route, method, status, seconds)
        log.info(
            "answered",
            request=str(inner["concord.request_id"]),
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
        )


class _Answer:
    """Sends an answer with the guards of every answer; to HEAD without its body."""

    def __init__(
        self,
        send: Callable[[Message], Awaitable[None]],
        scope: Scope,
        trace: Trace,
        *,
        headless: bool,
    ) -> None:
        self._send = send
        self._scope = scope
        self._trace = trace
        self._headless = headless
        self.status = 0
        self.begun_at: float | None = None
        """When its head was sent; the body of a stream may last for an hour."""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.begun_at = message["status"], time.perf_counter()
            message = {**message, "headers": self._guarded(message["headers"])}
        elif self._headless and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    def _guarded(self, headers: Any) -> list[tuple[bytes, bytes]]:
        said = list(headers)
        own = {name for name, _ in said}
        said += [guard for guard in GUARDS.items() if guard[0] not in own]
        number = str(self._scope["concord.request_id"]).encode()
        said += [(b"x-request-id", number), (HEADER, self._trace.parent.encode())]
        said += self._scope.get(RATES, ())
        said += self._scope.get(ANNOUNCED, ())
        return said


async def _own_up(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer for a mistake of ours; what it was is for our log."""
    problem = Problem(kind=INTERNAL_ERROR, detail=LOGGED)
    await problem_answer(problem, HTTPConnection(scope))(scope, receive, send)


def _log_mistake(scope: Scope, error: Exception) -> None:
    """Where it happened and what kind it was; its message may hold what was sent."""
    log.error(
        "mistake",
        request=str(scope["concord.request_id"]),
        kind=type(error).__name__,
        where=_places(error.__traceback__),
    )


def _places(traceback: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in extract_tb(traceback)[-8:]
    ]
