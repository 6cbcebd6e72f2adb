"""Taking a challenge back, and taking a settled dispute up again."""

from dispute_core.domain.acts.entering import entered_now
from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.owing import ON_ENTERING, all_overtaken, opened
from dispute_core.domain.acts.timing import (
    breach_first,
    dates_overtaken,
    ended_by,
    starts,
)
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeNotSettled, NotYourSide, WrongStage
from dispute_core.domain.vocabulary import ReopeningGround, WithdrawalGround


def withdraw(
    dispute: Dispute, given: Given, *, ground: WithdrawalGround, reason: str | None
) -> None:
    """Take the challenge back; only the side that raised it can."""
    expect_party(given.by)
    expect_open(dispute)
    if given.by.side != "raising":
        message = (
            "Only the side that raised the dispute may withdraw it. The responding "
            "side may propose a resolution."
        )
        raise NotYourSide(message)
    expect_past(given.at, given.now, "/withdrawn_at")
    expect_after(given.at, dispute.stage_started_at, "/withdrawn_at")
    stopped = ended_by(dispute, None, others="stopped")
    ended = (*stopped, *dates_overtaken(dispute))

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.Withdrawn,
        timestamp=given.at,
        by=given.by,
        ground=ground,
        reason=reason,
        deadlines_ended=ended,
        duties_ended=all_overtaken(dispute),
    )


def reopen(
    dispute: Dispute,
    given: Given,
    *,
    ground: ReopeningGround,
    stage_id: str | None,
    reason: str | None,
) -> None:
    """Take a settled dispute up again, at a stage that it has reached."""
    expect_party(given.by)
    if not dispute.settled:
        raise DisputeNotSettled("The dispute is open already.")
    if dispute.status == "withdrawn" and given.by.side != "raising":
        message = "Only the side that withdrew the dispute may take it up again."
        raise NotYourSide(message)
    expect_past(given.at, given.now, "/reopened_at")
    stage = given.policy.stage(stage_id or dispute.stage.id, pointer="/stage")
    if given.policy.place(stage.id) > given.policy.place(dispute.stage.id):
        message = (
            "A dispute reopens at a stage that it has reached. Reopen it there, then "
            "escalate it."
        )
        raise WrongStage(message, pointer="/stage")
    expect_after(given.at, dispute.newest_at, "/reopened_at")
    ended = dates_overtaken(dispute)

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.Reopened,
        timestamp=given.at,
        by=given.by,
        ground=ground,
        stage=entered_now(dispute, given, stage),
        reason=reason,
        deadlines_ended=ended,
        deadlines_started=starts(dispute, stage, given, at=given.at),
        duties_opened=opened(dispute, stage, *ON_ENTERING),
    )
