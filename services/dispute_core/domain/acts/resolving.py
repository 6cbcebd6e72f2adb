"""Resolving: declaring the end of the disagreement, or proposing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.acts.declaring import Ending, NewAction, waits_for
from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_past,
)
from dispute_core.domain.acts.owing import (
    ON_AGREEING,
    ON_GOING_ON,
    check_backs_due,
    opened,
)
from dispute_core.domain.acts.reviewing import ReviewSet, review_on
from dispute_core.domain.acts.timing import (
    ACTION,
    all_stopped,
    breach_first,
    ended_by,
)
from dispute_core.domain.acts.waiting import arising, dated, overtaken, replaced
from dispute_core.domain.deadlines import AGREED, Deadline, DeadlineEnded, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import agreed_deadline
from dispute_core.domain.duties import DutyDue
from dispute_core.domain.errors import Invalid, OutOfOrder
from dispute_core.domain.policy import Stage
from dispute_core.domain.values import Action
from dispute_core.domain.vocabulary import Anchor, CheckBackKind
from dispute_core.domain.working_time import local_date


@dataclass(frozen=True, kw_only=True)
class _Moved:
    """What the end of a dispute ends and starts beside itself."""

    ended: tuple[DeadlineEnded, ...] = ()
    started: tuple[DeadlineSet, ...] = ()
    duties: tuple[DutyDue, ...] = ()


def resolve(dispute: Dispute, ending: Ending, given: Given) -> None:
    """Declare the end; from a responding side alone it is a proposal.

    A proposal leaves the dispute open and stops no timer.
    """
    expect_open(dispute)
    expect_past(given.at, given.now, "/resolved_at")
    expect_after(given.at, dispute.opened_at, "/resolved_at")
    stage = given.policy.stage(dispute.stage.id)
    waiting = waits_for(dispute, ending, stage, given)
    proposal = waiting is not None
    _guard_actions(ending, given)
    actions = _numbered(dispute, ending.actions)
    moved = _Moved() if proposal else _moved(dispute, stage, ending, actions, given)

    breach_first(dispute, moved.ended, given)
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
        waits_for=waiting,
        binding=stage.closing.binding if stage.closing else None,
        clause=stage.closing.clause if stage.closing else None,
        chaired_because=ending.chaired_because,
        deadlines_ended=moved.ended,
        deadlines_started=moved.started,
        duties_opened=moved.duties,
    )


def _moved(
    dispute: Dispute,
    stage: Stage,
    ending: Ending,
    actions: tuple[Action, ...],
    given: Given,
) -> _Moved:
    anew = _happening(dispute, ending, given)
    gone, again = replaced(anew)
    ended = (*_ended(dispute, ending, [deadline for deadline, _ in anew]), *gone)
    follows = _following(dispute, stage, ending, given)
    review = _review(dispute, stage, ending, given)
    dates = (review.deadline,) if review else ()
    return _Moved(
        ended=(*ended, *overtaken(dispute, follows, ended)),
        started=(*_completions(stage, actions, given), *dates, *again, *follows),
        duties=_duties(dispute, stage, ending, review),
    )


def _ended(
    dispute: Dispute, ending: Ending, waiting: list[Deadline]
) -> tuple[DeadlineEnded, ...]:
    """What an end settles or stops; without agreement, earlier actions stop too.

    What follows from an agreement is owed still when the agreement is declared.
    """
    if ending.outcome == "ended_unresolved":
        return all_stopped(dispute)
    return ended_by(
        dispute,
        "resolution",
        concerns=lambda deadline: deadline not in waiting,
        others="stopped",
        spared=lambda deadline: deadline.follows_agreement,
    )


def _happening(
    dispute: Dispute, ending: Ending, given: Given
) -> list[tuple[Deadline, DeadlineSet]]:
    """Duties that waited for the end of the stage, or for an agreement."""
    if ending.outcome == "ended_unresolved":
        return []
    happened: dict[Anchor, datetime] = {"stage_completed": given.at}
    if ending.outcome in AGREED:
        happened["agreement_reached"] = given.at
    return dated(dispute, dispute.stage.id, given, happened)


def _following(
    dispute: Dispute, stage: Stage, ending: Ending, given: Given
) -> tuple[DeadlineSet, ...]:
    """The duties that exist only on this outcome, such as to confirm it in writing."""
    if ending.outcome not in ("agreed", "partly_agreed", "decided"):
        return ()
    happened: dict[Anchor, datetime] = {
        "stage_completed": given.at,
        "agreement_reached": given.at,
    }
    return arising(dispute, stage, given, ending.outcome, happened)


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


def _nothing_agreed(ending: Ending) -> bool:
    return (
        ending.outcome in ("overtaken", "ended_unresolved")
        and not ending.actions
        and ending.review_on is None
    )


def _review(
    dispute: Dispute, stage: Stage, ending: Ending, given: Given
) -> ReviewSet | None:
    if ending.review_on is None:
        return None
    return review_on(
        dispute, ending.review_on, given, stage=stage.id, clause=stage.clause
    )


def _duties(
    dispute: Dispute, stage: Stage, ending: Ending, review: ReviewSet | None
) -> tuple[DutyDue, ...]:
    """What is owed once a dispute has ended here.

    Where nothing was agreed, there is nothing to check back on.
    """
    if _nothing_agreed(ending):
        whens = ON_GOING_ON if ending.outcome == "ended_unresolved" else ("at_end",)
        return opened(dispute, stage, *whens)
    checks = check_backs_due(dispute, stage.check_backs, stage)
    # A review has its own name; the tasks go on counting after it.
    first = (review.due, *checks) if review else checks
    return (*first, *opened(dispute, stage, *ON_AGREEING, more=len(first)))


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
) -> Iterator[DeadlineSet]:
    """Each agreed action's due date opens a completion deadline (002-13)."""
    clause = _clause(stage, "completion")
    for action in actions:
        if action.due_on is not None:
            yield agreed_deadline(
                action.id,
                text="carry out the agreed action and check back that it is done",
                about="this action",
                stage=stage.id,
                agency=action.owner_agency,
                due_on=action.due_on,
                started_at=given.at,
                clause=clause,
            )


def _clause(stage: Stage, kind: CheckBackKind) -> str:
    """Where the document asks for such a check-back, or the stage it belongs to."""
    rules = (rule.clause for rule in stage.check_backs if rule.kind == kind)
    return next(rules, stage.clause)
