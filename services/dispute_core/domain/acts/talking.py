"""Talking: a discussion held or tried, and the responding side's own words."""

from dataclasses import dataclass

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.timing import breach_first, completed_stage, ended_by
from dispute_core.domain.deadlines import DeadlineEnded
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import NotYourSide
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import DiscussionOutcome, Method


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
    ended = _met(dispute, held, given)
    started = (
        completed_stage(dispute, given.policy, given)
        if held.outcome == "not_agreed" and here is dispute.stages[-1]
        else ()
    )

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


def _met(dispute: Dispute, held: Discussion, given: Given) -> tuple[DeadlineEnded, ...]:
    """The duties of the stage in which it was held, had they begun by then."""
    if held.outcome == "no_response":
        return ()
    stage = dispute.stage_at(given.at).entered.id
    return ended_by(
        dispute,
        "discussion",
        concerns=lambda deadline: (
            deadline.set.stage == stage and deadline.set.started_at <= given.at
        ),
    )


def respond(
    dispute: Dispute,
    given: Given,
    *,
    view: str,
    evidence: str | None,
    proposal: str | None,
) -> None:
    """Record the responding side's own words; they settle no deadline."""
    expect_open(dispute)
    expect_party(given.by)
    if given.by.side != "responding":
        raise NotYourSide("Only the responding side may record its response.")
    expect_past(given.at, given.now, "/responded_at")
    expect_after(given.at, dispute.raised_at, "/responded_at")

    dispute.trigger_event(
        Dispute.Responded,
        timestamp=given.at,
        by=given.by,
        view=view,
        evidence=evidence,
        proposal=proposal,
    )
