"""What the worker says of its notices to those who watch over it: numbers only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from deadline_worker.notices.results import Results
from deadline_worker.notices.sending import Sending


@dataclass(kw_only=True, eq=False)
class NoticeVitals(Collector):
    """How telling people fares."""

    sending: Sending
    results: Results
    now: Callable[[], datetime]

    def collect(self) -> Iterable[Metric]:
        yield from self._counters()
        counts = self.sending.counts
        if counts is None:
            return
        age = self.now() - counts.oldest if counts.oldest else None
        for name, what, value in (
            ("waiting", "Notices that should have gone and have not.", counts.waiting),
            (
                "undeliverable",
                "Notices that a person must tell another way.",
                counts.undeliverable,
            ),
            (
                "unreadable",
                "Disputes that cannot be read, so that nobody is told of them.",
                counts.unreadable,
            ),
            (
                "oldest_seconds",
                "How long the oldest of those that wait has waited.",
                age.total_seconds() if age else 0.0,
            ),
        ):
            yield GaugeMetricFamily(f"concord_worker_notices_{name}", what, value)

    def _counters(self) -> Iterable[Metric]:
        broken = self.sending.filling.failed + self.sending.broken
        for name, what, value in (
            ("sent", "Notices that a relay or a system took.", self.results.sent_count),
            ("tries_failed", "Tries that failed.", self.results.failed_count),
            ("given_up", "Notices left to people.", self.results.given_up_count),
            ("broken", "Notices that could not even be tried.", broken),
        ):
            yield CounterMetricFamily(f"concord_worker_notices_{name}", what, value)
