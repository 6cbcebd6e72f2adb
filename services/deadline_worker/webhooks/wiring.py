"""Puts together what sends to other systems, with connections of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from deadline_worker.http import open_guarded
from deadline_worker.notices.patience import Tries
from deadline_worker.notices.rules import Rules
from deadline_worker.settings import Settings
from deadline_worker.webhooks.delivering import Delivering, Subscriptions
from deadline_worker.webhooks.filling import Filling
from deadline_worker.webhooks.results import Results
from deadline_worker.webhooks.sending import Sending
from deadline_worker.webhooks.telling import Telling
from deadline_worker.webhooks.vitals import WebhookVitals
from dispute_core.application.directories.reading import Store
from dispute_core.asking import open_asking
from dispute_core.bootstrap import Services
from dispute_core.readmodel.webhooks.queue import Queue
from dispute_core.resolving import Names, Resolve, by_the_system


@dataclass(frozen=True, kw_only=True)
class Webhooks:
    """What runs beside the watching of deadlines, and what it says of itself."""

    sending: Sending
    vitals: WebhookVitals


@asynccontextmanager
async def open_webhooks(
    settings: Settings,
    services: Services,
    now: Callable[[], datetime],
    resolve: Resolve = by_the_system,
) -> AsyncIterator[Webhooks]:
    """Everything wired; ends with its connections closed."""
    url = settings.worker_url.get_secret_value()
    async with (
        open_asking(url, called="concord-webhooks") as asking,
        open_guarded(settings.webhook_ca_file) as http,
    ):
        store = Store(streams=services.log, shelf=services.catalogue)
        rules = Rules(core=services.core, store=store)
        names = Names(allowed=settings.callable_endpoints, resolve=resolve)
        delivering = Delivering(
            rules=rules,
            http=http,
            names=names,
            base_url=settings.base_url,
            now=now,
            seconds=settings.webhook_seconds,
        )
        sending = _sending(settings, services, asking.pool, delivering)
        yield Webhooks(sending=sending, vitals=WebhookVitals(sending=sending, now=now))


def _sending(
    settings: Settings, services: Services, pool: asyncpg.Pool, delivering: Delivering
) -> Sending:
    log, decode, rules = services.log, services.codec.decode, delivering.rules
    tries, now = Tries(settings=settings), delivering.now
    queue = Queue(
        pool=pool,
        worker_id=settings.worker_id,
        lease=timedelta(seconds=settings.webhook_lease_seconds),
    )
    return Sending(
        filling=Filling(rules=rules, tries=tries, pool=pool, log=log, decode=decode),
        telling=Telling(queue=queue, log=log, rules=rules, now=now),
        subscriptions=Subscriptions(log=log),
        delivering=delivering,
        results=Results(queue=queue, log=log, tries=tries),
        decode=decode,
        now=now,
        idle_seconds=settings.worker_idle_seconds,
        each=settings.webhooks_to_one_endpoint,
        endpoints=settings.webhook_endpoints_at_once,
        kept=timedelta(days=settings.webhook_log_days),
    )
