"""The base of every event: what the log needs to know of it."""

from datetime import datetime
from typing import ClassVar, Protocol
from uuid import UUID


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
