"""Which duties an act opens: the document's tasks, one for each agency that owes it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyDue, DutyEnded
from dispute_core.domain.policy import CheckBackRule, Stage, Task
from dispute_core.domain.vocabulary import DutyKind, Holder, Side, TaskWhen

ON_ENTERING: tuple[TaskWhen, ...] = ("at_start", "during")
ON_AGREEING: tuple[TaskWhen, ...] = ("resolved", "at_end")
ON_GOING_ON: tuple[TaskWhen, ...] = ("unresolved", "at_end")

Owing = Sequence[tuple[Side, str]]
"""The agencies of a dispute, each with the side on which it stands."""


def parties(dispute: Dispute) -> Owing:
    return (
        ("raising", dispute.raised_by.agency),
        *(("responding", party.agency) for party in dispute.responding),
    )


def tasks_due(
    stage: Stage, whens: Sequence[TaskWhen], owing: Owing, first: int = 1
) -> tuple[DutyDue, ...]:
    """The tasks of a stage that are due now; `first` numbers them apart from others.

    Completeness is per agency, not per dispute (003-15). A principle is nobody's duty
    to tick off, and the board owes nothing on a dispute that it is not told of.
    """
    return tuple(
        _due(task, task.kind, stage, owed, first)
        for task in stage.tasks
        if task.when in whens
        and task.kind != "principle"
        and (task.holder != "board" or stage.board_sees)
        for owed in _owed_by(task.holder, owing)
    )


def opened(
    dispute: Dispute,
    stage: Stage,
    *whens: TaskWhen,
    owing: Owing | None = None,
    more: int = 0,
) -> tuple[DutyDue, ...]:
    """As `tasks_due`, for a dispute that goes on; `more` are opened before these.

    Whether a party accepts is asked once there is an outcome, and not again at the end.
    """
    first = 1 + len(dispute.duties) + more
    due = tasks_due(stage, whens, parties(dispute) if owing is None else owing, first)
    entered = dispute.stages[-1].version
    asked = {
        (duty.due.stage, duty.due.agency)
        for duty in dispute.duties
        if duty.due.asks == "acceptance" and duty.version > entered
    }
    return tuple(
        one
        for one in due
        if one.asks != "acceptance" or (one.stage, one.agency) not in asked
    )


def acceptances_due(
    dispute: Dispute, stage: Stage, meeting: str, more: int
) -> tuple[DutyDue, ...]:
    """Each party's duty to accept what a meeting has just come to (004-19)."""
    first = 1 + len(dispute.duties) + more
    due = tasks_due(stage, ON_AGREEING, parties(dispute), first)
    return tuple(replace(one, about=meeting) for one in due if one.asks == "acceptance")


def acceptances_overtaken(dispute: Dispute) -> tuple[DutyEnded, ...]:
    """The end of those to accept an earlier outcome, now that there is a newer one."""
    return overtaken(
        duty.due
        for duty in dispute.duties
        if duty.outstanding and duty.due.asks == "acceptance"
    )


def entering(dispute: Dispute, left: Stage, stage: Stage) -> tuple[DutyDue, ...]:
    """What is owed when a dispute goes on: for the stage left, then for the new one.

    A dispute that was settled left its stage with agreement, and owes nothing anew.
    """
    behind = () if dispute.settled else opened(dispute, left, *ON_GOING_ON)
    return (*behind, *opened(dispute, stage, *ON_ENTERING, more=len(behind)))


def check_backs_due(
    dispute: Dispute, rules: Sequence[CheckBackRule], stage: Stage
) -> tuple[DutyDue, ...]:
    """The check-backs of a stage; understanding is owed by each side (002-10)."""
    round_ = 1 + len(dispute.duties)
    return tuple(
        DutyDue(
            id=f"{stage.id}.{rule.kind}.{holder}.{round_}",
            kind=rule.kind,
            text=rule.text,
            stage=stage.id,
            holder=holder,
            clause=rule.clause,
            force=rule.force,
        )
        for rule in rules
        for holder in _each_side(rule)
    )


def all_overtaken(dispute: Dispute) -> tuple[DutyEnded, ...]:
    """The end of everything still owed, where nobody owes it any longer."""
    return overtaken(duty.due for duty in dispute.duties if duty.outstanding)


def overtaken(duties: Iterator[DutyDue]) -> tuple[DutyEnded, ...]:
    return tuple(DutyEnded(id=due.id, how="overtaken") for due in duties)


def _each_side(rule: CheckBackRule) -> tuple[Holder, ...]:
    if rule.kind == "understanding" and rule.holder == "both":
        return ("raising", "responding")
    return (rule.holder,)


def _owed_by(holder: Holder, owing: Owing) -> Iterator[tuple[Holder, str | None]]:
    """Once for an agency that stands on both sides."""
    if holder == "board":
        yield "board", None
    seen: set[str] = set()
    for side, agency in owing:
        if holder in (side, "both") and agency not in seen:
            seen.add(agency)
            yield side, agency


def _due(
    task: Task,
    kind: DutyKind,
    stage: Stage,
    owed: tuple[Holder, str | None],
    number: int,
) -> DutyDue:
    holder, agency = owed
    return DutyDue(
        id=f"{task.id}.{agency or holder}.{number}",
        kind=kind,
        text=task.text,
        stage=stage.id,
        holder=holder,
        agency=agency,
        clause=task.clause,
        force=task.force,
        to=task.to,
        urgency=task.urgency,
        only_if=task.only_if,
        asks=task.asks,
    )
