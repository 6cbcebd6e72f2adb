"""What the worker says of webhooks to those who watch over it: numbers only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from deadline_worker.webhooks.sending import Sending

_PREFIX = "concord_worker_webhooks_"


@dataclass(kw_only=True, eq=False)
class WebhookVitals(Collector):
    """How sending to other systems fares."""

    sending: Sending
    now: Callable[[], datetime]

    def collect(self) -> Iterable[Metric]:
        yield from self._counters()
        counts = self.sending.counts
        if counts is None:
            return
        age = self.now() - counts.oldest if counts.oldest else None
        for name, what, value in (
            ("waiting", "Messages that have not arrived.", counts.waiting),
            (
                "oldest_seconds",
                "How long the oldest of those that wait has waited.",
                age.total_seconds() if age else 0.0,
            ),
            ("failing", "Endpoints that take no messages.", counts.failing),
        ):
            yield GaugeMetricFamily(_PREFIX + name, what, value)

    def _counters(self) -> Iterable[Metric]:
        sending = self.sending
        tries = CounterMetricFamily(
            _PREFIX + "tries", "Tries by how they ended.", labels=["result"]
        )
        for result, number in sorted(sending.results.counts.items()):
            tries.add_metric([result], number)
        yield tries
        broken = sending.broken + sending.filling.failed + sending.telling.failed
        for name, what, value in (
            ("told", "Messages of which a person was told.", sending.telling.told),
            ("broken", "Times that messages could not even be tried.", broken),
        ):
            yield CounterMetricFamily(_PREFIX + name, what, value)
