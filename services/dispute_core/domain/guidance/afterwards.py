"""What comes next once a dispute is settled: what is owed still, in a sentence."""

from collections.abc import Iterator

from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import CHECK_BACKS, DutyDue
from dispute_core.domain.saying import capital, said, said_day

HOLDERS = {
    "raising": "the raising side",
    "responding": "the responding side",
    "both": "both sides",
    "board": "the board",
}


def after_resolution(dispute: Dispute) -> str:
    """The next thing that somebody owes; then what keeps the dispute open at all."""
    follows = [one for one in dispute.open_deadlines() if one.set.only_on]
    if follows:
        first = min(follows, key=lambda one: one.set.due_at is None)
        return dated_step(first) or undated_step(first)
    return next(
        still_owed(dispute),
        "The dispute is resolved. The document asks for no check-back; record one to "
        "show that what was agreed was done, and the dispute closes.",
    )


def still_owed(dispute: Dispute) -> Iterator[str]:
    """What somebody owes still, what comes first in time first."""
    holding = [duty.due for duty in dispute.duties if duty.holds_open]
    tasks = [due for due in holding if due.kind not in CHECK_BACKS]
    checks = [due for due in holding if due.kind in CHECK_BACKS]
    understanding = [due for due in checks if due.kind == "understanding"]
    for due in (*understanding, *tasks):
        yield _owed(due)
    actions = [action for action in dispute.actions if action.outstanding]
    if actions:
        dated = [action.agreed.due_on for action in actions if action.agreed.due_on]
        yield _actions_owed(len(actions), said_day(min(dated)) if dated else None)
    for due in checks:
        if due.kind != "understanding":
            yield _owed(due)


def _owed(due: DutyDue) -> str:
    holder = HOLDERS[due.holder] + (f" ({due.agency})" if due.agency else "")
    condition = f", {due.only_if}" if due.only_if else ""
    return f"{capital(holder)}: {due.text}{condition} ({due.clause})."


def _actions_owed(count: int, first: str | None) -> str:
    if count == 1:
        due = f"; it is due by the end of {first}" if first else ""
        return f"Check back that the agreed action has been carried out{due}."
    due = f"; the first is due by the end of {first}" if first else ""
    return f"Check back that the {count} agreed actions have been carried out{due}."


def undated_step(deadline: Deadline) -> str:
    """Who does what, in the document's own word for how soon."""
    duty = deadline.set
    return f"{capital(HOLDERS[duty.holder])}: {duty.text}. {duty.reason}"


def dated_step(deadline: Deadline) -> str:
    """Who does what, by when, and why that date."""
    duty = deadline.set
    if duty.due_at is None:
        return ""
    due = said(duty.due_at)
    when = (
        f"by {due}"
        if deadline.status == "running"
        else f"this was due by {due} and is overdue"
    )
    joint = ", " if deadline.status == "running" else "; "
    holder = capital(HOLDERS[duty.holder])
    return f"{holder}: {duty.text}{joint}{when}. {duty.reason}"
