"""What boards and agencies have on record beside disputes, straight from the log."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from pydantic_core import from_json

from dispute_core.application.boards.records import FeedEvent
from dispute_core.asking import Asking
from dispute_core.domain.board_records import (
    AccessesErased,
    CalendarFeedOpened,
    CalendarFeedRevoked,
    LogRestored,
    ReviewPlanned,
    StatisticsPublished,
    restores_stream,
    retention_stream,
)
from dispute_core.readmodel.concerns import Concerns
from dispute_core.readmodel.dispute_facts import read_facts
from dispute_core.readmodel.folding import DecodeFacts
from dispute_core.statistics.concerns import ConcernFacts, facts_of_concern
from dispute_core.statistics.facts import DisputeFacts

Event = TypeVar("Event")

_COLUMNS = "e.topic, b.facts, e.stream_id, e.version, e.occurred_at"
_OF_PARTNERSHIP = f"""
SELECT {_COLUMNS} FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.topic IN ('statistics.published', 'review.planned',
    'calendar_feed.opened', 'calendar_feed.revoked')
  AND e.partnership = $1 AND e.topic = ANY($2::text[])
ORDER BY e.position
"""  # noqa: S608 - our own words; the list of topics is that of the index
_OF_STREAM = f"""
SELECT {_COLUMNS} FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = $1 ORDER BY e.version
"""  # noqa: S608 - as above


class BoardRecords:
    """The records as handlers ask for them; few, and so never remembered."""

    def __init__(self, asking: Asking, decode: DecodeFacts) -> None:
        self._asking = asking
        self._decode = decode

    async def editions(self, partnership: str) -> Sequence[StatisticsPublished]:
        return await self._read(partnership, StatisticsPublished)

    async def reviews(self, partnership: str) -> Sequence[ReviewPlanned]:
        return await self._read(partnership, ReviewPlanned)

    async def feeds(self, partnership: str) -> Sequence[FeedEvent]:
        opened = await self._read(partnership, CalendarFeedOpened)
        revoked = await self._read(partnership, CalendarFeedRevoked)
        return [*opened, *revoked]

    async def feed(self, stream_id: UUID) -> Sequence[FeedEvent]:
        return await self._stream(stream_id, (CalendarFeedOpened, CalendarFeedRevoked))

    async def accesses_erased(self, partnership: str) -> Sequence[AccessesErased]:
        return await self._stream(retention_stream(partnership), AccessesErased)

    async def restores(self, partnership: str) -> Sequence[LogRestored]:
        return await self._stream(restores_stream(partnership), LogRestored)

    async def facts(self, partnership: str) -> Sequence[DisputeFacts]:
        return await read_facts(self._asking, self._decode, partnership)

    async def concern_facts(self, partnership: str) -> Sequence[ConcernFacts]:
        found = await Concerns(self._asking, self._decode).concerns(partnership)
        return [facts_of_concern(one) for one in found]

    async def _stream(self, stream: UUID, kind: Any) -> list[Any]:
        rows = await self._asking.ask(lambda it: it.fetch(_OF_STREAM, stream))
        found = [self._event(row) for row in rows]
        return [event for event in found if isinstance(event, kind)]

    async def _read(self, partnership: str, kind: type[Event]) -> list[Event]:
        topics = [vars(kind)["TOPIC"]]
        rows = await self._asking.ask(
            lambda it: it.fetch(_OF_PARTNERSHIP, partnership, topics)
        )
        found = [self._event(row) for row in rows]
        return [event for event in found if isinstance(event, kind)]

    def _event(self, row: Any) -> Any:
        topic, facts, stream_id, version, occurred_at = row
        return self._decode(
            topic,
            from_json(facts),
            None,
            originator_id=stream_id,
            originator_version=version,
            timestamp=occurred_at,
        )
