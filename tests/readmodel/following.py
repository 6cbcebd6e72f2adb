"""Somebody who follows the feed, page after page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dispute_core.bootstrap import Services
from dispute_core.domain.dispute import Dispute
from dispute_core.readmodel.feed_order import Place
from tests.support.world import caller

Told = list[tuple[UUID, int]]


@dataclass
class Follower:
    """Somebody who follows the feed and keeps their place."""

    services: Services
    who: str
    partnership: str = "worcestershire"
    limit: int = 50
    place: Place | None = None
    pages: int = 0

    async def page(self) -> Told:
        fed = await self.services.queries.feed(
            caller(self.who, self.partnership), after=self.place, limit=self.limit
        )
        self.place, self.caught_up = fed.next, fed.caught_up
        self.pages += 1
        assert len(fed.events) <= self.limit
        return [(event.stream_id, event.version) for event in fed.events]

    async def news(self) -> Told:
        """Everything until nothing more is there."""
        told = await self.page()
        while not self.caught_up:
            told += await self.page()
            assert self.pages < 500
        return told


def all_of(dispute: Dispute, *, up_to: int | None = None) -> Told:
    return [
        (dispute.id, version) for version in range(1, (up_to or dispute.version) + 1)
    ]


def content(place: Place | None) -> Any:
    return place and tuple(place)
