"""What Prometheus may know: routes, statuses, durations, the queue; never a person."""

from collections.abc import Callable
from functools import cache

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
MEDIA_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "concord_http_requests",
            "Requests answered, by route, method and status.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "concord_http_request_duration_seconds",
            "How long an answer took, by route.",
            ("route",),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._queue = Gauge(
            "concord_append_queue_depth",
            "Appends that wait for the writer.",
            registry=self._registry,
        )
        self._streams = Gauge(
            "concord_event_streams",
            "Streams of events that are open.",
            registry=self._registry,
        )
        # Looked up once: a label costs more than the counting.
        self._counted = cache(self._requests.labels)
        self._timed = cache(self._seconds.labels)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        self._counted(route, method, status).inc()
        self._timed(route).observe(seconds)

    def watch_queue(self, depth: Callable[[], int]) -> None:
        """Ask for the depth of the queue whenever somebody reads the metrics."""
        self._queue.set_function(lambda: float(depth()))

    def watch_streams(self, count: Callable[[], int]) -> None:
        self._streams.set_function(lambda: float(count()))

    def text(self) -> bytes:
        return generate_latest(self._registry)
