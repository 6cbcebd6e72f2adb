"""Whom the newest events concern, so that nobody else need look for them."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import asyncpg

from dispute_core.asking import Asking

PAGE = 1000
_NEWS = "SELECT at, here, agencies, directory FROM concord_news($1, $2)"


class PositionMissing(Exception):
    """The log does not continue where it must; going on would skip events."""


class FeedNews(NamedTuple):
    """What the events up to a position concern.

    `touched` has the parties of every dispute in which something happened, by their
    partnership; `published` the partnerships whose directory says something new, which
    may change who acts for whom.
    """

    end: int
    touched: Mapping[str, AbstractSet[str]]
    published: AbstractSet[str]
    more: bool


async def news_after(asking: Asking, position: int) -> FeedNews:
    """The next events after a position; raises `PositionMissing`."""
    rows = await asking.ask(lambda it: it.fetch(_NEWS, position, PAGE))
    end = position + len(rows)
    if rows and rows[-1]["at"] != end:
        raise PositionMissing(position)
    published = frozenset(row[1] for row in rows if row[3])
    return FeedNews(end, _touched(rows), published, len(rows) == PAGE)


def _touched(rows: Sequence[asyncpg.Record]) -> dict[str, AbstractSet[str]]:
    touched: dict[str, set[str]] = {}
    for _, partnership, agencies, _ in rows:
        here: Iterable[str] = agencies or ()
        touched.setdefault(partnership, set()).update(here)
    return dict(touched)
