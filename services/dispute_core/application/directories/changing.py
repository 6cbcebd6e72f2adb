"""Changing a directory: by its board, or by an administrator; each change one event."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from dispute_core.application.appends import of_one
from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.changing import author
from dispute_core.application.core import Core
from dispute_core.application.deciding import Asker
from dispute_core.application.directories.reading import (
    DirectoryShown,
    Store,
    read_directory,
)
from dispute_core.application.once import once
from dispute_core.application.ports import (
    Appended,
    Author,
    IdempotencyKey,
    VersionConflict,
)
from dispute_core.domain.directory.changes import Said
from dispute_core.domain.directory.events import directory_event
from dispute_core.domain.directory.said import DirectorySaid, said_after
from dispute_core.domain.refusals.directories import StaleDirectory
from dispute_core.domain.releases import Decider

Decide = Callable[[DirectoryShown, datetime], Said]
"""What is to be said of a directory, at an instant; raises what does not fit."""


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Who keeps which directory, and why; on which version they decided.

    `seen` is 0 where there was nothing to see.
    """

    code: str
    by: Decider
    reason: str
    author: Author
    core: Core
    store: Store
    seen: int | None
    key: IdempotencyKey | None = None
    correlation: str | None = None

    async def read(self, version: int | None = None) -> DirectoryShown:
        return await read_directory(self.code, self.store, version=version)


def keeping(
    asker: Asker, code: str, seen: int | None, core: Core, store: Store
) -> Keeping:
    """A board that keeps its own directory, or an administrator any; none else may."""
    caller = asker.caller
    expect(caller.operation, to_partnership(caller, code))
    return Keeping(
        code=code,
        by=asker.by,
        reason=asker.reason,
        author=author(caller),
        core=core,
        store=store,
        seen=seen,
        key=asker.key,
        correlation=asker.correlation,
    )


async def change_directory(keeping: Keeping, decide: Decide) -> DirectoryShown:
    """Say something anew of a directory that there is."""

    async def change() -> DirectoryShown:
        shown = await keeping.read()
        if shown.said.version != keeping.seen:
            raise StaleDirectory(shown.said.version)
        at = keeping.core.clock()
        return await append_said(keeping, shown.said, decide(shown, at), at)

    return await kept_once(keeping, change)


async def kept_once(
    keeping: Keeping, change: Callable[[], Awaitable[DirectoryShown]]
) -> DirectoryShown:
    """A repeat is shown the directory as its first time left it."""

    async def answered(repeated: Appended) -> DirectoryShown:
        return replace(await keeping.read(repeated.version), replayed=True)

    return await once(keeping.core, keeping.key, change, answered)


async def append_said(
    keeping: Keeping, before: DirectorySaid | None, said: Said, at: datetime
) -> DirectoryShown:
    """Append what is said, which must read as a directory; then show it."""
    version = before.version if before else 0
    event = directory_event(
        said.kind,
        keeping.code,
        by=keeping.by,
        reason=keeping.reason,
        version=version + 1,
        at=at,
        **said.what,
    )
    await keeping.store.shelf.opened(said_after(before, event))
    try:
        appended = await keeping.core.log.append(
            of_one(
                event,
                keeping.code,
                keeping.author,
                key=keeping.key,
                correlation=keeping.correlation,
            )
        )
    except VersionConflict as lost:
        raise StaleDirectory(lost.current) from lost
    await keeping.store.shelf.look()
    shown = await keeping.read(appended.version)
    return replace(shown, replayed=appended.replayed)
