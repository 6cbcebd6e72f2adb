"""Each party's word on the outcome of a meeting: yes, or no and why (004-19)."""

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.meetings.place import expect_meeting, expect_text
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeSettled
from dispute_core.domain.refusals.meetings import AlreadyAnswered, MeetingNotHeld


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

    dispute.trigger_event(
        Dispute.OutcomeAnswered,
        timestamp=given.at,
        by=given.by,
        meeting=name,
        accepts=accepts,
        reason=reason,
    )
