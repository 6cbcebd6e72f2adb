"""The base of every event: what the log needs to know of it, and its name outside."""

from datetime import datetime
from typing import ClassVar, Protocol
from uuid import UUID

WRITTEN_AS = "v"
"""The fact that carries the class version of an event, when that is not the first."""


class DomainFact(Protocol):
    """An event of any stream; fields marked `Sealed` are narrative, others facts."""

    TOPIC: ClassVar[str]

    @property
    def originator_id(self) -> UUID: ...

    @property
    def originator_version(self) -> int: ...

    @property
    def timestamp(self) -> datetime:
        """When it happened in the world (`occurred_at`)."""
        ...


def event_name(stream_id: UUID, version: int) -> str:
    """The id by which people outside know an event; it shows no position."""
    return f"{stream_id}.{version}"
