"""Checking back: that what was agreed is understood, done, and has helped."""

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.timing import ACTION, breach_first, end
from dispute_core.domain.deadlines import DeadlineEnded
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeNotSettled, NothingToCheck
from dispute_core.domain.state import DutyState
from dispute_core.domain.vocabulary import CheckBackKind, CheckBackResult


def check_back(
    dispute: Dispute,
    given: Given,
    *,
    kind: CheckBackKind,
    result: CheckBackResult,
    action_id: str | None,
    note: str | None,
) -> None:
    """Record a check-back; the last one that was owed closes the dispute."""
    _guard(dispute, given, action_id)
    ended = _actions_done(dispute, kind, result, action_id)

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.CheckedBack,
        timestamp=given.at,
        by=given.by,
        kind=kind,
        action_id=action_id,
        result=result,
        note=note,
        duties_done=_duties_done(dispute, given, kind, result, action_id),
        deadlines_ended=ended,
    )
    done = result == "confirmed" and not dispute.outstanding()
    if done and dispute.status == "resolved":
        dispute.trigger_event(Dispute.Closed, timestamp=given.at)


def _guard(dispute: Dispute, given: Given, action_id: str | None) -> None:
    expect_party(given.by)
    if dispute.status not in ("resolved", "closed") or dispute.resolution is None:
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


def _actions_done(
    dispute: Dispute,
    kind: CheckBackKind,
    result: CheckBackResult,
    action_id: str | None,
) -> tuple[DeadlineEnded, ...]:
    if kind != "completion" or result != "confirmed":
        return ()
    return tuple(
        end(deadline, "met")
        for deadline in dispute.open_deadlines()
        if deadline.set.duty.startswith(ACTION)
        and action_id in (None, deadline.set.duty)
    )


def _duties_done(
    dispute: Dispute,
    given: Given,
    kind: CheckBackKind,
    result: CheckBackResult,
    action_id: str | None,
) -> tuple[str, ...]:
    """The duties that this check-back settles; understanding counts for one side."""
    if result != "confirmed":
        return ()
    owed = [d for d in dispute.duties if d.outstanding and d.due.kind == kind]
    if kind == "completion":
        left = [
            a
            for a in dispute.actions
            if a.outstanding and action_id not in (None, a.agreed.id)
        ]
        return () if left else _ids(owed)
    return _ids([d for d in owed if d.due.holder in ("both", given.by.side)])


def _ids(duties: list[DutyState]) -> tuple[str, ...]:
    return tuple(duty.due.id for duty in duties)
