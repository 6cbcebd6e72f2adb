"""What the writer tells those who watch it: how long appends take, and how many fail.

Each note costs a few microseconds and stands outside of the lock on the log.
"""

from collections.abc import Callable, Iterable

from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

from dispute_core.domain.errors import OutcomeUnknown, Unavailable

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_EVENTS = (1, 2, 4, 8, 16, 32, 64, 128, 256)
_FAILED = (OutcomeUnknown, Unavailable)


class Measures(Collector):
    """The counters of one writer; both processes show them under the same names."""

    def __init__(self, depth: Callable[[], int]) -> None:
        self._seconds = Histogram(
            "concord_append_duration_seconds",
            "How long an append took, from the queue to its outcome.",
            buckets=_SECONDS,
            registry=None,
        )
        self._events = Histogram(
            "concord_append_batch_events",
            "Events of all appends that were tried in one transaction.",
            buckets=_EVENTS,
            registry=None,
        )
        appends = Counter(
            "concord_appends",
            "Appends by how they ended: recorded, refused by the log, or failed.",
            ("result",),
            registry=None,
        )
        self._recorded = appends.labels("recorded")
        self._refused = appends.labels("refused")
        self._failed = appends.labels("failed")
        queue = Gauge(
            "concord_append_queue_depth",
            "Appends that wait for the writer.",
            registry=None,
        )
        queue.set_function(lambda: float(depth()))
        self._shown = (self._seconds, self._events, appends, queue)

    def batch(self, events: int) -> None:
        self._events.observe(events)

    def ended(self, verdict: object, seconds: float) -> None:
        self._seconds.observe(seconds)
        if not isinstance(verdict, Exception):
            self._recorded.inc()
        elif isinstance(verdict, _FAILED):
            self._failed.inc()
        else:
            self._refused.inc()

    def collect(self) -> Iterable[Metric]:
        for shown in self._shown:
            yield from shown.collect()
