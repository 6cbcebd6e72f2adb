"""Puts the inside of Concord together; the only place that knows every part of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from dispute_core.application.core import Core
from dispute_core.asking import Asking, open_asking
from dispute_core.domain.board_records import BOARD_RECORDS
from dispute_core.domain.concerns import CONCERN_EVENTS
from dispute_core.domain.directory.events import DIRECTORY_EVENTS
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.domain.notices.happened import NOTICES
from dispute_core.domain.releases import RELEASES
from dispute_core.domain.webhooks.events import WEBHOOK_EVENTS
from dispute_core.log import (
    AccessLog,
    Codec,
    PostgresLog,
    Secrets,
    open_access_log,
    open_log,
)
from dispute_core.policies import policy_from
from dispute_core.policies.directory_file import partnership_from
from dispute_core.readmodel.board_records import BoardRecords
from dispute_core.readmodel.catalogue import ReleasedCatalogue
from dispute_core.readmodel.concerns import Concerns
from dispute_core.readmodel.persons import Persons
from dispute_core.readmodel.queries import Queries
from dispute_core.readmodel.summaries import DisputeSummaries
from dispute_core.readmodel.webhooks.shelf import WebhookShelf


@dataclass(frozen=True, kw_only=True)
class CoreSettings:
    """What the core must be told: where the log is, and its secrets.

    `writer_url` is the role that appends (`concord_writer`, for a worker
    `concord_worker`), `reader_url` the one that reads (`concord_reader`).
    """

    writer_url: str = field(repr=False)
    reader_url: str = field(repr=False)
    secrets: Secrets


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything that the API, the worker and the command line work with."""

    core: Core
    log: PostgresLog
    catalogue: ReleasedCatalogue
    queries: Queries
    records: BoardRecords
    concerns: Concerns
    webhooks: WebhookShelf
    asking: Asking
    accesses: AccessLog
    codec: Codec
    secrets: Secrets


def make_codec() -> Codec:
    """The dictionary of every event class that the log may hold."""
    classes = [*EVENTS, *RELEASES, *DIRECTORY_EVENTS, *NOTICES, *BOARD_RECORDS]
    classes += [*CONCERN_EVENTS, *WEBHOOK_EVENTS]
    return Codec(classes, {Dispute.Raised.TOPIC: Dispute})


@asynccontextmanager
async def open_core(settings: CoreSettings) -> AsyncIterator[Services]:
    """Everything wired and started; ends with all connections closed."""
    codec = make_codec()
    async with (
        open_log(
            writer_url=settings.writer_url,
            reader_url=settings.reader_url,
            secrets=settings.secrets,
            codec=codec,
            projections=[DisputeSummaries(), Persons(settings.secrets.digest_of)],
        ) as log,
        open_asking(settings.reader_url, called="concord-readmodel") as asking,
        open_access_log(settings.writer_url, settings.secrets) as accesses,
    ):
        catalogue = _catalogue(asking, codec)
        yield Services(
            core=Core(log=log, catalogue=catalogue, clock=now, new_id=new_id),
            log=log,
            catalogue=catalogue,
            queries=Queries(
                asking=asking,
                catalogue=catalogue,
                decode=codec.decode,
                current=codec.current,
            ),
            records=BoardRecords(asking, codec.decode),
            concerns=Concerns(asking, codec.decode),
            webhooks=WebhookShelf(asking, codec.decode),
            asking=asking,
            accesses=accesses,
            codec=codec,
            secrets=settings.secrets,
        )


def _catalogue(asking: Asking, codec: Codec) -> ReleasedCatalogue:
    return ReleasedCatalogue(
        asking,
        codec.decode,
        policy_from=policy_from,
        partnership_from=partnership_from,
    )


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> UUID:
    """An id that sorts by its time, so that new rows lie side by side."""
    return uuid7()
