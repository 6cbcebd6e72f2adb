"""In which order a caller meets the events that they may see.

Every event stands at its anchor: its own position in the log, or the position at
which the caller gained access, if that came later. So the feed is the same on every
reading, and whoever gains access finds the whole earlier stream at that point.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

NO_STREAM = UUID(int=0)


class Place(NamedTuple):
    """Where a reader of the feed is: everything up to here has been handed out.

    Between anchors, `stream` is the largest id, so that nothing at `anchor` follows.
    """

    anchor: int
    stream: UUID
    version: int


BEGINNING = Place(0, UUID(int=2**128 - 1), 0)


def past(anchor: int) -> Place:
    """The place behind everything that stands at an anchor."""
    return Place(anchor, BEGINNING.stream, 0)


class Grant(NamedTuple):
    """Since when a caller sees a dispute: at which anchor, up to which version."""

    anchor: int
    version: int
    """The newest version of the dispute at that anchor."""


class Seen(NamedTuple):
    """An event in a dispute that the caller sees now."""

    position: int
    stream: UUID
    version: int


def places(events: Iterable[Seen], grants: Mapping[UUID, Grant]) -> Iterator[Place]:
    """The places in the feed that follow from some events, in order.

    What came before the grant is left out at its own position; the event that grants
    brings it all along.
    """
    for position, stream, version in events:
        grant = grants[stream]
        if position > grant.anchor:
            yield Place(position, stream, version)
        elif position == grant.anchor:
            yield from whole(stream, grant)


def whole(stream: UUID, grant: Grant) -> Iterator[Place]:
    """Everything up to a grant, at the place of the grant."""
    for version in range(1, grant.version + 1):
        yield Place(grant.anchor, stream, version)
