"""Puts together what tells people, with connections and limits of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from deadline_worker.filling import Filling
from deadline_worker.http import open_http
from deadline_worker.loading import Load
from deadline_worker.notices.channels import Channels, e_mail_by
from deadline_worker.notices.enclosing import Enclosing
from deadline_worker.notices.hearing import Hearing
from deadline_worker.notices.patience import Tries
from deadline_worker.notices.results import Results
from deadline_worker.notices.rules import Rules
from deadline_worker.notices.saying import Saying
from deadline_worker.notices.sending import Sending
from deadline_worker.notices.telling import Telling
from deadline_worker.notices.vitals import NoticeVitals
from deadline_worker.notices.wording import Wording
from deadline_worker.settings import Settings
from dispute_core.application.directories.reading import Store
from dispute_core.asking import open_asking
from dispute_core.bootstrap import Services
from dispute_core.readmodel.outbox import Outbox


@dataclass(frozen=True, kw_only=True)
class Notices:
    """What runs beside the watching of deadlines, and what it says of itself."""

    sending: Sending
    vitals: NoticeVitals


@asynccontextmanager
async def open_notices(
    settings: Settings, services: Services, load: Load, now: Callable[[], datetime]
) -> AsyncIterator[Notices]:
    """Everything wired; ends with its connections closed."""
    url = settings.worker_url.get_secret_value()
    async with (
        open_asking(url, called="concord-notices") as asking,
        open_http() as http,
    ):
        store = Store(streams=services.log, shelf=services.catalogue)
        rules = Rules(core=services.core, store=store)
        outbox = Outbox(
            pool=asking.pool,
            worker_id=settings.worker_id,
            lease=timedelta(seconds=settings.notices_lease_seconds),
        )
        results = Results(
            outbox=outbox, log=services.log, rules=rules, tries=Tries(settings=settings)
        )
        channels = Channels(settings=settings, http=http, e_mail=e_mail_by(settings))
        sending = Sending(
            outbox=outbox,
            telling=_telling(settings, channels, results, load, now),
            channels=channels,
            filling=_filling(services, rules, asking.pool, now),
            hearing=Hearing(
                outbox=outbox, streams=services.log, core=services.core, now=now
            ),
            now=now,
            idle_seconds=settings.worker_idle_seconds,
        )
        yield Notices(
            sending=sending,
            vitals=NoticeVitals(sending=sending, results=results, now=now),
        )


def _filling(
    services: Services, rules: Rules, pool: asyncpg.Pool, now: Callable[[], datetime]
) -> Filling:
    return Filling(
        saying=Saying(rules=rules),
        pool=pool,
        log=services.log,
        decode=services.codec.decode,
        now=now,
    )


def _telling(
    settings: Settings,
    channels: Channels,
    results: Results,
    load: Load,
    now: Callable[[], datetime],
) -> Telling:
    enclosing = Enclosing(
        log=results.log,
        rules=results.rules,
        passwords=settings.notice_record_passwords,
    )
    return Telling(
        rules=results.rules,
        load=load,
        channels=channels,
        wording=Wording(base_url=settings.base_url),
        enclosing=enclosing,
        results=results,
        now=now,
    )
