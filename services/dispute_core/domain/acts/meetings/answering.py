"""Each party's word on the outcome of a meeting: yes, or no and why (004-19)."""

from dispute_core.domain.acts.closing import close_if_done
from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.holding import is_binding
from dispute_core.domain.acts.meetings.place import expect_meeting, expect_text
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyEnded
from dispute_core.domain.errors import DisputeSettled
from dispute_core.domain.meetings import MeetingState
from dispute_core.domain.refusals.meetings import AlreadyAnswered, MeetingNotHeld
from dispute_core.domain.vocabulary import DutyEnd


def answer_outcome(
    dispute: Dispute, name: str, given: Given, *, accepts: bool, reason: str | None
) -> None:
    """Record a party's word; a refusal stands beside the outcome and undoes none."""
    meeting = expect_meeting(dispute, name)
    expect_party(given.by)
    if dispute.status == "withdrawn":
        raise DisputeSettled("The dispute was withdrawn; there is nothing to accept.")
    if meeting.held is None:
        message = "The meeting has not been recorded as held; it has no outcome yet."
        raise MeetingNotHeld(message)
    expect_past(given.at, given.now, "/answered_at")
    expect_after(given.at, meeting.held.timestamp, "/answered_at")
    if not accepts:
        message = "Say why your agency does not accept the outcome."
        expect_text(reason, message, "/reason")
    before = meeting.answer_of(given.by.agency)
    if before is not None and before.accepts is accepts:
        message = "Your agency's word on this outcome is on record, and is the same."
        raise AlreadyAnswered(message)
    settled = _accepting(dispute, meeting, given, accepts=accepts)

    dispute.trigger_event(
        Dispute.OutcomeAnswered,
        timestamp=given.at,
        by=given.by,
        meeting=name,
        accepts=accepts,
        reason=reason,
        duties_ended=settled,
    )
    if settled:  # a word that nobody owed closes nothing
        close_if_done(dispute, given)


def _accepting(
    dispute: Dispute, meeting: MeetingState, given: Given, *, accepts: bool
) -> tuple[DutyEnded, ...]:
    """What a party's word makes of its duty to accept, the newest word counting."""
    own = [
        duty
        for duty in dispute.duties
        if duty.due.asks == "acceptance"
        and duty.due.agency == given.by.agency
        and duty.due.stage == meeting.convened.stage
        and duty.due.about in (None, meeting.id)
        and duty.how in ("due", "done", "declined")
    ]
    if not own:
        return ()
    refused: DutyEnd = "due" if is_binding(own[-1]) else "declined"
    how = "done" if accepts else refused
    return () if own[-1].how == how else (DutyEnded(id=own[-1].due.id, how=how),)
