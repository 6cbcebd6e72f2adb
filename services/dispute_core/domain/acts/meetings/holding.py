"""Recording a meeting: the talking, what it considered, its decision, its minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispute_core.domain.acts.declaring import having
from dispute_core.domain.acts.given import Given, expect_open
from dispute_core.domain.acts.meetings.place import expect_standing
from dispute_core.domain.acts.owing import acceptances_due, acceptances_overtaken
from dispute_core.domain.acts.talking import Discussion, discuss
from dispute_core.domain.acts.timing import MINUTES
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import agreed_deadline
from dispute_core.domain.duties import DutyDue
from dispute_core.domain.errors import Invalid, OutOfOrder
from dispute_core.domain.meetings import Considered, MeetingState, ToConsider
from dispute_core.domain.policy import Stage
from dispute_core.domain.refusals.entries import RightNotGiven
from dispute_core.domain.refusals.meetings import ItemsUnanswered
from dispute_core.domain.saying import listed
from dispute_core.domain.values import By, Person
from dispute_core.domain.vocabulary import (
    Holder,
    MeetingOutcome,
    MeetingPower,
    Power,
    Side,
)
from dispute_core.domain.working_time import local_date

POWERS: dict[MeetingPower, Power] = {"decided": "decides", "recommended": "recommends"}
CIRCULATE = "circulate the minutes of the meeting to every agency of the dispute"
AS_AGREED = "as agreed at the meeting; the document does not ask for it"


@dataclass(frozen=True, kw_only=True)
class Held:
    """Who came, what was considered, what came of it, and what becomes of the record.

    `custodian` is the agency that holds the record, or `board`.
    """

    outcome: MeetingOutcome
    custodian: str
    attended: tuple[Person, ...] = ()
    considered: tuple[Considered, ...] = ()
    power: MeetingPower | None = None
    decision: str | None = None
    summary: str | None = None
    effect_on_person: str | None = None
    information_reviewed: tuple[str, ...] = ()
    advice_from: tuple[str, ...] = ()
    reasons: str | None = None
    minutes_due_on: date | None = None


def hold(dispute: Dispute, name: str, held: Held, given: Given) -> None:
    """Record that a meeting was held, first as the discussion that it was.

    So it meets the duties that any discussion by meeting meets, and no others.
    """
    expect_open(dispute)
    meeting = expect_standing(dispute, name, given, "/held_at")
    stage = given.policy.stage(dispute.stage_at(given.at).entered.id)
    _expect_power(stage, held)
    _expect_answers(meeting.convened.to_consider, held.considered)
    if held.minutes_due_on and held.minutes_due_on < local_date(given.at):
        message = "The minutes would be due before the meeting was held."
        raise OutOfOrder(message, pointer="/minutes_due_on")

    discuss(dispute, _talk(held), given)
    duty, dated = _minutes(dispute, meeting, stage, held, given)
    came_to = held.outcome != "not_agreed" or held.decision is not None
    accepting = acceptances_due(dispute, stage, name, more=1) if came_to else ()
    dispute.trigger_event(
        Dispute.MeetingHeld,
        timestamp=given.at,
        by=given.by,
        meeting=name,
        discussed=dispute.version,
        outcome=held.outcome,
        considered=held.considered,
        power=held.power,
        decision=held.decision,
        custodian=held.custodian,
        minutes_due_on=held.minutes_due_on,
        duties_opened=(duty, *accepting),
        duties_ended=acceptances_overtaken(dispute) if accepting else (),
        deadlines_started=dated,
    )


def _talk(held: Held) -> Discussion:
    return Discussion(
        method="meeting",
        outcome=held.outcome,
        participants=held.attended,
        summary=held.summary,
        effect_on_person=held.effect_on_person,
        information_reviewed=held.information_reviewed,
        advice_from=held.advice_from,
        reasons=held.reasons,
    )


def _expect_power(stage: Stage, held: Held) -> None:
    """A meeting decides or recommends only where the document gives that power."""
    if held.power is None:
        if held.decision is not None:
            message = "Say in power whether the meeting decided this or recommended it."
            raise Invalid(message, pointer="/power")
        return
    if held.decision is None:
        message = "Say in decision on what it decided, or what it recommended."
        raise Invalid(message, pointer="/decision")
    decides = held.power == "decided" and stage.decided_by
    if not decides and not having(stage, POWERS[held.power]):
        verb = "decide" if held.power == "decided" else "recommend"
        message = f"At this stage the document gives nobody the power to {verb}."
        raise RightNotGiven(message, pointer="/power")


def _expect_answers(
    items: Sequence[ToConsider], considered: Sequence[Considered]
) -> None:
    known = [one.id for one in items]
    said = [one.item for one in considered]
    for place, item in enumerate(said):
        if item not in known or item in said[:place]:
            message = "Answer each thing that the meeting was to consider, once."
            raise Invalid(message, pointer=f"/considered/{place}/item")
    missing = [item for item in known if item not in said]
    if missing:
        message = (
            f"The meeting must consider these too, and say what it found: "
            f"{listed(missing)}."
        )
        raise ItemsUnanswered(message, pointer="/considered")


def _minutes(
    dispute: Dispute, meeting: MeetingState, stage: Stage, held: Held, given: Given
) -> tuple[DutyDue, tuple[DeadlineSet, ...]]:
    """The duty to circulate the minutes, with a date where the meeting set one.

    It is the chair's agency's, which gives the administrative support (004-16); where
    the chair is of no party, the convener's.
    """
    rule = stage.meeting
    binds = rule is not None and rule.minutes
    holder, agency = _support(dispute, meeting)
    clause = rule.clause if rule is not None and binds else AS_AGREED
    duty = DutyDue(
        id=f"{MINUTES}{meeting.id}",
        kind="minutes",
        text=CIRCULATE,
        stage=stage.id,
        holder=holder,
        agency=agency,
        clause=clause,
        force="must" if binds else "should",
        asks="recipients",
        about=meeting.id,
    )
    if held.minutes_due_on is None:
        return duty, ()
    dated = agreed_deadline(
        duty.id,
        text=CIRCULATE,
        about="the minutes",
        stage=stage.id,
        agency=agency,
        due_on=held.minutes_due_on,
        started_at=given.at,
        clause=clause,
    )
    return duty, (replace(dated, holder=holder),)


def _support(dispute: Dispute, meeting: MeetingState) -> tuple[Holder, str | None]:
    chair, convener = meeting.convened.chair, meeting.convened.by
    sides = dispute.sides_of(chair.agency) if chair.agency else ()
    if sides:
        return sides[0], chair.agency
    return _own(convener, dispute.sides_of(convener.agency), dispute)


def _own(
    convener: By, sides: tuple[Side, ...], dispute: Dispute
) -> tuple[Holder, str | None]:
    """What falls to the convener; to the raising side where it has left since."""
    if convener.side == "board":
        return "board", None
    if sides:
        return sides[0], convener.agency
    return "raising", dispute.raised_by.agency
