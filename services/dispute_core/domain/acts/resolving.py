"""Resolving: declaring the end of the disagreement, or proposing it."""

from dataclasses import dataclass
from datetime import date

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_past,
)
from dispute_core.domain.acts.timing import (
    ACTION,
    all_stopped,
    breach_first,
    ended_by,
)
from dispute_core.domain.deadlines import DeadlineEnded, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import action_deadline
from dispute_core.domain.errors import Invalid, NotYoursToDeclare, OutOfOrder
from dispute_core.domain.policy import Stage
from dispute_core.domain.values import Acceptance, Action, CheckBackDue
from dispute_core.domain.vocabulary import ResolutionOutcome
from dispute_core.domain.working_time import local_date


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """Something agreed; the dispute gives it its name."""

    owner_agency: str
    due_on: date | None = None
    what: str | None = None
    owner: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How it ends, what was agreed to be done, and who accepts."""

    outcome: ResolutionOutcome
    summary: str | None = None
    actions: tuple[NewAction, ...] = ()
    accepted_by: tuple[Acceptance, ...] = ()
    review_on: date | None = None


def resolve(dispute: Dispute, ending: Ending, given: Given) -> None:
    """Declare the end; from a responding side alone it is a proposal.

    A proposal leaves the dispute open and stops no timer.
    """
    expect_open(dispute)
    expect_past(given.at, given.now, "/resolved_at")
    expect_after(given.at, dispute.opened_at, "/resolved_at")
    stage = given.policy.stage(dispute.stage.id)
    proposal = _is_proposal(dispute, ending, stage, given)
    _guard_actions(ending, given)
    ended = () if proposal else _ended(dispute, ending)
    actions = _numbered(dispute, ending.actions)

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.Resolved,
        timestamp=given.at,
        declared_by=given.by,
        outcome=ending.outcome,
        summary=ending.summary,
        actions=actions,
        accepted_by=ending.accepted_by,
        review_on=ending.review_on,
        proposal=proposal,
        check_backs_due=() if proposal else _check_backs(dispute, stage, ending),
        deadlines_ended=ended,
        deadlines_started=() if proposal else _completions(stage, actions, given),
    )


def _ended(dispute: Dispute, ending: Ending) -> tuple[DeadlineEnded, ...]:
    """What an end settles or stops; without agreement, earlier actions stop too."""
    if ending.outcome == "ended_unresolved":
        return all_stopped(dispute)
    return ended_by(dispute, "resolution", others="stopped")


def _is_proposal(dispute: Dispute, ending: Ending, stage: Stage, given: Given) -> bool:
    side = given.by.side
    if ending.outcome == "ended_unresolved":
        if side != "board" or not stage.ends_unresolved:
            message = (
                "Only the board may end a dispute unresolved, and only at a last stage "
                "from which the document shows no other way out."
            )
            raise NotYoursToDeclare(message, pointer="/outcome")
        return False
    if ending.outcome == "decided" and not stage.decided_by:
        message = "The document gives nobody the power to decide at this stage."
        raise NotYoursToDeclare(message, pointer="/outcome")
    if side == "raising":
        return False
    decides = ending.outcome == "decided" and side in stage.decided_by
    if side == "board" and not decides:
        message = "At this stage the board helps the parties; they end the dispute."
        raise NotYoursToDeclare(message, pointer="/outcome")
    lead = dispute.raised.lead_agency
    return not ((decides and lead in (None, given.by.agency)) or side == "board")


def _guard_actions(ending: Ending, given: Given) -> None:
    if ending.outcome == "ended_unresolved":
        if not (ending.summary or "").strip():
            message = "Say in the summary why the dispute ends unresolved."
            raise Invalid(message, pointer="/summary")
        if ending.actions:
            message = "A dispute that ends unresolved has no agreed actions."
            raise Invalid(message, pointer="/actions")
    ended_on = local_date(given.at)
    for index, action in enumerate(ending.actions):
        if action.due_on is not None and action.due_on < ended_on:
            message = "The action would be due before it was agreed."
            raise OutOfOrder(message, pointer=f"/actions/{index}/due_on")


def _check_backs(
    dispute: Dispute, stage: Stage, ending: Ending
) -> tuple[CheckBackDue, ...]:
    """The check-backs of this stage; understanding is owed by each side (002-10).

    Where nothing was agreed, there is nothing to check back on.
    """
    if ending.outcome in ("overtaken", "ended_unresolved") and not ending.actions:
        return ()
    round_ = 1 + len(dispute.duties)
    due: list[CheckBackDue] = []
    for rule in stage.check_backs:
        both = rule.kind == "understanding" and rule.holder == "both"
        due.extend(
            CheckBackDue(
                id=f"{stage.id}.{rule.kind}.{holder}.{round_}",
                kind=rule.kind,
                text=rule.text,
                stage=stage.id,
                holder=holder,
                clause=rule.clause,
                force=rule.force,
            )
            for holder in (("raising", "responding") if both else (rule.holder,))
        )
    return tuple(due)


def _numbered(dispute: Dispute, actions: tuple[NewAction, ...]) -> tuple[Action, ...]:
    """Names that stay apart even where the dispute was settled more than once."""
    first = len(dispute.actions) + 1
    return tuple(
        Action(
            id=f"{ACTION}{number}",
            owner_agency=action.owner_agency,
            due_on=action.due_on,
            what=action.what,
            owner=action.owner,
        )
        for number, action in enumerate(actions, start=first)
    )


def _completions(
    stage: Stage, actions: tuple[Action, ...], given: Given
) -> tuple[DeadlineSet, ...]:
    """Each agreed action's due date opens a completion deadline (002-13)."""
    rules = [rule.clause for rule in stage.check_backs if rule.kind == "completion"]
    return tuple(
        action_deadline(
            action.id,
            stage=stage.id,
            agency=action.owner_agency,
            due_on=action.due_on,
            started_at=given.at,
            clause=rules[0] if rules else stage.clause,
        )
        for action in actions
        if action.due_on is not None
    )
