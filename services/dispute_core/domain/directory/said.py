"""A partnership's directory as its events have said it, one after the other.

The content stays in the words of the directory file, so that what is exported is what
was said; those who hold offices stand beside it, because their names are sealed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dispute_core.domain.directory.events import (
    DirectoryEvent,
    DirectoryPublished,
    EntryChanged,
    HolderAppointed,
    HolderEnded,
)
from dispute_core.domain.directory.offices import Holder


@dataclass(frozen=True, kw_only=True)
class DirectoryEntry:
    """What a file says of one partnership.

    `holders` are those of the offices in `named`; the holders of others stay as they
    are. The id of one is empty where the file names somebody new.
    """

    code: str
    content: Mapping[str, Any]
    named: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DirectorySaid:
    """What is said now, and as which version of the stream."""

    code: str
    content: Mapping[str, Any]
    holders: tuple[Holder, ...] = ()
    version: int = 0
    kept_by_people: bool = False
    """Whether anything was said but by the service, when it started."""

    def holder(self, identifier: str) -> Holder | None:
        return next((one for one in self.holders if one.id == identifier), None)


def said_by(events: Iterable[DirectoryEvent]) -> DirectorySaid | None:
    """What the events of a stream, from its first, have said."""
    said: DirectorySaid | None = None
    for event in events:
        said = said_after(said, event)
    return said


def said_after(before: DirectorySaid | None, event: DirectoryEvent) -> DirectorySaid:
    """What is said after one more event."""
    said = before or DirectorySaid(code=event.code, content={})
    at_start = isinstance(event, DirectoryPublished) and event.at_start
    said = replace(
        said,
        version=event.originator_version,
        kept_by_people=said.kept_by_people or not at_start,
    )
    if isinstance(event, DirectoryPublished):
        return replace(said, content=event.content, holders=_held(said, event))
    if isinstance(event, EntryChanged):
        return replace(said, content=_with(said.content, event))
    if isinstance(event, HolderAppointed):
        return replace(said, holders=(*said.holders, event.holder))
    if isinstance(event, HolderEnded):
        return replace(said, holders=_until(said.holders, event))
    return said


def _held(said: DirectorySaid, event: DirectoryPublished) -> tuple[Holder, ...]:
    """Who holds the offices after a publication, which may leave out known names."""
    stay = [one for one in said.holders if one.office not in event.named]
    return (*stay, *(_named(said, holder) for holder in event.holders))


def _named(said: DirectorySaid, holder: Holder) -> Holder:
    known = said.holder(holder.id)
    if known is None or holder.name is not None:
        return holder
    mailbox = holder.mailbox or known.mailbox
    return replace(holder, name=known.name, mailbox=mailbox)


def _with(content: Mapping[str, Any], event: EntryChanged) -> Mapping[str, Any]:
    """The content with one part in the place of the one with its code, or added."""
    parts = list(content.get(event.LIST) or ())
    places = [n for n, part in enumerate(parts) if part[event.WORD] == event.entry]
    if places:
        parts[places[0]] = event.content
    else:
        parts.append(event.content)
    return {**content, event.LIST: parts}


def _until(holders: tuple[Holder, ...], event: HolderEnded) -> tuple[Holder, ...]:
    return tuple(
        replace(one, to_date=event.to_date) if one.id == event.holder else one
        for one in holders
    )
