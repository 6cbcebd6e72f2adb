"""What the worker says of itself, for those who watch the watcher."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from deadline_worker.firing import Firing
from deadline_worker.recounting import Recounts
from deadline_worker.watched import Watched
from deadline_worker.worker import Patience
from dispute_core.listener import Page, metrics_page

_ALIVE_WITHIN_SECONDS = 60.0


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
        yield GaugeMetricFamily(
            "concord_worker_seconds_since_good_sweep",
            "Seconds since it last looked for what is due and could report all of it.",
            time.monotonic() - self.watched.last_look,
        )

    @property
    def alive(self) -> bool:
        """Whether the loop still turns; that the database is away is not its fault."""
        return time.monotonic() - self.patience.last_turn < _ALIVE_WITHIN_SECONDS

    def pages(self) -> Mapping[str, Callable[[], Page]]:
        return {"/metrics": metrics_page(self.registry), "/livez": self._life}

    def _life(self) -> Page:
        if self.alive:
            return Page(b"alive\n")
        return Page(b"the loop stands still\n", HTTPStatus.SERVICE_UNAVAILABLE)
