"""What comes before a move: notice of it, somebody consulted, a reason that is kept."""

from collections.abc import Sequence
from datetime import datetime

from dispute_core.domain.acts.given import Given
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import RecordAdded
from dispute_core.domain.due_dates import count
from dispute_core.domain.errors import Invalid
from dispute_core.domain.policy import Move, Notice, Policy, Precondition
from dispute_core.domain.refusals.entries import PreconditionOpen
from dispute_core.domain.saying import said
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import Side
from dispute_core.domain.working_time import Calendar

OR_WHY_NOT = "Otherwise say in not_done_because why not; nothing holds the move back."


def expect_prepared(
    dispute: Dispute,
    move: Move,
    given: Given,
    *,
    reason: str | None,
    consulted: Sequence[Person],
    not_done_because: str | None,
    at_risk: bool,
) -> None:
    """Hold a move to what the document wants before it, or to a reason why not."""
    if move.reason_needed and not (reason or "").strip():
        message = f"The document wants a reason kept for this move ({move.clause})."
        raise Invalid(message, pointer="/reason")
    if (not_done_because or "").strip():
        return
    if move.consult and not consulted:
        message = (
            f"Before this move the document has consulted: {move.consult} "
            f"({move.clause}). Name in consulted whom you asked. {OR_WHY_NOT}"
        )
        raise Invalid(message, pointer="/consulted")
    if move.notice is not None:
        _expect_notice(dispute, move, move.notice, given)
    if not at_risk:
        _expect_first_done(dispute, move, given)


def _expect_first_done(dispute: Dispute, move: Move, given: Given) -> None:
    """Hold what must come before a later stage to a record of how it was done."""
    for condition in first_before(move, given.policy):
        if condition.force == "must" and not first_done(dispute, condition):
            message = (
                f"By {condition.clause}, this comes first: {condition.text}. Record "
                f"with addRecord how it was done, as preparation about "
                f"{condition.about}. {OR_WHY_NOT}"
            )
            raise PreconditionOpen(message, pointer="/not_done_because")


def first_before(move: Move, policy: Policy) -> list[Precondition]:
    """What the document wants done before the stage to which a move leads."""
    return [one for one in policy.preconditions if one.stage == move.to_stage]


def first_done(dispute: Dispute, condition: Precondition) -> RecordAdded | None:
    """The record in which both sides can read how it was done."""
    told = ("preparation", condition.about, "parties")
    for record in dispute.records:
        if (record.kind, record.about, record.visible_to) == told:
            return record
    return None


def _expect_notice(dispute: Dispute, move: Move, notice: Notice, given: Given) -> None:
    side = given.by.side
    told_at = notice_given_at(dispute, move, side)
    if told_at is None:
        ahead = f" {notice.before.printed} before" if notice.before else ""
        message = (
            f"The document wants notice given of this move{ahead}: {notice.text} "
            f"({notice.clause}). Record it with addRecord, as notice_of_intention. "
            f"{OR_WHY_NOT}"
        )
        raise Invalid(message, pointer="/not_done_because")
    ready_at = ready(notice, told_at, given.calendar)
    if given.at < ready_at:
        message = (
            f"Notice was given, but the document wants more time before the move "
            f"({notice.clause}): it may be made from {said(ready_at)}. {OR_WHY_NOT}"
        )
        raise Invalid(message, pointer="/escalated_at")


def notice_given_at(
    dispute: Dispute, move: Move, side: Side | None = None
) -> datetime | None:
    """When a side first told the other of its intention, since this stage began."""
    told = [
        record.timestamp
        for record in dispute.records
        if record.kind == "notice_of_intention"
        and record.visible_to == "parties"
        and record.about in (None, move.to_stage)
        and side in (None, record.by.side)
        and record.timestamp >= dispute.stage_started_at
    ]
    return min(told, default=None)


def ready(notice: Notice, told_at: datetime, calendar: Calendar) -> datetime:
    """From when a move may be made of which notice was given."""
    if notice.before is None:
        return told_at
    return count(notice.before, told_at, calendar).due_at
