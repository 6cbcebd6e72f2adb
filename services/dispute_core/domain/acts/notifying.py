"""Putting on record that somebody was not reached, so that a person sees to it."""

from datetime import datetime
from uuid import UUID

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyDue
from dispute_core.domain.notices.happened import UndeliverableBecause
from dispute_core.domain.notices.notice import THE_BOARD, Notice, agency
from dispute_core.domain.vocabulary import Force, Holder

OWN_RULE = "a rule of this service, not of the document"
_TEXT = (
    "tell them another way what has happened and what is asked of them, since the "
    "notice could not be delivered, and say when you did"
)
_PACK = (
    "hand over the printed Record, since it could not be mailed, and say when you did"
)
_SYSTEM = (
    "read what has happened in this dispute, since the messages of it to your own "
    "system could not be delivered, have its endpoint mended, and say when you did"
)


def report_undelivered(
    dispute: Dispute, notice: Notice, because: UndeliverableBecause, at: datetime
) -> None:
    """Open an overdue duty for a person, unless one to the same people stands."""
    said = notice.to.code or notice.to.kind
    stands = any(
        duty.outstanding and duty.due.kind == "hand_over" and duty.due.to == said
        for duty in dispute.duties
    )
    dispute.trigger_event(
        Dispute.NoticeUndelivered,
        notice_id=notice.id,
        kind=notice.kind,
        recipient=notice.to.key,
        because=because,
        stage=dispute.stage.id,
        duties_opened=() if stands else (_due(dispute, notice, said),),
        timestamp=at,
    )


def _due(dispute: Dispute, notice: Notice, to: str) -> DutyDue:
    """It holds the dispute open, unless that is over whatever is still to be told."""
    sides = dispute.sides_of(notice.owed_by)
    agency = notice.owed_by if sides else dispute.raised_by.agency
    holder: Holder = "responding" if sides and "raising" not in sides else "raising"
    over = dispute.status in ("closed", "withdrawn")
    force: Force = "should" if over else "must"
    return DutyDue(
        id=f"notice.{notice.id}",
        kind="hand_over",
        text=_PACK if notice.kind == "record_sent" else _TEXT,
        stage=dispute.stage.id,
        holder=holder,
        agency=agency,
        clause=OWN_RULE,
        force=force,
        to=to,
        overdue=True,
        about=str(notice.id),
    )


def report_system_unreached(
    dispute: Dispute,
    subscriber: str | None,
    message: tuple[UUID, UUID],
    because: UndeliverableBecause,
    at: datetime,
) -> bool:
    """Open an overdue duty for a subscriber whose system hears of nothing; whether it
    had to be.

    `message` is that of a webhook and its own id; None subscribes for the board. One
    duty stands for all messages of a webhook: what is said of one that did not arrive
    is a message itself, and no loop may begin. It holds no dispute open: people are
    told by mail besides, and may read what happened.
    """
    webhook_id, message_id = message
    about = str(webhook_id)
    if any(duty.outstanding and duty.due.about == about for duty in dispute.duties):
        return False
    to = agency(subscriber) if subscriber is not None else THE_BOARD
    dispute.trigger_event(
        Dispute.NoticeUndelivered,
        notice_id=message_id,
        kind="system_unreached",
        recipient=to.key,
        because=because,
        stage=dispute.stage.id,
        duties_opened=(_mending(dispute, subscriber, message_id, about),),
        timestamp=at,
    )
    return True


def _mending(
    dispute: Dispute, subscriber: str | None, message_id: UUID, about: str
) -> DutyDue:
    return DutyDue(
        id=f"message.{message_id}",
        kind="hand_over",
        text=_SYSTEM,
        stage=dispute.stage.id,
        holder=_holder(dispute, subscriber),
        agency=subscriber,
        clause=OWN_RULE,
        force="should",
        to=None,
        overdue=True,
        about=about,
    )


def _holder(dispute: Dispute, subscriber: str | None) -> Holder:
    if subscriber is None:
        return "board"
    return "raising" if "raising" in dispute.sides_of(subscriber) else "responding"
