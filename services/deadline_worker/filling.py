"""Keeps the table of notices in step with the log: what is to be told, and what was."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import asyncpg
import structlog

from deadline_worker.failures import is_passing
from deadline_worker.notices.rules import Rules
from dispute_core.application.ports import RecordedEvent
from dispute_core.domain.dispute_events import EVENTS, Event
from dispute_core.domain.notices.calling import notices_of
from dispute_core.domain.notices.happened import NOTICES
from dispute_core.log import PostgresLog
from dispute_core.readmodel.folding import STREAMS, DecodeFacts, unfolded
from dispute_core.readmodel.notices import NAME, Called, Ended, add, cancel, note
from dispute_core.readmodel.projection import follow

_BATCH = 200
_OF_DISPUTES = frozenset(event.TOPIC for event in EVENTS)
_OF_NOTICES = frozenset(event.TOPIC for event in NOTICES)

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Filling:
    """Takes in the next events; what one dispute cannot say holds up no other."""

    rules: Rules
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
        taken = await follow(self.pool, self.log, NAME, self._take, batch=batch)
        self._batch = min(_BATCH, batch * 2)
        return taken == batch

    async def _take(
        self, connection: asyncpg.Connection, events: Sequence[RecordedEvent]
    ) -> None:
        ids = {it.stream_id for it in events if it.topic in _OF_DISPUTES and it.facts}
        rows = await connection.fetch(STREAMS, list(ids)) if ids else []
        new = {(it.stream_id, it.version): it for it in events}
        called: list[Called] = []
        ended: list[Ended] = []
        for dispute_id, stored in groupby(rows, key=lambda row: row[0]):
            try:
                async for one in self._said(list(stored), new):
                    if isinstance(one, Called):
                        called.append(one)
                    else:
                        ended.append(one)
            except Exception as error:
                if is_passing(error):
                    raise
                self._cannot(dispute_id, error)
        await add(connection, called)
        await cancel(connection, ended)
        for recorded in events:
            if recorded.topic in _OF_NOTICES and recorded.facts:
                event = self.log.reader.event(recorded)
                await note(connection, event, recorded.recorded_at)

    async def _said(
        self,
        rows: Sequence[asyncpg.Record],
        new: dict[tuple[UUID, int], RecordedEvent],
    ) -> AsyncIterator[Called | Ended]:
        """What the new events of one dispute call for, each as it left the dispute."""
        for event, dispute in unfolded(rows, self.decode):
            recorded = new.get((dispute.id, event.originator_version))
            if recorded is None:
                continue
            calendar = await self.rules.calendar(dispute)
            board = await self.rules.partnership(recorded.partnership)
            before = board.remind_before
            for notice in notices_of(event, dispute, calendar, before):
                yield Called(
                    notice=notice,
                    partnership=recorded.partnership,
                    reference=dispute.raised.reference,
                    at=recorded.recorded_at,
                )
            for about in _ended(event):
                yield Ended(dispute_id=dispute.id, about=about, at=recorded.recorded_at)

    def _cannot(self, dispute_id: UUID, error: Exception) -> None:
        self.failed += 1
        logger.critical(
            "Nobody can be told of what happened in a dispute.",
            dispute_id=str(dispute_id),
            kind=type(error).__name__,
        )


def _ended(event: Event) -> list[str]:
    deadlines = [f"{one.duty}:{one.generation}" for one in event.deadlines_ended]
    return [*deadlines, *(one.id for one in event.duties_ended)]
