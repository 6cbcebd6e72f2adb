"""Releasing policies and publishing directories: what is said is not repeated."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from dispute_core.application.ports import (
    Append,
    Author,
    Clock,
    Log,
    VersionConflict,
)
from dispute_core.domain.errors import Busy
from dispute_core.domain.events import DomainFact
from dispute_core.domain.releases import (
    EVERYWHERE,
    directory_stream,
    policy_stream,
    publication,
    release,
)

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


@dataclass(frozen=True, kw_only=True)
class _Publication:
    """Something that is to stand in the log, and the event that would say it."""

    stream: UUID
    partnership: str
    content: Mapping[str, Any]
    event: Callable[[int, datetime], DomainFact]


async def release_policies(
    log: Log, shelf: Shelf, released: Iterable[Release], *, clock: Clock
) -> int:
    """Release what is not in the log yet; how many policies that were."""
    new = [await _publish(log, shelf, _release(policy), clock) for policy in released]
    return sum(new)


async def publish_directory(
    log: Log, shelf: Shelf, contents: Iterable[Mapping[str, Any]], *, clock: Clock
) -> int:
    """Publish the partnerships whose entry has changed; how many those were."""
    new = [await _publish(log, shelf, _entry(content), clock) for content in contents]
    return sum(new)


def _release(policy: Release) -> _Publication:
    return _Publication(
        stream=policy_stream(policy.ref),
        partnership=EVERYWHERE,
        content=policy.content,
        event=lambda version, at: release(
            policy.ref, policy.sha256, policy.content, version=version, at=at
        ),
    )


def _entry(content: Mapping[str, Any]) -> _Publication:
    code = content["partnership"]
    return _Publication(
        stream=directory_stream(code),
        partnership=code,
        content=content,
        event=lambda version, at: publication(code, content, version=version, at=at),
    )


async def _publish(
    log: Log, shelf: Shelf, publication: _Publication, clock: Clock
) -> bool:
    """Append unless it stands there; another process may be doing the same."""
    for _ in range(ATTEMPTS):
        newest = await shelf.newest(publication.stream)
        if newest is not None and newest.content == publication.content:
            return False
        version = newest.version if newest else 0
        try:
            await log.append(
                Append(
                    stream_id=publication.stream,
                    expected_version=version,
                    partnership=publication.partnership,
                    events=[publication.event(version + 1, clock())],
                    author=OPERATOR,
                )
            )
        except VersionConflict:
            continue
        return True
    raise Busy
