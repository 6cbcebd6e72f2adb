"""Duties to tell somebody, done by the mail of their notice where that is all of it."""

from datetime import datetime

from dispute_core.domain.acts.closing import close_if_done
from dispute_core.domain.acts.given import Given
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyEnded
from dispute_core.domain.notices.notice import Notice


def tell_duties(dispute: Dispute, notice: Notice, at: datetime, given: Given) -> bool:
    """Put on record that a notice was taken over; whether that did anything.

    One mail serves every agency that has to tell the same people of the same step.
    Where something is to be handed over, the duty and the dispute stay as they are:
    nobody who acts meanwhile should find that the service was quicker for nothing.
    """
    owed = [
        duty.due
        for duty in dispute.duties
        if duty.outstanding
        and (duty.due.kind, duty.due.asks) == ("notice", "to_be_told")
        and (duty.version, duty.due.to) == (notice.version, notice.to.code)
    ]
    if not owed:
        return False
    dispute.trigger_event(
        Dispute.DutyTold,
        timestamp=at,
        notice_id=notice.id,
        recipient=notice.to.key,
        duties=tuple(due.id for due in owed),
        duties_ended=tuple(DutyEnded(id=due.id, how="done") for due in owed),
    )
    close_if_done(dispute, given)
    return True
