"""Releasing policies and publishing directories: what is said is not repeated."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from dispute_core.application.ports import (
    Append,
    Author,
    Clock,
    Log,
    VersionConflict,
)
from dispute_core.domain.directory.changes import expect_same_training
from dispute_core.domain.directory.events import (
    DirectoryPublished,
    directory_event,
)
from dispute_core.domain.directory.said import DirectorySaid
from dispute_core.domain.errors import Busy
from dispute_core.domain.events import DomainFact
from dispute_core.domain.releases import EVERYWHERE, policy_stream, release
from dispute_core.domain.releases import OPERATOR as BY_ITSELF

OPERATOR = Author(client="concord", subject="concord")
ATTEMPTS = 4
"""How often another process may publish first before this one gives up."""


class Release(Protocol):
    """A policy that is ready for release."""

    @property
    def ref(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    @property
    def content(self) -> Mapping[str, Any]: ...


class Newest(NamedTuple):
    """What a stream of releases says now."""

    version: int
    content: Mapping[str, Any]


class Shelf(Protocol):
    """Where one sees what has been published."""

    async def newest(self, stream_id: UUID) -> Newest | None: ...


class DirectoryShelf(Protocol):
    """Where one sees what a directory says, past anything remembered."""

    async def look(self) -> None: ...

    async def directory(self, code: str) -> DirectorySaid | None: ...


async def release_policies(
    log: Log, shelf: Shelf, released: Iterable[Release], *, clock: Clock
) -> int:
    """Release what is not in the log yet; how many policies that were."""
    new = [await _release(log, shelf, policy, clock) for policy in released]
    return sum(new)


async def publish_directory(
    log: Log,
    shelf: DirectoryShelf,
    contents: Iterable[Mapping[str, Any]],
    *,
    clock: Clock,
) -> int:
    """Publish the partnerships whose entry has changed; how many those were.

    For a file that is read at every start: it leaves alone every directory that people
    have changed or imported since, or it would undo what they did.
    """
    new = [await _publish(log, shelf, content, clock) for content in contents]
    return sum(new)


async def _release(log: Log, shelf: Shelf, policy: Release, clock: Clock) -> bool:
    """Release unless it stands there; another process may be doing the same."""
    stream = policy_stream(policy.ref)
    for _ in range(ATTEMPTS):
        newest = await shelf.newest(stream)
        if newest is not None and newest.content == policy.content:
            return False
        version = newest.version if newest else 0
        event = release(
            policy.ref,
            policy.sha256,
            policy.content,
            version=version + 1,
            at=clock(),
        )
        if await _append(log, EVERYWHERE, event, version):
            return True
    raise Busy


async def _publish(
    log: Log, shelf: DirectoryShelf, content: Mapping[str, Any], clock: Clock
) -> bool:
    code = content["partnership"]
    for _ in range(ATTEMPTS):
        said = await shelf.directory(code)
        if said is not None and (said.kept_by_people or said.content == content):
            return False
        expect_same_training(said.content if said else None, content, None)
        version = said.version if said else 0
        event = directory_event(
            DirectoryPublished,
            code,
            by=BY_ITSELF,
            reason=None,
            version=version + 1,
            at=clock(),
            content=content,
            named=(),
            holders=(),
            at_start=True,
        )
        if await _append(log, code, event, version):
            await shelf.look()
            return True
    raise Busy


async def _append(log: Log, partnership: str, event: DomainFact, version: int) -> bool:
    """Whether the event was appended, or another came first."""
    append = Append(
        stream_id=event.originator_id,
        expected_version=version,
        partnership=partnership,
        events=[event],
        author=OPERATOR,
    )
    try:
        await log.append(append)
    except VersionConflict:
        return False
    return True
