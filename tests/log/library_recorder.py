"""Shows our log to the eventsourcing library as one of its own recorders.

The library is synchronous: an event loop in a thread of its own runs the log. Its
versions may begin anywhere, ours begin with 1; its states are bytes, our facts JSON.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
    Subscription,
)

from dispute_core.application.ports import (
    Append,
    Author,
    RecordedEvent,
    VersionConflict,
)
from dispute_core.log import Codec, PostgresLog, Reader, Secrets, Writer
from tests.log.events import Header
from tests.support.databases import Database

T = TypeVar("T")

_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Stored(Header):
    """An event of the library, as it was handed in."""

    TOPIC: ClassVar[str] = "test.stored"
    library_topic: str
    library_version: int
    state: str


class LibraryRecorder(ApplicationRecorder):
    """The library's port, on our log."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        codec = Codec([Stored])
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._log = PostgresLog(
            Writer(database.writer_url, codec=codec, secrets=secrets),
            Reader(database.reader_url, codec=codec, secrets=secrets),
        )
        self._began_after: dict[UUID, int] = {}
        self._run(self._log.start())

    def close(self) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS)
        self._loop.close()

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        **kwargs: Any,  # noqa: ARG002 - the port's
    ) -> Sequence[int] | None:
        if not stored_events:
            return None
        (stream,) = {UUID(str(event.originator_id)) for event in stored_events}
        before = stored_events[0].originator_version - 1
        offset = self._began_after.setdefault(stream, before)
        append = Append(
            stream_id=stream,
            expected_version=before - offset,
            partnership="test",
            author=Author(client="library", subject="nobody"),
            events=[
                Stored(
                    originator_id=stream,
                    originator_version=before - offset + 1 + number,
                    library_topic=event.topic,
                    library_version=event.originator_version,
                    state=event.state.hex(),
                )
                for number, event in enumerate(stored_events)
            ],
        )
        try:
            self._run(self._log.append(append))
        except VersionConflict as conflict:
            raise IntegrityError from conflict
        events = self._run(self._log.reader.stream(stream))
        return [event.position for event in events[-len(stored_events) :]]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        events = self._run(self._log.reader.stream(UUID(str(originator_id))))
        found = [
            stored
            for stored in map(_stored, events)
            if (gt is None or stored.originator_version > gt)
            and (lte is None or stored.originator_version <= lte)
        ]
        return (found[::-1] if desc else found)[:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        after = (start or 1) - 1 if inclusive_of_start else start or 0
        found: list[Notification] = []
        while len(found) < limit:
            page = self._run(self._log.after(min(after, self._head()), 500))
            for event in page:
                if stop is not None and event.position > stop:
                    return found
                if not topics or event.facts["library_topic"] in topics:
                    found.append(_notification(event))
            if not page:
                break
            after = page[-1].position
        return found[:limit]

    def max_notification_id(self) -> int | None:
        return self._head() or None

    def subscribe(self, *_: Any, **__: Any) -> Subscription[ApplicationRecorder]:
        message = "readers of our log tail it with Reader.tail"
        raise RuntimeError(message)

    async def _end(self) -> None:
        """Close the log when the library's threads have had their answers."""
        reading = [
            task
            for task in asyncio.all_tasks()
            if getattr(task.get_coro(), "__qualname__", "") == "PostgresLog.after"
        ]
        await asyncio.gather(*reading, return_exceptions=True)
        await self._log.close()

    def _head(self) -> int:
        return self._run(self._log.head())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS)


def _stored(event: RecordedEvent) -> StoredEvent:
    return StoredEvent(
        originator_id=event.stream_id,
        originator_version=event.facts["library_version"],
        topic=event.facts["library_topic"],
        state=bytes.fromhex(event.facts["state"]),
    )


def _notification(event: RecordedEvent) -> Notification:
    stored = _stored(event)
    return Notification(
        originator_id=stored.originator_id,
        originator_version=stored.originator_version,
        topic=stored.topic,
        state=stored.state,
        id=event.position,
    )
