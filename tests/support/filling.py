"""The worker's own way of taking in the log, for tests that run no worker."""

import asyncpg

from deadline_worker.filling import Filling
from deadline_worker.notices.patience import Tries
from deadline_worker.notices.rules import Rules
from deadline_worker.notices.saying import Saying
from deadline_worker.notices.settings import NoticeSettings
from deadline_worker.webhooks.filling import Filling as Messages
from dispute_core.application.directories.reading import Store
from dispute_core.bootstrap import Services, now


def messages_of(services: Services, worker: asyncpg.Pool) -> Messages:
    """Makes the messages to other systems; called until there is no more."""
    store = Store(streams=services.log, shelf=services.catalogue)
    return Messages(
        rules=Rules(core=services.core, store=store),
        tries=Tries(settings=NoticeSettings()),
        pool=worker,
        log=services.log,
        decode=services.codec.decode,
    )


def filling_of(services: Services, worker: asyncpg.Pool) -> Filling:
    """Makes notices, and the facts that are counted; called until there is no more."""
    store = Store(streams=services.log, shelf=services.catalogue)
    return Filling(
        saying=Saying(rules=Rules(core=services.core, store=store)),
        pool=worker,
        log=services.log,
        decode=services.codec.decode,
        now=now,
    )
