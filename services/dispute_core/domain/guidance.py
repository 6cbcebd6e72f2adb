"""What may be done now, and what comes next, in words for the person who asks."""

from dispute_core.domain.acts.escalating import open_moves
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Policy, Stage
from dispute_core.domain.saying import said, said_day
from dispute_core.domain.vocabulary import Side

OPERATIONS = (
    "recordDiscussion",
    "recordResponse",
    "setLimit",
    "escalateDispute",
    "resolveDispute",
    "recordCheckBack",
    "withdrawDispute",
    "reopenDispute",
    "changeParties",
    "addRecord",
    "callMeeting",
    "correctDispute",
)
"""The operations on a dispute, in the order of the contract."""

HOLDERS = {
    "raising": "the raising side",
    "responding": "the responding side",
    "both": "both sides",
    "board": "the board",
}

NEVER_WAITS = "Nothing here holds back anyone's duty to act for the person at risk."


def allowed(dispute: Dispute, policy: Policy, sides: tuple[Side, ...]) -> list[str]:
    """The operations open to a caller on these sides, in the order of the contract."""
    stage = policy.stage(dispute.stage.id)
    if "raising" in sides or "responding" in sides:
        names = {"changeParties", "addRecord", "correctDispute"}
        if dispute.settled:
            names |= _open_once_settled(dispute, stage, sides)
        else:
            names |= _open_to_parties(dispute, policy, stage, sides)
    elif "board" in sides:
        names = {"addRecord"} | _open_to_board(dispute, stage)
    else:
        names = set()
    return [name for name in OPERATIONS if name in names]


def _open_to_parties(
    dispute: Dispute, policy: Policy, stage: Stage, sides: tuple[Side, ...]
) -> set[str]:
    names = {"recordDiscussion", "resolveDispute"}
    if "responding" in sides:
        names.add("recordResponse")
    if "raising" in sides:
        names.add("withdrawDispute")
    if open_moves(dispute, stage):
        names.add("escalateDispute")
    if policy.meeting_right is not None:
        names.add("callMeeting")
    limits = policy.limits_by_duty()
    owed = {deadline.set.duty for deadline in dispute.open_deadlines()}
    if any(limits[duty][1].accepts for duty in owed & limits.keys()):
        names.add("setLimit")
    return names


def _open_once_settled(
    dispute: Dispute, stage: Stage, sides: tuple[Side, ...]
) -> set[str]:
    names = set()
    if dispute.status != "withdrawn" or "raising" in sides:
        names.add("reopenDispute")
    if open_moves(dispute, stage):
        names.add("escalateDispute")
    if dispute.resolution and dispute.resolution.outcome != "ended_unresolved":
        names.add("recordCheckBack")
    return names


def _open_to_board(dispute: Dispute, stage: Stage) -> set[str]:
    if dispute.settled:
        return set()
    ends = "board" in stage.decided_by or stage.ends_unresolved
    return {"recordDiscussion", "resolveDispute"} if ends else {"recordDiscussion"}


def next_step(dispute: Dispute, policy: Policy) -> str:
    """A few sentences: who does what next, by when, and why that date."""
    if dispute.status == "withdrawn":
        return f"The raising side has withdrawn the dispute. {NEVER_WAITS}"
    if dispute.resolution and dispute.resolution.outcome == "ended_unresolved":
        return (
            "The board has ended the dispute unresolved; the document gives no further "
            f"step. {NEVER_WAITS}"
        )
    if dispute.status == "closed":
        return "What was agreed has been checked back on, and the dispute is closed."
    if dispute.status == "resolved":
        return _after_resolution(dispute)
    return f"{_while_open(dispute, policy)} {NEVER_WAITS}"


def _after_resolution(dispute: Dispute) -> str:
    actions = [action for action in dispute.actions if action.outstanding]
    duties = [duty.due for duty in dispute.duties if duty.outstanding]
    understanding = [duty for duty in duties if duty.kind != "completion"]
    if understanding:
        duty = understanding[0]
        return f"{capital(HOLDERS[duty.holder])}: {duty.text} ({duty.clause})."
    if actions:
        dated = [action.agreed.due_on for action in actions if action.agreed.due_on]
        return _actions_owed(len(actions), said_day(min(dated)) if dated else None)
    if duties:
        duty = duties[0]
        return f"{capital(HOLDERS[duty.holder])}: {duty.text} ({duty.clause})."
    return (
        "The dispute is resolved. The document asks for no check-back; record one to "
        "show that what was agreed was done, and the dispute closes."
    )


def _actions_owed(count: int, first: str | None) -> str:
    if count == 1:
        due = f"; it is due by the end of {first}" if first else ""
        return f"Check back that the agreed action has been carried out{due}."
    due = f"; the first is due by the end of {first}" if first else ""
    return f"Check back that the {count} agreed actions have been carried out{due}."


def _while_open(dispute: Dispute, policy: Policy) -> str:
    stage = policy.stage(dispute.stage.id)
    if dispute.resolution is not None and dispute.resolution.proposal:
        return (
            "The responding side proposes a resolution. The raising side confirms it "
            "by resolving the dispute, or goes on; every deadline runs on meanwhile."
        )
    step = _owed(dispute)
    onward = [move for move in stage.moves if not move.skips]
    if onward:
        following = policy.stage(onward[0].to_stage)
        return (
            f"{step} If that does not settle the disagreement, any party may take it "
            f'to "{following.label}".'
        )
    exit_ = "by a resolution"
    if stage.ends_unresolved:
        exit_ += ", or by the board ending it unresolved"
    return (
        f"{step} The document gives no further step after this stage, so the dispute "
        f"ends {exit_}."
    )


def _owed(dispute: Dispute) -> str:
    """The duty that is due first; without a date, the document's own urgency."""
    here = [d for d in dispute.open_deadlines() if d.set.stage == dispute.stage.id]
    dated = {d.set.due_at: d for d in reversed(here) if d.set.due_at is not None}
    if dated:
        return _dated(dated[min(dated)])
    if here:
        duty = here[0].set
        return f"{capital(HOLDERS[duty.holder])}: {duty.text}. {duty.reason}"
    label = dispute.stage.label
    return f'The dispute is at "{label}". The duties of this stage have been met.'


def _dated(deadline: Deadline) -> str:
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


def capital(words: str) -> str:
    """Recorded words as they begin a sentence or stand alone."""
    return words[0].upper() + words[1:]
