"""Everything that may be asked of the read models, in one place for the API."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispute_core.application.caller import Caller
from dispute_core.application.rehearsing import Past, PastWanted
from dispute_core.asking import Asking
from dispute_core.readmodel.breaches import (
    BreachesWanted,
    ListedBreach,
    list_breaches,
)
from dispute_core.readmodel.catalogue import ReleasedCatalogue
from dispute_core.readmodel.feed import FeedPage, read_feed
from dispute_core.readmodel.feed_order import Place
from dispute_core.readmodel.folding import DecodeFacts
from dispute_core.readmodel.listing import Last, ListedDispute, Wanted, list_disputes
from dispute_core.readmodel.past import past_disputes
from dispute_core.readmodel.sight import sight_of
from dispute_core.readmodel.state_of_service import State, read_state


@dataclass(frozen=True, kw_only=True)
class Queries:
    """The questions; who may see what is decided inside each of them.

    All raise `NotAllowed` to callers who see no dispute whatsoever, but for the state
    of the service, which shows none.
    """

    asking: Asking
    catalogue: ReleasedCatalogue
    decode: DecodeFacts

    async def disputes(
        self, caller: Caller, wanted: Wanted, *, after: Last | None, limit: int
    ) -> tuple[list[ListedDispute], bool]:
        """One page, the newest first, and whether there is more."""
        sight = await sight_of(caller, self.catalogue)
        return await list_disputes(self.asking, sight, wanted, after=after, limit=limit)

    async def breaches(
        self, caller: Caller, wanted: BreachesWanted, *, after: int | None, limit: int
    ) -> tuple[list[ListedBreach], bool]:
        """One page, the newest first, and whether there is more."""
        sight = await sight_of(caller, self.catalogue)
        return await list_breaches(
            self.asking, sight, wanted, self.decode, after=after, limit=limit
        )

    async def feed(
        self, caller: Caller, *, after: Place | None, limit: int
    ) -> FeedPage:
        """What the caller sees, in order, after a place."""
        sight = await sight_of(caller, self.catalogue)
        return await read_feed(self.asking, sight, after=after, limit=limit)

    async def past(self, wanted: PastWanted) -> tuple[Sequence[Past], bool]:
        """Past disputes whoever sees them: for rehearsals, which name what they may."""
        return await past_disputes(self.asking, self.decode, wanted)

    async def state(self) -> State:
        calendars = await self.catalogue.calendars()
        unreadable = await self.catalogue.unreadable()
        return await read_state(self.asking, calendars.confirmed_until(), unreadable)
