"""What may be done now, and what comes next, in words for the person who asks."""

from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Policy
from dispute_core.domain.vocabulary import Side

ANY_TIME = ("addRecord", "changeParties", "correctDispute")

HOLDERS = {
    "raising": "the raising side",
    "responding": "the responding side",
    "both": "both sides",
    "board": "the board",
}

NEVER_WAITS = "Nothing here holds back anyone's duty to act for the person at risk."


def allowed(dispute: Dispute, policy: Policy, sides: tuple[Side, ...]) -> list[str]:
    """The operations open to a caller on these sides, in the order of the contract."""
    party = "raising" in sides or "responding" in sides
    if not party:
        return _open_to_board(dispute, policy) if "board" in sides else []
    steps = (
        _settled(dispute, policy, sides)
        if dispute.settled
        else _open(dispute, policy, sides)
    )
    return [*steps, *ANY_TIME]


def _open(dispute: Dispute, policy: Policy, sides: tuple[Side, ...]) -> list[str]:
    stage = policy.stage(dispute.stage.id)
    offered = {
        "recordDiscussion": True,
        "recordResponse": "responding" in sides,
        "setLimit": any(limit.accepts for limit in stage.limits),
        "escalateDispute": bool(stage.moves),
        "resolveDispute": True,
        "withdrawDispute": "raising" in sides,
    }
    return [name for name, is_open in offered.items() if is_open]


def _settled(dispute: Dispute, policy: Policy, sides: tuple[Side, ...]) -> list[str]:
    stage = policy.stage(dispute.stage.id)
    offered = {
        "escalateDispute": any(move.from_settled for move in stage.moves),
        "recordCheckBack": dispute.resolution is not None,
        "reopenDispute": dispute.status != "withdrawn" or "raising" in sides,
    }
    return [name for name, is_open in offered.items() if is_open]


def _open_to_board(dispute: Dispute, policy: Policy) -> list[str]:
    stage = policy.stage(dispute.stage.id)
    ends = "board" in stage.decided_by or stage.ends_unresolved
    names = ["addRecord"]
    if not dispute.settled and ends:
        names.insert(0, "resolveDispute")
    return names


def next_step(dispute: Dispute, policy: Policy) -> str:
    """One sentence or two: who does what next, by when, and why that date."""
    if dispute.status == "withdrawn":
        return f"The raising side has withdrawn the dispute. {NEVER_WAITS}"
    if dispute.resolution is not None and dispute.resolution.outcome == (
        "ended_unresolved"
    ):
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
    duties = [duty for duty in dispute.duties if duty.outstanding]
    if actions:
        dated = [action.agreed.due_on for action in actions if action.agreed.due_on]
        by = f", the first by {min(dated):%-d %B %Y}" if dated else ""
        count = (
            "one agreed action"
            if len(actions) == 1
            else f"{len(actions)} agreed actions"
        )
        return f"Check back that {count} has been carried out{by}.".replace(
            "actions has", "actions have"
        )
    if duties:
        duty = duties[0].due
        return f"{HOLDERS[duty.holder].capitalize()}: {duty.text} ({duty.clause})."
    return (
        "The dispute is resolved. The document asks for no check-back; record one to "
        "show that what was agreed was done, and the dispute closes."
    )


def _while_open(dispute: Dispute, policy: Policy) -> str:
    stage = policy.stage(dispute.stage.id)
    if dispute.resolution is not None and dispute.resolution.proposal:
        return (
            "The responding side proposes a resolution. The raising side confirms it "
            "by resolving the dispute, or goes on; every deadline runs on meanwhile."
        )
    step = _owed(dispute)
    if dispute.stage.last:
        exit_ = (
            "by a resolution, or by the board ending it unresolved"
            if stage.ends_unresolved
            else "by a resolution"
        )
        return (
            f"{step} This is the last stage: the document gives no further step after "
            f"it, so it ends {exit_}."
        )
    if stage.moves:
        following = policy.stage(stage.moves[0].to_stage).label
        return (
            f"{step} If that does not settle it, any party may take it to {following}."
        )
    return step


def _owed(dispute: Dispute) -> str:
    """The duty that is due first; without a date, the document's own urgency."""
    here = [d for d in dispute.open_deadlines() if d.set.stage == dispute.stage.id]
    dated = [d for d in here if d.set.due_at is not None and d.settled is None]
    if dated:
        return _dated(min(dated, key=lambda d: (d.set.due_at is None, d.set.due_at)))
    if here:
        duty = here[0].set
        word = f' "{duty.urgency}"' if duty.urgency else ""
        return (
            f"{HOLDERS[duty.holder].capitalize()}: {duty.text}{word}; "
            f"{duty.clause} gives no number."
        )
    return f"The dispute is at {dispute.stage.label}: the two sides go on talking."


def _dated(deadline: Deadline) -> str:
    duty = deadline.set
    was = "was due" if deadline.status != "running" else "is due"
    on = f"{duty.due_on:%A %-d %B %Y}" if duty.due_on else ""
    return (
        f"{HOLDERS[duty.holder].capitalize()}: {duty.text}; this {was} by the end of "
        f"{on}. {duty.reason}"
    )
