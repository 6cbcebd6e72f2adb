"""Puts a worker together, and runs it until it is asked to stop."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

import structlog

from deadline_worker.catching_up import FULL, CatchingUp
from deadline_worker.clock import Clocks, ClockWatch
from deadline_worker.firing import Firing
from deadline_worker.heartbeat import Heartbeat
from deadline_worker.loading import Load
from deadline_worker.metrics import Vitals
from deadline_worker.notices.wiring import Notices, open_notices
from deadline_worker.recounting import Recounts
from deadline_worker.samples import Samples
from deadline_worker.settings import Settings
from deadline_worker.sweep import Sweep
from deadline_worker.watched import Watched
from deadline_worker.webhooks.wiring import Webhooks, open_webhooks
from deadline_worker.worker import Patience, SideTask, work
from dispute_core.application.breaches import moves_on_by
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.domain.dispute import Dispute
from dispute_core.listener import Listener
from dispute_core.log import Secrets
from dispute_core.loop_lag import LoopLag
from dispute_core.readmodel.folding import fold_streams
from dispute_core.readmodel.open_deadlines import OpenDeadlines
from dispute_core.readmodel.projection import catch_up

_HINTS_SECONDS = 3600.0

Telling: TypeAlias = tuple[Notices, Webhooks]
"""What sends to people and to other systems, beside the watching of deadlines."""

logger = structlog.get_logger(__name__)


async def run(
    settings: Settings, *, stop: asyncio.Event, clocks: Clocks | None = None
) -> None:
    """Watch the deadlines until `stop` is set; raise if the worker cannot go on."""
    url = settings.worker_url.get_secret_value()
    secrets = Secrets.from_file(settings.secrets_file)
    core = CoreSettings(writer_url=url, reader_url=url, secrets=secrets)
    clocks = clocks or Clocks()
    async with (
        open_core(core) as services,
        open_notices(settings, services, loading(services), clocks.wall) as notices,
        open_webhooks(settings, services, clocks.wall) as webhooks,
    ):
        logger.info("The worker has started.", worker_id=settings.worker_id)
        telling = (notices, webhooks)
        await _watch(settings, services, telling, stop=stop, clocks=clocks)
    logger.info("The worker has stopped.", worker_id=settings.worker_id)


async def _watch(
    settings: Settings,
    services: Services,
    telling: Telling,
    *,
    stop: asyncio.Event,
    clocks: Clocks,
) -> None:
    pool, watched = services.asking.pool, Watched()
    patience, woken = Patience(stop=stop), asyncio.Event()
    load = loading(services)
    moves_on = moves_on_by(services.core)
    firing = Firing(load=load, log=services.log, moves_on=moves_on, stop=stop)
    recounts = Recounts(
        core=services.core, pool=pool, load=load, watched=watched, stop=stop
    )
    sweep = Sweep(
        worker_id=settings.worker_id,
        pool=pool,
        clocks=clocks,
        clock_watch=_clock_watch(settings),
        watched=watched,
        firing=firing,
    )
    heartbeat = Heartbeat(worker_id=settings.worker_id, pool=pool, watched=watched)
    vitals = Vitals(
        watched=watched, firing=firing, recounts=recounts, patience=patience
    )
    sending = [each.sending.run for each in telling]
    beside = [heartbeat.run, _hints(services, woken), *sending]
    steps = (_catching_up(services, stop), sweep, recounts)
    await work(
        [patience.over(step) for step in steps],
        [*beside, *_serving(settings, services, vitals, telling)],
        woken=woken,
        stop=stop,
        idle=timedelta(seconds=settings.worker_idle_seconds),
        finish_within=timedelta(seconds=settings.worker_stop_seconds),
    )
    await heartbeat.once()  # how far this worker watched, for the one after it


def _serving(
    settings: Settings, services: Services, vitals: Vitals, telling: Telling
) -> list[SideTask]:
    """What answers to those who watch the worker, if anything does."""
    port = settings.worker_metrics_port
    if port is None:
        return []
    samples, lag = Samples(services=services), LoopLag()
    others = [each.vitals for each in telling]
    for shown in (*others, samples, services.log.writer.measures, lag.seconds):
        vitals.registry.register(shown)
    host, pages = settings.metrics_host, vitals.pages()
    listener = Listener(host=host, port=port, pages=pages)
    return [listener.serve, samples.run, lag.watch]


def _clock_watch(settings: Settings) -> ClockWatch:
    return ClockWatch(steady=timedelta(seconds=settings.worker_steady_seconds))


def loading(services: Services) -> Load:
    decode = services.codec.decode

    async def load(ids: Sequence[UUID]) -> Mapping[UUID, Dispute]:
        async with services.asking.pool.acquire() as connection:
            return await fold_streams(connection, ids, decode)

    return load


def _catching_up(services: Services, stop: asyncio.Event) -> CatchingUp:
    log, projection = services.log, OpenDeadlines()

    async def batch() -> int:
        pool = services.asking.pool
        return await catch_up(pool, log, projection, batch=FULL)

    return CatchingUp(batch=batch, stop=stop)


def _hints(services: Services, woken: asyncio.Event) -> SideTask:
    """Wake the loop when the log has grown; without hints it wakes by itself."""

    async def hints() -> None:
        listener = services.log.reader.listener
        while True:
            heard = listener.heard
            await listener.wait(heard, _HINTS_SECONDS)
            woken.set()

    return hints
