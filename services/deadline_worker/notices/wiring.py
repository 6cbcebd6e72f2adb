"""Puts together what tells people, with connections and limits of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from deadline_worker.loading import Load
from deadline_worker.notices.channels import Channels, e_mail_by
from deadline_worker.notices.enclosing import Enclosing
from deadline_worker.notices.filling import Filling
from deadline_worker.notices.http import open_http
from deadline_worker.notices.patience import Tries
from deadline_worker.notices.results import Results
from deadline_worker.notices.rules import Rules
from deadline_worker.notices.sending import Sending
from deadline_worker.notices.telling import Telling
from deadline_worker.notices.vitals import NoticeVitals
from deadline_worker.notices.wording import Wording
from deadline_worker.settings import Settings
from dispute_core.application.directories import Store
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
    url = settings.worker_url.get_secret_value()
    async with (
        open_asking(url, called="concord-notices") as asking,
        open_http() as http,
    ):
        store = Store(streams=services.log, shelf=services.catalogue)
        rules = Rules(core=services.core, store=store)
        channels = Channels(
            settings=settings, http=http, e_mail=e_mail_by(settings.mail_server)
        )
        outbox = Outbox(
            pool=asking.pool,
            worker_id=settings.worker_id,
            lease=timedelta(seconds=settings.notices_lease_seconds),
        )
        filling = Filling(
            rules=rules,
            pool=asking.pool,
            log=services.log,
            decode=services.codec.decode,
        )
        results = Results(
            outbox=outbox, log=services.log, rules=rules, tries=Tries(settings=settings)
        )
        telling = Telling(
            rules=rules,
            load=load,
            channels=channels,
            wording=Wording(base_url=settings.base_url),
            enclosing=Enclosing(
                log=services.log,
                rules=rules,
                passwords=settings.notice_record_passwords,
            ),
            results=results,
            now=now,
        )
        sending = Sending(
            outbox=outbox,
            telling=telling,
            channels=channels,
            filling=filling,
            now=now,
            idle_seconds=settings.worker_idle_seconds,
        )
        vitals = NoticeVitals(
            filling=filling, sending=sending, results=results, now=now
        )
        yield Notices(sending=sending, vitals=vitals)
