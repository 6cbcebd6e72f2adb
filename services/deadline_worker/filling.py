"""Keeps what is made of folded disputes in step with the log: notices and facts.

Each dispute of which something is new is read and folded once, for both.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import orjson
import structlog

from deadline_worker.failures import is_passing
from deadline_worker.notices.concerns import called_by
from deadline_worker.notices.saying import Said, Saying
from dispute_core.application.ports import UnreadEvent
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Event
from dispute_core.log import PostgresLog
from dispute_core.log.codec import header_of
from dispute_core.readmodel import dispute_facts, untold
from dispute_core.readmodel.dispute_facts import FACTS, Kept
from dispute_core.readmodel.folding import DecodeFacts, unfolded
from dispute_core.readmodel.notices import NOTICES, Called, Ended, add, cancel
from dispute_core.readmodel.noting import Noted, note
from dispute_core.readmodel.projection import Held, follow, holding
from dispute_core.readmodel.touched import Touched, by_stream, touched, whole
from dispute_core.readmodel.untold import Untold

FOLLOWED = (FACTS, NOTICES)
"""Under these names it is kept how far each has come; they are taken in together."""

_BATCH = 200
_AGAIN_AFTER = timedelta(minutes=1)
_AGAIN_AT_ONCE = 20
_LONGEST_TURN_SECONDS = 0.002
"""Another task of this process may hold the append lock: all who append wait for it."""
_OF_DISPUTES, _OF_NOTICES, _OF_CONCERNS = "dispute.", "notice.", "concern."

logger = structlog.get_logger(__name__)


@dataclass
class _Made:
    """What a batch comes to, to be written at once."""

    called: list[Called] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    facts: list[Kept] = field(default_factory=list)
    told: list[Untold] = field(default_factory=list)
    untold: list[Untold] = field(default_factory=list)

    async def write(self, connection: asyncpg.Connection, now: datetime) -> None:
        await add(connection, self.called)
        await cancel(connection, self.ended)
        await note(connection, self.noted)
        await dispute_facts.save(connection, self.facts)
        await untold.forget(connection, self.told)
        again_at = now + _AGAIN_AFTER
        await untold.keep(connection, self.untold, now, again_at=again_at)


@dataclass(kw_only=True)
class Filling:
    """Takes in the next events; a stream that cannot be read holds up no other.

    It is put aside, and read again from there until it can be: a later release may
    know what this one does not.
    """

    saying: Saying
    pool: asyncpg.Pool
    log: PostgresLog
    decode: DecodeFacts
    now: Callable[[], datetime]
    failed: int = 0
    _batch: int = _BATCH

    async def __call__(self) -> bool:
        """Take in a batch; whether there may be more.

        What takes longer than the database lets a transaction last is tried again
        with less.
        """
        again = await self._again()
        batch = self._batch
        self._batch = max(1, batch // 2)
        taken = await follow(self.pool, self.log, FOLLOWED, self._take, batch=batch)
        self._batch = min(_BATCH, batch * 2)
        return again or taken == batch

    async def _take(self, held: Held, events: Sequence[UnreadEvent]) -> None:
        disputes = [it for it in events if it.topic.startswith(_OF_DISPUTES)]
        others = [
            it for it in events if it.topic.startswith((_OF_NOTICES, _OF_CONCERNS))
        ]
        new = [
            it
            for it in (*disputes, *others)
            if it.position > held.positions[NOTICES] and it.facts is not None
        ]
        waiting = await untold.among(held.connection, {it.stream_id for it in new})
        since: dict[UUID, int] = {}
        for it in new:
            if it.stream_id not in waiting:
                since.setdefault(it.stream_id, it.version)
        streams = [*await touched(held.connection, disputes), *by_stream(others)]
        await self._take_in(held, streams, since)

    async def _again(self) -> bool:
        """Try what was put aside, if it is time; whether there was any."""
        due = await untold.due(self.pool, self.now(), _AGAIN_AT_ONCE)
        if not due:
            return False
        async with holding(self.pool, FOLLOWED) as held:
            if held is None:
                return False
            due = await untold.due(held.connection, self.now(), _AGAIN_AT_ONCE)
            since = {one.stream_id: one.since_version for one in due}
            up_to = held.positions[NOTICES]
            streams = await whole(held.connection, since, up_to)
            await self._take_in(held, streams, since, again=True)
        return True

    async def _take_in(
        self,
        held: Held,
        streams: Sequence[Touched],
        since: Mapping[UUID, int],
        *,
        again: bool = False,
    ) -> None:
        """Read streams; from the version in `since` on, if any, people are told."""
        made, turn = _Made(), time.monotonic()
        for stream in streams:
            one = Untold(stream.stream_id, since.get(stream.stream_id, 0))
            try:
                await self._read(stream, one.since_version, made)
            except Exception as error:
                if is_passing(error):
                    raise
                self._cannot(one, error, made, again=again)
            else:
                made.told += [one] if again else []
            if time.monotonic() - turn > _LONGEST_TURN_SECONDS:
                await asyncio.sleep(0)  # deadlines are watched meanwhile
                turn = time.monotonic()
        await made.write(held.connection, self.now())

    async def _read(self, stream: Touched, since: int, made: _Made) -> None:
        if all(one.facts is None for one in stream.events if one.version >= since):
            return  # deleted after the time for keeping it: nothing is left to tell
        if stream.events[0].topic.startswith(_OF_NOTICES):
            made.noted += self._noted(stream, since) if since else []
            return
        if stream.events[0].topic.startswith(_OF_CONCERNS):
            new = (it for it in stream.events if 0 < since <= it.version)
            made.called += [one for it in new for one in called_by(it, self.decode)]
            return
        told: list[Event] = []
        said, failure = Said(), None
        dispute: Dispute | None = None
        for event, dispute in unfolded(stream.rows, self.decode):
            told.append(event)
            if since and failure is None and event.originator_version >= since:
                unread = stream.events[event.originator_version - 1]
                failure = await self._say(said, event, dispute, unread)
        if dispute is None:
            raise LookupError(stream.stream_id)
        made.facts += _counted(dispute, told)
        if failure is not None:
            raise failure
        made.called += said.called
        made.ended += said.ended

    async def _say(
        self, said: Said, event: Event, dispute: Dispute, unread: UnreadEvent
    ) -> Exception | None:
        """Why nobody can be told, if so: a dispute is counted nevertheless."""
        try:
            await self.saying.add(said, event, dispute, unread)
        except Exception as error:
            if is_passing(error):
                raise
            return error
        return None

    def _noted(self, stream: Touched, since: int) -> list[Noted]:
        return [
            Noted(
                self.decode(
                    one.topic,
                    orjson.loads(one.facts),
                    None,
                    **header_of(one.stream_id, one.version, one.occurred_at),
                ),
                one.recorded_at,
            )
            for one in stream.events
            if one.version >= since and one.facts is not None
        ]

    def _cannot(
        self, one: Untold, error: Exception, made: _Made, *, again: bool
    ) -> None:
        if not one.since_version:
            return  # whoever asks for numbers folds it, and is told that it fails
        made.untold.append(one)
        if not again:
            self.failed += 1
            logger.critical(
                "Nobody can be told of what happened; trying again.",
                stream_id=str(one.stream_id),
                kind=type(error).__name__,
            )


def _counted(dispute: Dispute, told: Sequence[Event]) -> list[Kept]:
    """What cannot be counted keeps nobody from being told."""
    try:
        return [dispute_facts.kept(dispute, told)]
    except Exception as error:
        logger.exception(
            "A dispute could not be counted.",
            dispute_id=str(dispute.id),
            kind=type(error).__name__,
        )
        return []
