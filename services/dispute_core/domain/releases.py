"""What boards publish: policies and directories, as events of streams of their own.

Released content is read from the log for ever, never again from the file it came
from. It is public, so it holds no narrative.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid5

from eventsourcing.domain import AggregateEvent

NAMESPACE = UUID("6f3b1d0e-52a4-5c0b-9d6e-0c1f5a7e4b21")
"""From which the ids of these streams follow, the same in every installation."""

EVERYWHERE = "*"
"""Stands as the partnership of what belongs to no single one."""


class PolicyReleased(AggregateEvent):
    """A version of a board's procedure was released, word for word."""

    TOPIC: ClassVar[str] = "policy.released"
    reference: str
    sha256: str
    content: Mapping[str, Any]


class DirectoryPublished(AggregateEvent):
    """A partnership said anew who is who in it."""

    TOPIC: ClassVar[str] = "directory.published"
    code: str
    content: Mapping[str, Any]


RELEASES: tuple[type[AggregateEvent], ...] = (PolicyReleased, DirectoryPublished)
"""Every event class of these streams: the codec's dictionary is made of these too."""


def policy_stream(reference: str) -> UUID:
    return uuid5(NAMESPACE, f"policy:{reference}")


def directory_stream(code: str) -> UUID:
    return uuid5(NAMESPACE, f"directory:{code}")


def release(
    reference: str,
    sha256: str,
    content: Mapping[str, Any],
    *,
    version: int,
    at: datetime,
) -> PolicyReleased:
    """The event that says a policy, as this version of its stream."""
    said = {"reference": reference, "sha256": sha256, "content": content}
    return PolicyReleased(**_header(policy_stream(reference), version, at) | said)


def publication(
    code: str, content: Mapping[str, Any], *, version: int, at: datetime
) -> DirectoryPublished:
    """The event that says a partnership, as this version of its stream."""
    said = {"code": code, "content": content}
    return DirectoryPublished(**_header(directory_stream(code), version, at) | said)


def _header(stream: UUID, version: int, at: datetime) -> dict[str, Any]:
    return {"originator_id": stream, "originator_version": version, "timestamp": at}
