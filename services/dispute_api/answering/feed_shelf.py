"""The calendars that were made last, so that eager clients cost next to nothing."""

from collections import OrderedDict

KEPT = 200
"""How many calendars are remembered, the newest ones."""


Whose = tuple[str, str]
"""A partnership and an agency in it: all of its feeds show the same."""


class FeedShelf:
    """A calendar by its agency, for as long as its mark stays the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Whose, tuple[str, bytes]] = OrderedDict()

    def find(self, whose: Whose, mark: str) -> bytes | None:
        kept = self._kept.get(whose)
        return kept[1] if kept and kept[0] == mark else None

    def keep(self, whose: Whose, mark: str, body: bytes) -> None:
        self._kept[whose] = (mark, body)
        self._kept.move_to_end(whose)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
