"""Talking: a discussion held or tried, and the responding side's own words."""

from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.timing import breach_first, completed_stage, ended_by
from dispute_core.domain.acts.waiting import arising, dated, overtaken, replaced
from dispute_core.domain.deadlines import Deadline, DeadlineEnded, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import NotYourSide
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import Anchor, DiscussionOutcome, Method


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """What was said, how, by whom, and what came of it."""

    method: Method
    outcome: DiscussionOutcome
    participants: tuple[Person, ...] = ()
    summary: str | None = None
    effect_on_person: str | None = None
    information_reviewed: tuple[str, ...] = ()
    advice_from: tuple[str, ...] = ()
    reasons: str | None = None


def discuss(dispute: Dispute, held: Discussion, given: Given) -> None:
    """Record a discussion, at the stage in which it was held.

    One that was held settles the duty to discuss, whatever its outcome; one without
    a response settles nothing.
    """
    expect_open(dispute)
    expect_past(given.at, given.now, "/held_at")
    expect_after(given.at, dispute.raised_at, "/held_at")
    here = dispute.stage_at(given.at)
    ended, started = _moved(dispute, held, given)

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.Discussed,
        timestamp=given.at,
        by=given.by,
        stage=here.entered.id,
        method=held.method,
        participants=held.participants,
        outcome=held.outcome,
        summary=held.summary,
        effect_on_person=held.effect_on_person,
        information_reviewed=held.information_reviewed,
        advice_from=held.advice_from,
        reasons=held.reasons,
        deadlines_ended=ended,
        deadlines_started=started,
    )


def _moved(
    dispute: Dispute, held: Discussion, given: Given
) -> tuple[tuple[DeadlineEnded, ...], tuple[DeadlineSet, ...]]:
    """The deadlines that a discussion ends and those that it starts."""
    here = dispute.stage_at(given.at)
    present = here is dispute.stages[-1]
    happened = _happened(held, given.at)
    anew = dated(dispute, here.entered.id, given, happened)
    gone, again = replaced(anew)
    met = _met(dispute, held, given, [deadline for deadline, _ in anew])
    stage = given.policy.stage(here.entered.id)
    arisen = arising(dispute, stage, given, held.outcome, happened) if present else ()
    completed = (
        completed_stage(dispute, given.policy, given)
        if held.outcome == "not_agreed" and present
        else ()
    )
    ended = (*met, *gone)
    outdone = overtaken(dispute, arisen, ended)
    return (*ended, *outdone), (*completed, *again, *arisen)


def _happened(held: Discussion, at: datetime) -> dict[Anchor, datetime]:
    """What a discussion is, for the limits that wait for it."""
    if held.outcome == "no_response":
        return {}
    happened: dict[Anchor, datetime] = {"first_discussion": at}
    if held.method == "meeting":
        happened["meeting_held"] = at
    if held.outcome == "agreed":
        happened["agreement_reached"] = at
    if held.outcome == "not_agreed":
        happened["stage_completed"] = at
    return happened


def _met(
    dispute: Dispute, held: Discussion, given: Given, waiting: list[Deadline]
) -> tuple[DeadlineEnded, ...]:
    """The duties of the stage in which it was held, had they begun by then.

    What only begins to run with this discussion is not met by it.
    """
    if held.outcome == "no_response":
        return ()
    stage = dispute.stage_at(given.at).entered.id

    def concerned(deadline: Deadline) -> bool:
        begun = deadline.set.started_at <= given.at and deadline not in waiting
        return deadline.set.stage == stage and begun

    met = ended_by(dispute, "discussion", concerns=concerned)
    if held.method != "meeting":
        return met
    already = {(end.duty, end.generation) for end in met}
    meeting = ended_by(dispute, "meeting", concerns=concerned)
    return (
        *met,
        *(end for end in meeting if (end.duty, end.generation) not in already),
    )


def respond(
    dispute: Dispute,
    given: Given,
    *,
    view: str,
    evidence: str | None,
    proposal: str | None,
) -> None:
    """Record the responding side's own words, which may be what a duty asks for."""
    expect_open(dispute)
    expect_party(given.by)
    if given.by.side != "responding":
        raise NotYourSide("Only the responding side may record its response.")
    expect_past(given.at, given.now, "/responded_at")
    expect_after(given.at, dispute.raised_at, "/responded_at")
    anew = dated(
        dispute,
        dispute.stage_at(given.at).entered.id,
        given,
        {"acknowledged": given.at, "response_received": given.at},
    )
    waiting = [deadline for deadline, _ in anew]
    gone, again = replaced(anew)
    met = ended_by(
        dispute, "response", concerns=lambda deadline: deadline not in waiting
    )
    ended = (*met, *gone)

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.Responded,
        timestamp=given.at,
        by=given.by,
        view=view,
        evidence=evidence,
        proposal=proposal,
        deadlines_ended=ended,
        deadlines_started=again,
    )
