"""Reading a directory with the names opened, and who may see which of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.fields import Fields
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.caller import Caller
from dispute_core.domain.directory.events import (
    DirectoryEvent,
    NamesErased,
    directory_stream,
)
from dispute_core.domain.directory.names import NamesKept, said_again
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.directory.said import DirectorySaid, said_by
from dispute_core.domain.refusals.directories import PartnershipNotFound
from dispute_core.domain.releases import PolicyReleased


class Streams(Protocol):
    """Where the events of a stream are read with their narrative."""

    async def events(
        self, stream_id: UUID, *, version: int | None = None
    ) -> Sequence[Any]: ...


class Shelf(Protocol):
    """What is known of all directories, as facts."""

    async def look(self) -> None: ...

    async def partnerships(self) -> Sequence[Partnership]: ...

    async def release(self, ref: str) -> PolicyReleased | None: ...

    async def opened(self, said: DirectorySaid) -> Partnership: ...


@dataclass(frozen=True, kw_only=True)
class Store:
    """Where directories are kept: their events, and what is known of them all."""

    streams: Streams
    shelf: Shelf


@dataclass(frozen=True, kw_only=True)
class DirectoryShown:
    """A directory with the names opened, and everything that was said to make it so."""

    partnership: Partnership
    said: DirectorySaid
    changes: tuple[DirectoryEvent, ...]
    replayed: bool = False


def fields_of(caller: Caller, code: str) -> Fields:
    """What a caller sees of a directory; raises `PartnershipNotFound`."""
    return expect("getDirectory", to_partnership(caller, code))


async def read_directory(
    code: str, store: Store, *, version: int | None = None
) -> DirectoryShown:
    """A directory, if wished as a version left it; raises `PartnershipNotFound`."""
    events = await store.streams.events(directory_stream(code), version=version)
    events = await _said_again(events, store.streams)
    said = said_by(events)
    if said is None:
        raise PartnershipNotFound
    partnership = await store.shelf.opened(said)
    return DirectoryShown(partnership=partnership, said=said, changes=tuple(events))


async def _said_again(
    events: Sequence[DirectoryEvent], streams: Streams
) -> Sequence[DirectoryEvent]:
    """What an erasure has kept of the words before it stands where it was said."""
    erased = [event for event in events if isinstance(event, NamesErased)]
    if not erased:
        return events
    for kept in await streams.events(erased[-1].kept):
        if isinstance(kept, NamesKept):
            return said_again(events, erased[-1], kept)
    return events
