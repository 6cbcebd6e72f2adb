"""Follows the log for every stream of this process, and reads what is new but once.

Streams with the same rights see the same feed, so they stand together: what is new is
looked up once for all of them, and only where it may concern them. A stream first joins
those with its rights, then reads up to the end of the log for itself unless there is
known to be nothing, then takes what its companions were told in the meantime and stands
behind what it has read. So nothing is missed, and nothing comes twice.
"""

import asyncio
from collections.abc import Callable
from collections.abc import Set as AbstractSet

import structlog

from dispute_api.streams.companions import Companions
from dispute_api.streams.stream import Piece, Stream
from dispute_core.application.authorization.second_wall import reads_as
from dispute_core.bootstrap import Services
from dispute_core.domain.errors import Unavailable
from dispute_core.readmodel.fed_events import FedEvent
from dispute_core.readmodel.feed import FeedPage
from dispute_core.readmodel.feed_news import FeedNews, PositionMissing, news_after
from dispute_core.readmodel.feed_order import past
from dispute_core.readmodel.sight import Sight, sight_of
from dispute_core.walled import READS_AS

POLL_SECONDS = 1.0
PAUSE_SECONDS = 0.5
FOLLOWED_WITHIN = 5.0
IDLE_ROUNDS = 5
"""For how long the log is looked at although nobody has a stream."""

READ_AT_ONCE = 4
"""Of the connections for reading, the others are for requests."""

PAGE = 200
PAGE_OF_ONE = 100
"""What is read for one stream alone comes in smaller pages: many may have to wait."""

log = structlog.get_logger("dispute_api")


class Tail:
    """The one reader of news."""

    def __init__(
        self, services: Services, written: Callable[[FedEvent], bytes]
    ) -> None:
        self._services = services
        self._written = written
        self._all: dict[Sight, Companions] = {}
        self._changes = 0
        self._end = 0
        self._wanted = asyncio.Event()
        self._follows = asyncio.Event()
        self._reading = asyncio.Semaphore(READ_AT_ONCE)

    async def run(self) -> None:
        """Follow for as long as there are streams, and again when there are new ones.

        Trouble makes every stream look for itself, so that none can miss a thing.
        """
        while True:
            await self._wanted.wait()
            try:
                await self._follow()
            except Unavailable:
                await asyncio.sleep(PAUSE_SECONDS)
            except PositionMissing as error:
                log.critical("a gap in the log", after=str(error))
                await asyncio.sleep(PAUSE_SECONDS)
            except Exception as error:  # noqa: BLE001 - the streams must go on
                log.error("streams are not told", kind=type(error).__name__)  # noqa: TRY400
                await asyncio.sleep(PAUSE_SECONDS)
            finally:
                self._follows.clear()
                self._disperse()

    async def join(self, stream: Stream) -> Companions:
        """Let a stream be told what is new from now on; the rest it has `missed`.

        Raises `NotAllowed`, and `Unavailable` if the log cannot be followed.
        """
        self.leave(stream)
        while True:
            await self._followed()
            changes = self._changes
            caller, catalogue = stream.opener.caller, self._services.catalogue
            sight = await sight_of(caller, catalogue)
            known = await catalogue.partnership(caller.partnership)
            if changes == self._changes and self._follows.is_set():
                break
        told = reads_as(caller, known)
        companions = self._all.setdefault(
            sight, Companions(sight, told, past(self._end))
        )
        companions.take(stream)
        return companions

    async def missed(self, stream: Stream, companions: Companions) -> FeedPage | None:
        """Some of what a stream missed before it joined; None when that is all.

        Whoever comes to the end of the log asks it nothing, once one of them has.
        """
        if self._misses_nothing(stream, companions):
            return None
        async with self._reading:
            if self._misses_nothing(stream, companions):
                return None
            page = await self._services.queries.feed(
                stream.opener.caller, after=stream.place, limit=PAGE_OF_ONE
            )
        companions.learn(stream.place, page)
        return page

    @staticmethod
    def _misses_nothing(stream: Stream, companions: Companions) -> bool:
        gone = stream.behind or stream.ending is not None
        return gone or companions.nothing_after(stream.place)

    def leave(self, stream: Stream) -> None:
        for sight, companions in list(self._all.items()):
            companions.streams.discard(stream)
            if not companions.streams:
                del self._all[sight]

    async def _followed(self) -> None:
        self._wanted.set()
        try:
            await asyncio.wait_for(self._follows.wait(), FOLLOWED_WITHIN)
        except TimeoutError:
            raise Unavailable("The log cannot be followed just now.") from None

    async def _follow(self) -> None:
        services = self._services
        self._end = await services.catalogue.look_to_the_end()
        self._wanted.clear()
        self._follows.set()
        listener = services.log.reader.listener
        idle = 0
        while self._all or idle < IDLE_ROUNDS:
            heard = listener.heard
            idle = 0 if self._all else idle + 1
            news = await news_after(services.asking, self._end)
            if news.end > self._end:
                await self._spread(news)
            if not news.more:
                await listener.wait(heard, POLL_SECONDS)

    async def _spread(self, news: FeedNews) -> None:
        if news.published:
            await self._services.catalogue.look()
            self._disperse(news.published)
        while late := [it for it in self._all.values() if it.place < past(news.end)]:
            # Some may have come while others were told.
            await asyncio.gather(*(self._tell(it, news) for it in late))
        self._end = news.end

    async def _tell(self, companions: Companions, news: FeedNews) -> None:
        """Read what is new for some streams, and have it sent to each of them."""
        end, sight = news.end, companions.sight
        if not any(sight.may_see(*touched) for touched in news.touched.items()):
            companions.tell([], past(end))
            return
        READS_AS.set(companions.reads_as)  # each telling is a task of its own
        async with self._reading:
            while companions.place < past(end):
                page = await self._services.queries.fed(
                    sight, after=companions.place, limit=PAGE, upto=end
                )
                pieces = [self.piece(event) for event in page.events]
                companions.tell(pieces, page.next)

    def piece(self, event: FedEvent) -> Piece:
        return Piece(event.place, event.stream_id, self._written(event))

    def _disperse(self, partnerships: AbstractSet[str] | None = None) -> None:
        """Have streams look for themselves, since what they may see has changed."""
        self._changes += 1
        for sight, companions in list(self._all.items()):
            if partnerships is None or sight.partnership in partnerships:
                del self._all[sight]
                for stream in companions.streams:
                    stream.fall_behind()
