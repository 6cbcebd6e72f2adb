"""Checking back: that what was agreed is understood, done, and has helped."""

from dataclasses import dataclass

from dispute_core.domain.acts.closing import close_if_done
from dispute_core.domain.acts.failing import follow_ups
from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.timing import ACTION, REVIEW, breach_first, end
from dispute_core.domain.deadlines import DeadlineEnded
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyEnded
from dispute_core.domain.errors import DisputeNotSettled, NothingToCheck
from dispute_core.domain.vocabulary import CheckBackKind, CheckBackResult


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was checked, of which action if of one, and how it was found."""

    kind: CheckBackKind
    result: CheckBackResult
    action_id: str | None = None
    evidence: str | None = None
    note: str | None = None

    @property
    def confirmed(self) -> bool:
        return self.result == "confirmed"


def check_back(dispute: Dispute, checked: Checked, given: Given) -> None:
    """Record a check-back; the last thing that was owed closes the dispute.

    One that did not hold leaves one owed, whatever was confirmed before, and has the
    consequence that the policy gives it.
    """
    _guard(dispute, given, checked.action_id)
    ended = _dates_met(dispute, checked)
    failed = None if checked.confirmed else follow_ups(dispute, checked, given)

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.CheckedBack,
        timestamp=given.at,
        by=given.by,
        kind=checked.kind,
        action_id=checked.action_id,
        result=checked.result,
        evidence=checked.evidence,
        note=checked.note,
        consequences=failed.consequences if failed else (),
        duties_ended=failed.due_again if failed else _done(dispute, checked, given),
        duties_opened=failed.opened if failed else (),
        deadlines_ended=ended,
    )
    close_if_done(dispute, given)


def _guard(dispute: Dispute, given: Given, action_id: str | None) -> None:
    expect_party(given.by)
    if dispute.status in ("open", "withdrawn") or dispute.resolution is None:
        message = "There is nothing to check back on until the dispute is resolved."
        raise DisputeNotSettled(message)
    if dispute.resolution.outcome == "ended_unresolved":
        message = "The dispute ended unresolved: nothing was agreed to check back on."
        raise NothingToCheck(message)
    known = {action.agreed.id for action in dispute.actions}
    if action_id is not None and action_id not in known:
        message = "The resolution has no such action."
        raise NothingToCheck(message, pointer="/action_id")
    expect_past(given.at, given.now, "/checked_at")
    expect_after(given.at, dispute.resolution.resolved_at, "/checked_at")


def _dates_met(dispute: Dispute, checked: Checked) -> tuple[DeadlineEnded, ...]:
    if not checked.confirmed or checked.kind not in ("completion", "review"):
        return ()
    name = ACTION if checked.kind == "completion" else REVIEW
    return tuple(
        end(deadline, "met")
        for deadline in dispute.open_deadlines()
        if deadline.set.duty.startswith(name)
        and checked.action_id in (None, deadline.set.duty)
    )


def _done(dispute: Dispute, checked: Checked, given: Given) -> tuple[DutyEnded, ...]:
    """The duties that this check-back settles; understanding counts for one side."""
    owed = [
        duty.due
        for duty in dispute.duties
        if duty.outstanding and duty.due.kind == checked.kind
    ]
    if checked.kind == "completion":
        left = [
            action
            for action in dispute.actions
            if action.outstanding and checked.action_id not in (None, action.agreed.id)
        ]
        owed = [] if left else owed
    elif checked.kind != "review":
        owed = [due for due in owed if due.holder in ("both", given.by.side)]
    return tuple(DutyEnded(id=due.id, how="done") for due in owed)
