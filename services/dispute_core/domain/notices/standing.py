"""Whether a notice is still called for: nothing is sent of what is settled."""

from collections.abc import Callable, Mapping
from datetime import datetime

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.meetings import meeting_named
from dispute_core.domain.notices.notice import AGENCY, Notice, NoticeKind


def still_called_for(notice: Notice, dispute: Dispute, now: datetime) -> bool:
    """Ask the dispute as it is now, at the moment of sending."""
    if notice.to.kind == AGENCY and not dispute.sides_of(notice.to.code):
        return False
    return _STANDS[notice.kind](notice, dispute, now)


def _while_open(notice: Notice, dispute: Dispute, _: datetime) -> bool:
    return not dispute.settled and notice.version >= _opened_by(dispute)


def _always(_: Notice, _dispute: Dispute, _now: datetime) -> bool:
    return True


def _while_so_resolved(notice: Notice, dispute: Dispute, _: datetime) -> bool:
    """Whether the resolution, or the proposal of one, is the newest word still."""
    found = dispute.resolution
    proposed = notice.kind == "resolution_proposed"
    return (
        found is not None
        and found.version == notice.version
        and found.proposal == proposed
    )


def _while_refused(notice: Notice, dispute: Dispute, _: datetime) -> bool:
    """Whether the refusal is still that party's newest word on the outcome."""
    meeting = meeting_named(dispute.convened, notice.asked.about or "")
    if meeting is None or dispute.status == "withdrawn":
        return False
    return any(
        word.originator_version == notice.version
        and meeting.answer_of(word.by.agency) is word
        for word in meeting.answers
    )


def _while_withdrawn(_: Notice, dispute: Dispute, _now: datetime) -> bool:
    return dispute.status == "withdrawn"


def _while_closed(_: Notice, dispute: Dispute, _now: datetime) -> bool:
    return dispute.status == "closed"


def _while_owed(_: Notice, dispute: Dispute, _now: datetime) -> bool:
    return dispute.status in ("resolved", "ended") and dispute.outstanding()


def _opened_by(dispute: Dispute) -> int:
    """The version of the event by which it was raised, or last taken up again."""
    return dispute.stages[dispute.opened].version


def _runs(notice: Notice, dispute: Dispute, now: datetime) -> bool:
    duty, _, generation = (notice.asked.about or "").rpartition(":")
    for deadline in dispute.deadlines:
        if (deadline.set.duty, str(deadline.set.generation)) == (duty, generation):
            if notice.kind == "reminder":
                due_at = deadline.set.due_at
                return deadline.status == "running" and bool(due_at and due_at > now)
            return deadline.open
    return False


def _is_owed(notice: Notice, dispute: Dispute, _: datetime) -> bool:
    duty = dispute.duty(notice.asked.about or "")
    return duty is not None and duty.outstanding


_STANDS: Mapping[NoticeKind, Callable[[Notice, Dispute, datetime], bool]] = {
    "raised": _while_open,
    "responded": _while_open,
    "escalated": _while_open,
    "limit_proposed": _while_open,
    "limit_set": _while_open,
    "meeting_called": _while_open,
    "meeting_convened": _while_open,
    "meeting_moved": _while_open,
    "meeting_cancelled": _while_open,
    "meeting_held": _always,
    "outcome_refused": _while_refused,
    "lead_named": _while_open,
    "emergency_opened": _always,
    "record_sent": _always,
    "concern_raised": _always,
    "party_added": _while_open,
    "reopened": _while_open,
    "resolution_proposed": _while_so_resolved,
    "resolved": _while_so_resolved,
    "withdrawn": _while_withdrawn,
    "closed": _while_closed,
    "not_confirmed": _while_owed,
    "time_passed": _runs,
    "reminder": _runs,
    "prompt": _runs,
    "duty": _is_owed,
    "undelivered": _is_owed,
    "system_unreached": _is_owed,
}
