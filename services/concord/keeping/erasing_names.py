"""`concord erase --of holders`: the names of those who left their offices long ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from concord.accesses import CLIENT, operator
from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.keeping.asking import Asked, Desk, at_the_desk
from concord.keeping.carrying_out import NOTHING
from dispute_core.application.appends import of_one
from dispute_core.application.directories.reading import (
    DirectoryShown,
    Store,
    read_directory,
)
from dispute_core.application.ports import Author, VersionConflict
from dispute_core.domain.directory.events import (
    HolderErased,
    NamesErased,
    directory_event,
    directory_stream,
)
from dispute_core.domain.directory.names import names_due, names_kept
from dispute_core.domain.releases import Decider
from dispute_core.log.erasing import destroy, key_of, names_streams, newest_version

_MEANWHILE = "The directory changed in the meantime. Look again, then run it again."


@dataclass(frozen=True, kw_only=True)
class _Round:
    """What the directory says, who is to go from it, and the keys of their names."""

    shown: DirectoryShown
    gone: Sequence[HolderErased]
    keys: Sequence[UUID]
    half_done: bool
    """Whether an erasure before it was stopped before it had destroyed its key."""


async def erase_names(addresses: Addresses, asked: Asked) -> list[str]:
    """Whose name is due, a line each and without it, and what was done."""
    async with at_the_desk(addresses, asked) as desk:
        found = await _look(desk)
        lines = [*map(_line, found.gone), _count(found, asked)]
        if desk.offices is None:
            return [*lines, NOTHING]
        if not (found.gone or found.half_done):
            return lines
        await _carry_out(found, desk, *desk.offices)
        return [*lines, f"Erased the names of {len(found.gone)}."]


async def _look(desk: Desk) -> _Round:
    code = desk.partnership.code
    store = Store(streams=desk.services.log, shelf=desk.services.catalogue)
    shown = await read_directory(code, store)
    streams = [directory_stream(code), *await names_streams(desk.eraser, code)]
    keys = [key for one in streams if (key := await key_of(desk.eraser, one))]
    named = {
        key for one in shown.changes if isinstance(one, NamesErased) for key in one.keys
    }
    return _Round(
        shown=shown,
        gone=names_due(shown.partnership, desk.asked.today),
        keys=keys,
        half_done=any(str(key) in named for key in keys),
    )


def _line(one: HolderErased) -> str:
    return (
        f"{one.office}, holder {one.holder}: left on {one.to_date}; due from "
        f"{one.due_on} ({one.keep} by {one.rule})"
    )


def _count(found: _Round, asked: Asked) -> str:
    said = f"{len(found.gone)} due" if found.gone else "nobody is due"
    return f"{asked.partnership}, {asked.today}: {said}."


async def _carry_out(
    found: _Round, desk: Desk, decided_by: str, checked_by: str
) -> None:
    """Say anew what is kept, put the erasure on record, and destroy what it names.

    Whoever is stopped in between has lost nothing; the next run does it all again.
    """
    core, code, said = desk.services.core, desk.partnership.code, found.shown.said
    kept = names_kept(
        core.new_id(),
        found.shown.partnership,
        found.shown.changes,
        found.gone,
        today=desk.asked.today,
        at=core.clock(),
    )
    erased = directory_event(
        NamesErased,
        code,
        by=Decider(role="operator", office=decided_by),
        reason=None,
        version=said.version + 1,
        at=core.clock(),
        checked_by=checked_by,
        holders=tuple(found.gone),
        schedule_version=said.version,
        kept=kept.originator_id,
        keys=tuple(map(str, found.keys)),
    )
    author = Author(client=CLIENT, subject=operator())
    try:
        for event in (kept, erased):
            append = of_one(event, code, author, key=None, correlation=None)
            await core.log.append(append)
    except VersionConflict:
        raise CannotGoOn(_MEANWHILE) from None
    # What was said since then is sealed with the same key; it must be kept as well.
    if await newest_version(desk.eraser, directory_stream(code)) > said.version + 1:
        raise CannotGoOn(_MEANWHILE)
    await destroy(desk.eraser, found.keys, desk.ledger)
