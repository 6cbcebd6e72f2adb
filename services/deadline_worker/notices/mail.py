"""A mail as every channel gets it, and the ways in which sending one can end."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from dispute_core.domain.notices.happened import Channel as ChannelName
from dispute_core.domain.notices.happened import FailedBecause


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file that goes with a mail, already encrypted."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Said:
    """One notice as a system reads it: no personal data, and no words of anybody."""

    notice_id: UUID
    kind: str
    reference: str
    stage: str
    due_at: str | None
    link: str


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What goes to one recipient: one notice, or several as a digest.

    `thread` is what mails of one dispute have in common.
    """

    id: UUID
    partnership: str
    to: tuple[str, ...]
    subject: str
    text: str
    said: tuple[Said, ...]
    thread: UUID | None
    training: bool = False
    attached: tuple[Attached, ...] = ()


class NotNow(Exception):
    """It was not taken over; it may be, later."""

    def __init__(self, because: FailedBecause) -> None:
        super().__init__(because)
        self.because = because


class RefusedForGood(Exception):
    """The recipient's side will never take it over."""


class Channel(Protocol):
    """A way to a recipient; at most a few mails at once go to one destination."""

    @property
    def name(self) -> ChannelName: ...

    @property
    def destination(self) -> str: ...

    @property
    def for_people(self) -> bool:
        """Whether somebody reads them, who may have chosen one mail a day."""
        ...

    async def send(self, mail: Mail) -> None:
        """Hand a mail over; raises `NotNow` or `RefusedForGood`."""
