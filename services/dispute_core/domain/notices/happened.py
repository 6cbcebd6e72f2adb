"""What became of notices, as events of a stream beside each dispute: facts only."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID, uuid5

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.notices.notice import NoticeKind

Channel = Literal["e_mail", "webhook", "file"]
"""A file is where mails lie while Concord is tried out; nobody was told by it."""

ReachedBy = Literal["office", "agency", "board"]
"""Whose mailbox it was: of the office itself, or of the agency or board behind it."""

FailedBecause = Literal["no_answer", "timed_out", "put_off", "relay_refused_us"]
"""Trouble that may pass; each kind is put on record once for a notice."""

UndeliverableBecause = Literal[
    "no_address", "refused", "bounced", "given_up", "same_mailbox", "cannot_enclose"
]


class NoticeEvent(AggregateEvent):
    """Something that became of a notice; no address and no name stands in it."""

    TOPIC: ClassVar[str]
    notice_id: UUID
    dispute_id: UUID
    kind: NoticeKind
    recipient: str


class NoticeSent(NoticeEvent):
    """A relay, or the recipient's system, took the notice over."""

    TOPIC = "notice.sent"
    channel: Channel
    reached_by: ReachedBy
    mail_id: UUID
    """The mail that it went with: its own, or that of a digest."""
    attempts: int


class NoticeFailed(NoticeEvent):
    """An attempt failed for the first time for this reason; more will follow."""

    TOPIC = "notice.failed"
    channel: Channel
    because: FailedBecause
    attempts: int


class NoticeUndeliverable(NoticeEvent):
    """It will not be tried again; a person has to tell it another way."""

    TOPIC = "notice.undeliverable"
    because: UndeliverableBecause
    attempts: int


class NoticeAcknowledged(NoticeEvent):
    """The recipient said that it has been read."""

    TOPIC = "notice.acknowledged"
    by_agency: str


NOTICES: tuple[type[NoticeEvent], ...] = (
    NoticeSent,
    NoticeFailed,
    NoticeUndeliverable,
    NoticeAcknowledged,
)
"""Every event class of these streams: the codec's dictionary is made of these too."""


def notices_stream(dispute_id: UUID) -> UUID:
    return uuid5(dispute_id, "notices")


def header(dispute_id: UUID, version: int, at: datetime) -> dict[str, Any]:
    """What an event of this stream needs besides what it says."""
    return {
        "originator_id": notices_stream(dispute_id),
        "originator_version": version,
        "timestamp": at,
    }
