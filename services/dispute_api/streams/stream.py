"""One client's stream: what waits to be sent to it, and whether it goes on."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import UUID

from dispute_core.application.caller import Caller
from dispute_core.readmodel.feed_order import BEGINNING, Place

WAITING = 1000
"""How many events wait for one client at most; the others are read again later."""

FAREWELL_SECONDS = 2.0

Ending = Literal["gone", "refused", "slow", "lasted", "stopping", "trouble"]


class Piece(NamedTuple):
    """An event as it is sent, but for its `id`, which is each client's own."""

    place: Place
    dispute: UUID
    sent: bytes


@dataclass(frozen=True, kw_only=True)
class Opener:
    """Who opened a stream, and what is done for them while it lasts."""

    caller: Caller
    admitted: Callable[[], Awaitable[Caller]]
    """Who they are by now; raises whatever a request of theirs would be answered."""

    record: Callable[[Iterable[UUID]], Awaitable[None]]
    """Puts on record of which disputes they are about to be told."""

    seal: Callable[[Place], str]
    """A place in the feed as a cursor of theirs."""


class Stream:
    """What one client has had, what waits for it, and whether it goes on."""

    def __init__(self, opener: Opener, after: Place | None, until: float) -> None:
        self.opener = opener
        self.until = until
        self.place = after or BEGINNING
        self.behind = True
        """Whether it must look into the log for itself before it is told more."""
        self.ending: Ending | None = None
        self._waiting: list[Piece] = []
        self._told_to = self.place
        self._woken = asyncio.Event()
        self._sending: asyncio.Timeout | None = None

    def catch_up(self) -> None:
        """From now on what happens is kept, while what happened is read."""
        self.fall_behind()
        self.behind = False

    def fall_behind(self) -> None:
        """Forget what waits: rights have changed, or too much came at once."""
        self._waiting.clear()
        self.behind = True
        self._woken.set()

    def tell(self, pieces: Sequence[Piece], upto: Place) -> None:
        """Have news sent; up to `upto` there was nothing else."""
        if self.behind:
            return
        if len(self._waiting) + len(pieces) > WAITING:
            self.fall_behind()
            return
        self._waiting += pieces
        self._told_to = upto
        if pieces:
            self._woken.set()

    async def news(self, within: float) -> list[Piece]:
        """What is to be sent; nothing if nothing came in time, or it is to end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not self._has_news():
                    self._woken.clear()
                    await self._woken.wait()
        pieces, self._waiting = self._waiting, []
        return pieces

    def _has_news(self) -> bool:
        """Whether there is something to do; what was read already is dropped."""
        self._waiting = [one for one in self._waiting if one.place > self.place]
        return bool(self._waiting) or self.behind or self.ending is not None

    def move_on(self) -> None:
        """Be where nothing was missed, although nothing came."""
        if not self._waiting and not self.behind:
            self.place = max(self.place, self._told_to)

    def end(self, ending: Ending) -> None:
        """Have it end soon; whoever does not even take the farewell is cut off."""
        self.ending = self.ending or ending
        self._woken.set()
        if self._sending is not None:
            self._hurry(self._sending)

    @asynccontextmanager
    async def sending(self, within: float) -> AsyncIterator[None]:
        """The time that the client has to take what is sent; raises `TimeoutError`."""
        if self.ending is not None:
            within = min(within, FAREWELL_SECONDS)
        try:
            async with asyncio.timeout(within) as self._sending:
                yield
        finally:
            self._sending = None

    @staticmethod
    def _hurry(limit: asyncio.Timeout) -> None:
        soon = asyncio.get_running_loop().time() + FAREWELL_SECONDS
        when = limit.when()
        if when is not None and when > soon and not limit.expired():
            limit.reschedule(soon)
