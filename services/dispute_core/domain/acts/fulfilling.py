"""Doing a duty, declining it, letting it go formally, or handing it on."""

from dataclasses import dataclass
from datetime import date

from dispute_core.domain.acts.answered import expect_answered
from dispute_core.domain.acts.closing import close_if_done
from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_past,
)
from dispute_core.domain.acts.holding import (
    following_agreement,
    is_binding,
    may_let_follow_go,
    may_let_go,
    owes,
)
from dispute_core.domain.acts.reviewing import ReviewSet, review_on
from dispute_core.domain.acts.timing import breach_first, end
from dispute_core.domain.deadlines import Deadline, DeadlineEnded
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import CHECK_BACKS, DutyEnded, DutyState
from dispute_core.domain.errors import Invalid, OutOfOrder
from dispute_core.domain.refusals.documents import OfficeUnknown
from dispute_core.domain.refusals.duties import (
    DutyBinding,
    DutyNotFound,
    DutySettled,
    NotYourDuty,
)
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import DeadlineStatus, DutyAnswer
from dispute_core.domain.working_time import local_date


@dataclass(frozen=True, kw_only=True)
class Done:
    """What is said of a duty that was done; how much of it depends on the duty."""

    answer: DutyAnswer | None = None
    held_by: str | None = None
    review_on: date | None = None
    acknowledged_by: tuple[Person, ...] = ()
    circulated_to: tuple[Person, ...] = ()
    reference: str | None = None
    note: str | None = None


def fulfil(dispute: Dispute, duty_id: str, done: Done, given: Given) -> None:
    """Record that a duty was done; feedback is done when somebody has heard it."""
    duty = _expect_owed(dispute, duty_id, given)
    expect_past(given.at, given.now, "/fulfilled_at")
    expect_after(given.at, duty.opened_at, "/fulfilled_at")
    if duty.due.kind in CHECK_BACKS:
        message = "Record a check-back; it says what was found, and settles the duty."
        raise DutyBinding(message)
    expect_answered(dispute, duty, done)
    heard = duty.due.asks != "acknowledgement" or bool(done.acknowledged_by)
    review = _review(dispute, duty, done, given)
    ended = _ended(dispute, duty_id, "met") if heard else ()

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.DutyFulfilled,
        timestamp=given.at,
        by=given.by,
        duty=duty_id,
        answer=done.answer,
        held_by=done.held_by,
        review_on=done.review_on,
        acknowledged_by=done.acknowledged_by,
        circulated_to=done.circulated_to,
        reference=done.reference,
        note=done.note,
        duties_ended=(DutyEnded(id=duty_id, how="done"),) if heard else (),
        duties_opened=(review.due,) if review else (),
        deadlines_ended=ended,
        deadlines_started=(review.deadline,) if review else (),
    )
    close_if_done(dispute, given)


def _review(
    dispute: Dispute, duty: DutyState, done: Done, given: Given
) -> ReviewSet | None:
    """The date for a review that a confirmation in writing sets (002-21)."""
    if done.review_on is None:
        return None
    if duty.due.kind != "confirmation":
        message = "Only a confirmation of what was agreed sets a date for its review."
        raise Invalid(message, pointer="/review_on")
    due = duty.due
    return review_on(dispute, done.review_on, given, stage=due.stage, clause=due.clause)


def decline(dispute: Dispute, duty_id: str, reason: str, given: Given) -> None:
    """Record why a duty that depends on something, or only should be done, is not."""
    duty = _expect_owed(dispute, duty_id, given)
    expect_past(given.at, given.now, "/declined_at")
    expect_after(given.at, duty.opened_at, "/declined_at")
    if is_binding(duty):
        message = (
            f"By {duty.due.clause} this must be done. If it cannot be, waive it "
            "formally and say why."
        )
        raise DutyBinding(message)

    dispute.trigger_event(
        Dispute.DutyDeclined,
        timestamp=given.at,
        by=given.by,
        duty=duty_id,
        reason=reason,
        duties_ended=(DutyEnded(id=duty_id, how="declined"),),
    )
    close_if_done(dispute, given)


