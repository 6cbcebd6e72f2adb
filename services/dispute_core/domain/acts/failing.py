"""What follows a check-back that did not hold: it is never lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispute_core.domain.acts.given import Given
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyDue, DutyEnded
from dispute_core.domain.policy import CheckBackRule, Policy, Stage
from dispute_core.domain.vocabulary import Consequence, Holder

if TYPE_CHECKING:
    from dispute_core.domain.acts.checking_back import Checked

AGAIN = "check back again, because it was not confirmed"
REOPENING = (
    "decide whether to take the dispute up again, because this was not confirmed"
)
COMPLAINING = (
    "decide whether this is a complaint that an agreed action was not delivered; it is "
    "not by itself a new disagreement"
)


@dataclass(frozen=True, kw_only=True)
class Failed:
    """What a check-back that did not hold makes due, and by which rule."""

    consequences: tuple[Consequence, ...]
    due_again: tuple[DutyEnded, ...]
    opened: tuple[DutyDue, ...]


def follow_ups(dispute: Dispute, checked: "Checked", given: Given) -> Failed:
    """Leave the same check-back owed, and open what the policy asks for beside it."""
    ending = dispute.resolution
    here = dispute.stage_at(ending.resolved_at) if ending else dispute.stages[-1]
    stage = given.policy.stage(here.entered.id)
    rules = [rule for rule in stage.check_backs if rule.kind == checked.kind]
    consequences = tuple(
        dict.fromkeys(one for rule in rules for one in rule.if_not_confirmed)
    )
    concerned = [
        duty
        for duty in dispute.duties
        if duty.due.kind == checked.kind
        and duty.how in ("due", "done")
        and (checked.kind == "completion" or _is_of(duty.due.holder, given))
    ]
    again = tuple(
        DutyEnded(id=duty.due.id, how="due")
        for duty in concerned[-1:]
        if duty.how == "done"
    )
    new = [] if concerned else [_again(dispute, checked, given, stage)]
    new += _asked(dispute, consequences, given.policy, stage, rules)
    return Failed(consequences=consequences, due_again=again, opened=tuple(new))


def _is_of(holder: Holder, given: Given) -> bool:
    return holder in ("both", given.by.side)


def _again(dispute: Dispute, checked: "Checked", given: Given, stage: Stage) -> DutyDue:
    side: Holder = "responding" if given.by.side == "responding" else "raising"
    return DutyDue(
        id=f"{stage.id}.{checked.kind}.again.{1 + len(dispute.duties)}",
        kind=checked.kind,
        text=AGAIN,
        stage=stage.id,
        holder=side if checked.kind == "understanding" else "both",
        clause=stage.clause,
        force="should",
        about=checked.action_id,
    )


def _asked(
    dispute: Dispute,
    consequences: tuple[Consequence, ...],
    policy: Policy,
    stage: Stage,
    rules: list[CheckBackRule],
) -> Iterator[DutyDue]:
    """The questions that people must answer; one that is open is not asked twice."""
    clause = rules[0].clause if rules else stage.clause
    texts = {"reopen": REOPENING, "complaint": _complaining(policy)}
    open_ = {duty.due.text for duty in dispute.duties if duty.outstanding}
    for place, consequence in enumerate(consequences, start=1):
        text = texts.get(consequence)
        if text is not None and text not in open_:
            yield DutyDue(
                id=f"{stage.id}.{consequence}.{place + len(dispute.duties)}",
                kind="consideration",
                text=text,
                stage=stage.id,
                holder="both",
                clause=clause,
                force="must",
                asks="answer",
            )


def _complaining(policy: Policy) -> str:
    """Where the document sends such a complaint, if it says so (002-3)."""
    question = next((q for q in policy.questions() if q.kind == "complaint"), None)
    if question is None:
        return COMPLAINING
    return f"{COMPLAINING}, and such a complaint belongs to {question.belongs_to}"
