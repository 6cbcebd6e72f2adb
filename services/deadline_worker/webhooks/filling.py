"""Keeps the tables of webhooks in step with the log: who is to be sent what."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import structlog
from pydantic_core import from_json

from deadline_worker.failures import is_passing
from deadline_worker.notices.patience import Tries
from deadline_worker.notices.rules import Rules
from deadline_worker.webhooks.disputes import Rows, Stood, stages_of, streams
from dispute_core.application.ports import UnreadEvent
from dispute_core.application.webhooks.seeing import may_hear
from dispute_core.domain.cloud_events import event_type
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.domain.events import event_name
from dispute_core.domain.webhooks.events import WEBHOOK_EVENTS, WebhookEnded
from dispute_core.log import PostgresLog
from dispute_core.readmodel.folding import DecodeFacts
from dispute_core.readmodel.projection import Held, follow
from dispute_core.readmodel.webhooks.deliveries import (
    NAME,
    EndpointRow,
    NewDelivery,
    add,
    endpoints,
    note,
)

_BATCH = 200
_OF_DISPUTES = frozenset(event.TOPIC for event in EVENTS)
_OF_WEBHOOKS = frozenset(event.TOPIC for event in WEBHOOK_EVENTS)

logger = structlog.get_logger(__name__)

Wanted = dict[UUID, dict[int, list[EndpointRow]]]
"""By dispute and version: those who asked for messages of that type."""

New = dict[tuple[UUID, int], UnreadEvent]


@dataclass(kw_only=True)
class Filling:
    """Takes in the next events; what one dispute cannot say holds up no other."""

    rules: Rules
    tries: Tries
    pool: asyncpg.Pool
    log: PostgresLog
    decode: DecodeFacts
    failed: int = 0
    _batch: int = _BATCH

    async def __call__(self) -> bool:
        """Take in a batch; whether there may be more.

        What takes longer than the database lets a transaction last is tried again
        with less.
        """
        batch = self._batch
        self._batch = max(1, batch // 2)
        taken = await follow(self.pool, self.log, (NAME,), self._take, batch=batch)
        self._batch = min(_BATCH, batch * 2)
        return taken == batch

    async def _take(self, held: Held, events: Sequence[UnreadEvent]) -> None:
        """Read once who asks for messages; what they say meanwhile counts at once."""
        connection = held.connection
        known = await endpoints(connection)
        wanted: Wanted = {}
        new = {(it.stream_id, it.version): it for it in events}
        for event in events:
            if event.facts is not None and event.topic in _OF_WEBHOOKS:
                await self._note(connection, event, known, wanted)
            elif event.facts is not None and event.topic in _OF_DISPUTES:
                _want(event, known, wanted)
        await self._put_down(connection, wanted, new)

    async def _put_down(
        self, connection: asyncpg.Connection, wanted: Wanted, new: New
    ) -> None:
        for stream, rows in (await streams(connection, wanted)).items():
            try:
                messages = await self._messages(rows, wanted[stream], new)
            except Exception as error:
                if is_passing(error):
                    raise
                self._cannot(stream, error)
            else:
                await add(connection, messages)

    async def _note(
        self,
        connection: asyncpg.Connection,
        unread: UnreadEvent,
        known: dict[UUID, EndpointRow],
        wanted: Wanted,
    ) -> None:
        event = self.decode(
            unread.topic,
            from_json(unread.facts or "{}"),
            None,
            originator_id=unread.stream_id,
            originator_version=unread.version,
            timestamp=unread.occurred_at,
        )
        row = await note(connection, event, unread.recorded_at)
        known.pop(unread.stream_id, None)
        if row is not None:
            known[row.id] = row
        if isinstance(event, WebhookEnded):
            for versions in wanted.values():
                for version, asked in versions.items():
                    versions[version] = [
                        it for it in asked if it.id != unread.stream_id
                    ]

    async def _messages(
        self,
        rows: Rows,
        asked: dict[int, list[EndpointRow]],
        new: New,
    ) -> list[NewDelivery]:
        """The messages of one dispute, for those who saw each event as it happened."""
        found: list[NewDelivery] = []
        for stood in stages_of(rows, self.decode):
            if stood.version in asked:
                event = new[stood.dispute.id, stood.version]
                for endpoint in asked[stood.version]:
                    message = await self._message(event, stood, endpoint)
                    if message is not None:
                        found.append(message)
        return found

    async def _message(
        self, event: UnreadEvent, stood: Stood, endpoint: EndpointRow
    ) -> NewDelivery | None:
        dispute, at = stood.dispute, event.recorded_at
        partnership = await self.rules.partnership(event.partnership)
        of = (dispute, stood.said)
        if not may_hear(endpoint.agency, of, event.version, partnership, at):
            return None
        calendar = await self.rules.calendar(dispute)
        return NewDelivery(
            webhook_id=endpoint.id,
            event_id=event_name(event.stream_id, event.version),
            dispute_id=event.stream_id,
            version=event.version,
            topic=event.topic,
            reference=dispute.raised.reference,
            occurred_at=event.occurred_at,
            recorded_at=at,
            next_at=at,
            give_up_at=self.tries.until(at, calendar),
        )

    def _cannot(self, dispute_id: UUID, error: Exception) -> None:
        self.failed += 1
        logger.critical(
            "No system can be told of what happened in a dispute.",
            dispute_id=str(dispute_id),
            kind=type(error).__name__,
        )


def _want(event: UnreadEvent, known: dict[UUID, EndpointRow], wanted: Wanted) -> None:
    type_ = event_type(event.topic)
    asked = [
        endpoint
        for endpoint in known.values()
        if endpoint.partnership == event.partnership and endpoint.wants(type_)
    ]
    if asked:
        wanted.setdefault(event.stream_id, {})[event.version] = asked
