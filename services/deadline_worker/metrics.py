"""Answers /livez and /metrics on 127.0.0.1, for those who watch the watcher."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from deadline_worker.firing import Firing
from deadline_worker.recounting import Recounts
from deadline_worker.watched import Watched
from deadline_worker.worker import Patience

_ALIVE_WITHIN_SECONDS = 60.0
_REQUEST_SECONDS = 5.0
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(kw_only=True, eq=False)
class Vitals(Collector):
    """What the worker says of itself; numbers only, never a dispute."""

    watched: Watched
    firing: Firing
    recounts: Recounts
    patience: Patience
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        self.registry.register(self)

    def collect(self) -> Iterable[Metric]:
        yield from self._counters()
        yield from self._gauges()

    def _counters(self) -> Iterable[Metric]:
        firing, recounts = self.firing, self.recounts
        for name, told, value in (
            ("breaches", "Deadlines reported passed.", firing.fired),
            (
                "failures",
                "Disputes whose deadlines could not be reported.",
                firing.failed,
            ),
            (
                "moves_left_to_people",
                "Moves that should have followed by themselves and could not be made.",
                firing.left_to_people,
            ),
            (
                "recomputed",
                "Deadlines counted anew because a board changed its days.",
                recounts.recomputed,
            ),
            (
                "recount_failures",
                "Times that the deadlines of a dispute could not be counted anew.",
                recounts.failed,
            ),
        ):
            yield CounterMetricFamily(f"concord_worker_{name}", told, value)

    def _gauges(self) -> Iterable[Metric]:
        yield GaugeMetricFamily(
            "concord_worker_position",
            "How far the open deadlines follow the log.",
            self.watched.position,
        )
        yield GaugeMetricFamily(
            "concord_worker_clock_difference_seconds",
            "By how much the database's clock is ahead of this machine's.",
            self.watched.clock_difference.total_seconds(),
        )
        yield GaugeMetricFamily(
            "concord_worker_held",
            "1 while no breach is recorded because the clocks disagree.",
            float(self.watched.held),
        )
        yield GaugeMetricFamily(
            "concord_worker_seconds_since_good_step",
            "Seconds since the database last let the worker work.",
            time.monotonic() - self.patience.last_good,
        )

    @property
    def alive(self) -> bool:
        """Whether the loop still turns; that the database is away is not its fault."""
        return time.monotonic() - self.patience.last_turn < _ALIVE_WITHIN_SECONDS

    async def serve(self, port: int) -> None:
        """Answer until cancelled."""
        server = await asyncio.start_server(self._answer, "127.0.0.1", port)
        async with server:
            await server.serve_forever()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            async with asyncio.timeout(_REQUEST_SECONDS):
                request = await reader.readline()
                while (await reader.readline()).strip():
                    pass  # the headers say nothing that matters here
                writer.write(self._response(request))
                await writer.drain()
        except (TimeoutError, ConnectionError, ValueError):
            pass  # whoever asked has gone, or asked too much
        finally:
            writer.close()

    def _response(self, request: bytes) -> bytes:
        path = request.split(b" ")[1] if request.startswith(b"GET ") else b""
        if path == b"/metrics":
            status, body = HTTPStatus.OK, generate_latest(self.registry)
        elif path == b"/livez":
            alive = self.alive
            status = HTTPStatus.OK if alive else HTTPStatus.SERVICE_UNAVAILABLE
            body = b"alive\n" if alive else b"the loop stands still\n"
        else:
            status, body = HTTPStatus.NOT_FOUND, b"only /livez and /metrics\n"
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: {_TEXT}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + body
