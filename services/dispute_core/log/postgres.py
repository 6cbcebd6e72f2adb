"""The `Log` port on PostgreSQL."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from dispute_core.application.ports import (
    Append,
    Appended,
    IdempotencyKey,
    Loaded,
    RecordedEvent,
    UnreadEvent,
)
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Raised
from dispute_core.domain.errors import DisputeNotFound
from dispute_core.log.reader import PAGE, Reader
from dispute_core.log.writer import Writer


def fold(events: Iterable[Any]) -> Dispute:
    """The dispute that these events, from its first, have made."""
    dispute = None
    for event in events:
        dispute = event.mutate(dispute)
    return cast("Dispute", dispute)


class PostgresLog:
    """A writer and a reader, and the folding of disputes."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self.writer = writer
        self.reader = reader

    async def start(self) -> None:
        await self.reader.start()
        await self.writer.start()

    async def close(self) -> None:
        await self.writer.close()
        await self.reader.close()

    async def append(self, request: Append) -> Appended:
        return await self.writer.append(request)

    async def load(
        self,
        dispute_id: UUID,
        *,
        version: int | None = None,
        as_at: datetime | None = None,
    ) -> Loaded:
        events = await self.reader.dispute(dispute_id, version=version, as_at=as_at)
        if not events or (version is not None and events[-1].version != version):
            raise DisputeNotFound
        if events[0].topic != Raised.TOPIC:  # a stream of something else
            raise DisputeNotFound
        dispute = fold(self.reader.event(recorded) for recorded in events)
        dispute.stamp(events[-1].version, [event.recorded_at for event in events])
        return Loaded(dispute=dispute, events=events)

    async def events(
        self, stream_id: UUID, *, version: int | None = None
    ) -> Sequence[Any]:
        """The events of any stream as the domain knows them, narrative included."""
        found = await self.reader.stream(stream_id, version=version)
        return [self.reader.event(recorded) for recorded in found]

    async def find(self, key: IdempotencyKey) -> Appended | None:
        # A repeat that meets its twin in flight waits for it.
        await self.writer.twin_of(key)
        if await self.reader.find(key) is None:
            return None
        return await self.writer.confirm(key)

    async def head(self) -> int:
        """The last position of the log; raises `Unavailable`."""
        position, _ = await self.reader.head()
        return position

    async def after(
        self, position: int, limit: int = PAGE, *, narrative: bool = True
    ) -> Sequence[RecordedEvent]:
        return await self.reader.after(position, limit, narrative=narrative)

    async def unread_after(
        self, position: int, limit: int = PAGE
    ) -> Sequence[UnreadEvent]:
        return await self.reader.unread_after(position, limit)

    def tail(self, position: int) -> AsyncIterator[Sequence[RecordedEvent]]:
        return self.reader.tail(position)
