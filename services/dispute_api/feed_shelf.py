"""The calendars that were made last, so that eager clients cost next to nothing."""

from collections import OrderedDict
from uuid import UUID

KEPT = 200
"""How many calendars are remembered, the newest ones."""


class FeedShelf:
    """A calendar by its feed, for as long as its mark stays the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[UUID, tuple[str, bytes]] = OrderedDict()

    def find(self, feed: UUID, mark: str) -> bytes | None:
        kept = self._kept.get(feed)
        return kept[1] if kept and kept[0] == mark else None

    def keep(self, feed: UUID, mark: str, body: bytes) -> None:
        self._kept[feed] = (mark, body)
        self._kept.move_to_end(feed)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
