"""Reads the log: streams, and everything in order without ever skipping an event."""
# ruff: noqa: S608 - every name in it is ours, every value a parameter

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import structlog

from dispute_core.application.ports import (
    Appended,
    IdempotencyKey,
    RecordedEvent,
    UnreadEvent,
)
from dispute_core.asking import Asking
from dispute_core.domain.errors import Unavailable
from dispute_core.log.codec import Codec
from dispute_core.log.hints import Listener
from dispute_core.log.keyring import Secrets
from dispute_core.log.recorded import EVERYTHING, FACTS, UNREAD, Decoder
from dispute_core.log.sealing import CannotOpen, Sealer
from dispute_core.log.state import known_from
from dispute_core.log.statements import FIND

T = TypeVar("T")

POLL_SECONDS = 1.0
PAGE = 500
_UPTO = (
    " WHERE e.stream_id = $1 AND ($2::int IS NULL OR e.version <= $2)"
    " AND ($3::timestamptz IS NULL OR e.recorded_at <= $3)"
)
_STREAM = EVERYTHING + _UPTO + " ORDER BY e.version"
_DISPUTE = (
    # Asked once and before any event: a hidden dispute, however long, is passed by as
    # quickly as one that does not exist.
    EVERYTHING
    + _UPTO
    + " AND (SELECT coalesce(current_setting('concord.kind', true), '') = ''"
    " OR concord_may_see($1)) ORDER BY e.version"
)
_AFTER = " WHERE e.position > $1 AND e.position <= $1 + $2 ORDER BY e.position"
_HEAD = "SELECT position, recorded_at FROM head"
_IN_ORDER = {
    # One statement, one snapshot: what the head says must be there.
    select: "SELECT h.position, x.* FROM head h LEFT JOIN LATERAL"
    f" ({select}{_AFTER}) x ON true"
    for select in (UNREAD, FACTS, EVERYTHING)
}

log = structlog.get_logger()


class GapFound(Exception):
    """The log does not continue where it must; reading on would skip events."""

    def __init__(self, expected: int, found: int | None) -> None:
        super().__init__(f"expected position {expected}, found {found or 'nothing'}")
        self.expected = expected
        self.found = found


class Reader:
    """Reads from the primary only, so that what was acknowledged is seen."""

    def __init__(self, url: str, *, codec: Codec, secrets: Secrets) -> None:
        self._url = url
        self._secrets = secrets
        self._decoder = Decoder(codec, Sealer(secrets.ring))
        self._listener = Listener(url)
        self._asking: Asking | None = None

    async def start(self) -> None:
        self._asking = await Asking.of(self._url, called="concord-reader")
        self._listener.start()

    async def close(self) -> None:
        await self._listener.close()
        if self._asking is not None:
            self._asking.close()

    @property
    def listener(self) -> Listener:
        """Hears of appends, for those who read at a pace of their own."""
        return self._listener

    async def stream(
        self,
        stream_id: UUID,
        *,
        version: int | None = None,
        as_at: datetime | None = None,
    ) -> list[RecordedEvent]:
        """The events of a stream, if wished only up to a version or an instant."""
        rows = await self._ask(
            lambda it: it.fetch(_STREAM, stream_id, version, as_at),
        )
        return self._recorded(rows)

    async def dispute(
        self,
        dispute_id: UUID,
        *,
        version: int | None = None,
        as_at: datetime | None = None,
    ) -> list[RecordedEvent]:
        """The same of a dispute; of one that is hidden, nothing in as short a time."""
        rows = await self._ask(
            lambda it: it.fetch(_DISPUTE, dispute_id, version, as_at),
        )
        return self._recorded(rows)

    def event(self, recorded: RecordedEvent) -> Any:
        """The domain's own event of a recorded one."""
        return self._decoder.event(recorded)

    async def find(self, key: IdempotencyKey) -> Appended | None:
        """What an earlier use of the key recorded; raises `KeyReused`."""
        request = self._secrets.request_digest(key.client, key.key)
        row = await self._ask(lambda it: it.fetchrow(FIND, request))
        if row is None:
            return None
        fingerprint = self._secrets.fingerprint_digest(key.fingerprint)
        answer = known_from(row).answer(fingerprint)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def head(self) -> tuple[int, datetime]:
        """The last position of the log, 0 if it is empty, and its instant."""
        row = await self._ask(lambda it: it.fetchrow(_HEAD))
        return row[0], row[1]

    async def after(
        self, position: int, limit: int = PAGE, *, narrative: bool = True
    ) -> list[RecordedEvent]:
        """The next events in order; raises `GapFound` rather than skip one.

        Without `narrative` it is neither fetched nor opened: enough for read models.
        """
        select = EVERYTHING if narrative else FACTS
        return self._recorded(await self._next(select, position, limit))

    async def unread_after(self, position: int, limit: int = PAGE) -> list[UnreadEvent]:
        """As `after`, with facts that nobody has read yet."""
        return [UnreadEvent(*row) for row in await self._next(UNREAD, position, limit)]

    async def tail(
        self, position: int, *, limit: int = PAGE, narrative: bool = True
    ) -> AsyncIterator[Sequence[RecordedEvent]]:
        """Everything after a position, for ever, in order, a page at a time.

        Looks once a second; hints only shorten the wait. A database that is down is
        waited for.
        """
        while True:
            heard = self._listener.heard
            try:
                events = await self.after(position, limit, narrative=narrative)
            except Unavailable:
                events = []
            if events:
                position = events[-1].position
                yield events
            if len(events) < limit:
                await self._listener.wait(heard, POLL_SECONDS)

    async def _next(
        self, select: str, position: int, limit: int
    ) -> list[tuple[Any, ...]]:
        query = _IN_ORDER[select]
        rows = await self._ask(lambda it: it.fetch(query, position, limit))
        head = rows[0][0]
        found = [tuple(row)[1:] for row in rows if row[1] is not None]
        expected = range(position + 1, min(position + limit, head) + 1)
        if head < position or [row[0] for row in found] != list(expected):
            raise self._gap(position, head, [row[0] for row in found])
        return found

    def _recorded(self, rows: Sequence[Any]) -> list[RecordedEvent]:
        try:
            return [self._decoder.recorded(row) for row in rows]
        except CannotOpen as error:
            log.critical("a narrative cannot be opened", reason=str(error))
            message = "A record cannot be opened just now."
            raise Unavailable(message) from error

    async def _ask(self, question: Callable[[Any], Awaitable[T]]) -> T:
        if self._asking is None:
            message = "the reader was not started"
            raise RuntimeError(message)
        return await self._asking.ask(question)

    def _gap(self, position: int, head: int, found: list[int]) -> GapFound:
        expected = position + 1
        for place in found:
            if place != expected:
                break
            expected += 1
        later = [place for place in found if place > expected]
        gap = GapFound(expected, later[0] if later else None)
        log.critical("a gap in the log", expected=expected, found=gap.found, head=head)
        return gap