def waive(dispute: Dispute, duty_id: str, reason: str, given: Given) -> None:
    """Let go formally of a duty, an agreed action or what an agreement asks for.

    Who owes it may, and the board where the policy tells it of the case.
    """
    expect_past(given.at, given.now, "/waived_at")
    duties: tuple[DutyEnded, ...] = ()
    if any(one.agreed.id == duty_id for one in dispute.actions):
        _expect_action_owed(dispute, duty_id, given)
    elif following := following_agreement(dispute, duty_id):
        _expect_following_owed(following[-1], given)
    else:
        duty = _expect_owed(dispute, duty_id, given, or_board=True)
        expect_after(given.at, duty.opened_at, "/waived_at")
        duties = (DutyEnded(id=duty_id, how="waived"),)
    ended = _ended(dispute, duty_id, "stopped")

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.DutyWaived,
        timestamp=given.at,
        by=given.by,
        duty=duty_id,
        reason=reason,
        deadlines_ended=ended,
        duties_ended=duties,
    )
    close_if_done(dispute, given)


def delegate(
    dispute: Dispute,
    duty_id: str,
    given: Given,
    *,
    to: Person,
    office: str | None,
    until: date | None,
    reason: str | None,
) -> None:
    """Hand a duty on to a person or an office; who owes it stays the same."""
    duty = _expect_owed(dispute, duty_id, given)
    expect_past(given.at, given.now, "/delegated_at")
    expect_after(given.at, duty.opened_at, "/delegated_at")
    if to.agency is not None and not dispute.sides_of(to.agency):
        message = "A duty may be handed on within the agencies of the dispute."
        raise NotYourDuty(message, pointer="/to/agency")
    offices = given.directory.offices if given.directory else {}
    if office is not None and office not in offices:
        message = "The partnership has no such office."
        raise OfficeUnknown(message, pointer="/office")
    if office is None and to.name is None and to.role is None:
        message = "Say to whom: a name, a role or an office."
        raise Invalid(message, pointer="/to")
    if until is not None and until < local_date(given.at):
        message = "The delegation would end before it begins."
        raise OutOfOrder(message, pointer="/until")

    dispute.trigger_event(
        Dispute.DutyDelegated,
        timestamp=given.at,
        by=given.by,
        duty=duty_id,
        to=to,
        office=office,
        until=until,
        reason=reason,
    )


def _expect_owed(
    dispute: Dispute, duty_id: str, given: Given, *, or_board: bool = False
) -> DutyState:
    duty = dispute.duty(duty_id)
    if duty is None:
        message = "The dispute has no such duty. getDispute lists those it has."
        raise DutyNotFound(message)
    sides = (given.by.side,) if given.by.side else ()
    board = or_board and given.by.side == "board"
    if not board and not owes(duty, given.by.agency, sides):
        message = (
            f"By {duty.due.clause} this is owed by others. They may hand it on to you."
        )
        raise NotYourDuty(message)
    if not duty.outstanding:
        message = f"The duty has been {_ENDS[duty.how]}. Add a record if more happened."
        raise DutySettled(message)
    return duty


_ENDS = {
    "done": "done",
    "declined": "declined",
    "waived": "waived",
    "overtaken": "overtaken by what happened since",
}


def _expect_action_owed(dispute: Dispute, action_id: str, given: Given) -> None:
    action = next(one for one in dispute.actions if one.agreed.id == action_id)
    sides = (given.by.side,) if given.by.side else ()
    if not may_let_go(action, given.by.agency, sides):
        message = "Its owner lets an agreed action go, the raising side, or the board."
        raise NotYourDuty(message)
    if not action.outstanding:
        raise DutySettled("The action is no longer owed.")


def _expect_following_owed(deadline: Deadline, given: Given) -> None:
    sides = (given.by.side,) if given.by.side else ()
    if not may_let_follow_go(deadline, sides):
        message = f"By {deadline.set.clause} this is owed by others."
        raise NotYourDuty(message)
    if not deadline.open:
        raise DutySettled("This is no longer owed.")
    expect_after(given.at, deadline.set.started_at, "/waived_at")


def _ended(
    dispute: Dispute, duty_id: str, how: DeadlineStatus
) -> tuple[DeadlineEnded, ...]:
    """The end of the deadline of what people have set a date for."""
    return tuple(
        end(one, how) for one in dispute.open_deadlines() if one.set.duty == duty_id
    )
