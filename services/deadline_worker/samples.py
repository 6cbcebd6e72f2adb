"""How the whole service stands, looked up every few seconds: counts, never a dispute.

A worker shows it, because a worker may see everything and answers no caller. Each
worker shows the same.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from deadline_worker.failures import is_passing
from dispute_core.bootstrap import Services
from dispute_core.domain.directory.partnership import in_training
from dispute_core.domain.errors import Unavailable
from dispute_core.domain.working_time import local_date
from dispute_core.readmodel.standing import Standing, read_standing

_EVERY_SECONDS = 5.0

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sample:
    """How things stood, and for how many days the calendars still reach."""

    standing: Standing
    calendar_days: int | None


@dataclass(kw_only=True, eq=False)
class Samples(Collector):
    """The newest sample; none, rather than an old one, while the database is away."""

    services: Services
    newest: Sample | None = None

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(_EVERY_SECONDS)

    async def once(self) -> None:
        try:
            self.newest = await self._taken()
        except Exception as error:
            if not (isinstance(error, Unavailable) or is_passing(error)):
                raise
            self.newest = None
            logger.debug("No sample was taken.", kind=type(error).__name__)

    async def _taken(self) -> Sample:
        services = self.services
        left_out = in_training(await services.catalogue.partnerships())
        standing = await read_standing(services.asking, left_out)
        calendars = await services.catalogue.calendars()
        until = calendars.confirmed_until()
        days = None if until is None else (until - local_date(standing.at)).days
        return Sample(standing, days)

    def collect(self) -> Iterable[Metric]:
        if self.newest is None:
            return
        standing = self.newest.standing
        yield GaugeMetricFamily(
            "concord_log_head", "The last position of the log.", standing.head
        )
        lag = GaugeMetricFamily(
            "concord_reader_lag_events",
            "Events that a reader of the log has not taken in.",
            labels=["reader"],
        )
        for reader, position in sorted(standing.readers.items()):
            lag.add_metric([reader], max(0, standing.head - position))
        yield lag
        for name, what, value in (
            ("deadlines_open", "Deadlines that run.", standing.deadlines_open),
            (
                "deadlines_overdue",
                "Deadlines that have passed and are not reported.",
                standing.deadlines_overdue,
            ),
            (
                "oldest_overdue_seconds",
                "For how long the oldest of those has been passed; 0 without any.",
                standing.oldest_overdue_seconds,
            ),
        ):
            yield GaugeMetricFamily(f"concord_{name}", what, value)
        if self.newest.calendar_days is not None:
            yield GaugeMetricFamily(
                "concord_calendar_horizon_days",
                "For how many days the bank holidays of every nation are known.",
                self.newest.calendar_days,
            )
