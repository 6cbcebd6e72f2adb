"""The base of every event: what the log needs to know of it."""

from typing import ClassVar, Protocol
from uuid import UUID
from datetime import datetime


class DomainFact(Protocol):
    """An event of any stream. Fields marked `Sealed` are narrative, all others facts."""

    TOPIC: ClassVar[str]

    @property
    def originator_id(self) -> UUID: ...

    @property
    def originator_version(self) -> int: ...

    @property
    def timestamp(self) -> datetime:
        """When it happened in the world (`occurred_at`)."""
        ...
