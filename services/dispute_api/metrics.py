"""What Prometheus may know: routes, statuses, durations, the queue; never a person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dispute_core.listener import Page, metrics_page
from dispute_core.loop_lag import LoopLag

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.loop_lag = LoopLag()
        self._registry.register(self.loop_lag.seconds)
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
        self._refused = Counter(
            "concord_disputes_refused",
            "Attempts at a dispute that was refused, hidden or absent.",
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

    def refused(self) -> None:
        """Count an attempt at a dispute; at which one is for the record alone."""
        self._refused.inc()

    def show(self, collector: Collector) -> None:
        """Ask it, too, whenever somebody reads the metrics."""
        self._registry.register(collector)

    def watch_streams(self, count: Callable[[], int]) -> None:
        self._streams.set_function(lambda: float(count()))

    def page(self) -> Page:
        return metrics_page(self._registry)()


@dataclass(frozen=True)
class IssuersKeys(Collector):
    """For how long the keys count that tokens are verified with.

    Of issuers that publish them at an address: each good fetch lets them count for a
    day again. Keys in files have no end that we know.
    """

    seconds_left: Callable[[], Mapping[str, float]]

    def collect(self) -> Iterable[Metric]:
        left = GaugeMetricFamily(
            "concord_issuer_keys_seconds_left",
            "How long the keys of an issuer count if it is not reached before.",
            labels=["issuer"],
        )
        for issuer, seconds in self.seconds_left().items():
            left.add_metric([issuer], seconds)
        yield left
