"""Whose a duty is: who may do it, let it go or hand it on."""

from dispute_core.domain.deadlines import AGREED, Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import CHECK_BACKS, DutyState
from dispute_core.domain.state import ActionState
from dispute_core.domain.vocabulary import Side


def open_on_duties(
    dispute: Dispute, sides: tuple[Side, ...], agency: str | None
) -> set[str]:
    """The operations on duties that are open to an agency on these sides."""
    names: set[str] = set()
    for duty in dispute.duties:
        if not duty.outstanding:
            continue
        if owes(duty, agency, sides):
            names |= {"waiveDuty", "delegateDuty"}
            if duty.due.kind not in CHECK_BACKS:
                names.add("fulfilDuty")
            if not is_binding(duty):
                names.add("declineDuty")
        elif "board" in sides:
            names.add("waiveDuty")
    if sides and _may_let_agreed_go(dispute, sides, agency):
        names.add("waiveDuty")
    return names


def _may_let_agreed_go(
    dispute: Dispute, sides: tuple[Side, ...], agency: str | None
) -> bool:
    """Whether an agreed action, or what an agreement asks for, is theirs to let go."""
    return any(
        action.outstanding and may_let_go(action, agency, sides)
        for action in dispute.actions
    ) or any(
        one.follows_agreement and may_let_follow_go(one, sides)
        for one in dispute.deadlines
    )


def owes(duty: DutyState, agency: str | None, sides: tuple[Side, ...]) -> bool:
    """Whether an agency on these sides owes a duty, or was handed it."""
    if duty.due.holder == "board":
        return "board" in sides
    delegates = {one.to.agency for one in duty.delegations if one.to.agency}
    if duty.due.agency is not None:
        return agency == duty.due.agency or agency in delegates
    on_side = {"raising", "responding"} & set(sides)
    return bool(on_side) if duty.due.holder == "both" else duty.due.holder in on_side


def may_let_go(
    action: ActionState, agency: str | None, sides: tuple[Side, ...]
) -> bool:
    owner = agency is not None and agency == action.agreed.owner_agency
    return owner or not {"board", "raising"}.isdisjoint(sides)


def following_agreement(dispute: Dispute, duty: str) -> list[Deadline]:
    """Each time that an agreement has called for this duty, the newest last."""
    return [
        one
        for one in dispute.deadlines
        if one.set.duty == duty and not AGREED.isdisjoint(one.set.only_on)
    ]


def may_let_follow_go(deadline: Deadline, sides: tuple[Side, ...]) -> bool:
    """Whether what an agreement asks for is for these sides to let go."""
    holder = deadline.set.holder
    on_side = {"raising", "responding"} & set(sides)
    return "board" in sides or (bool(on_side) if holder == "both" else holder in sides)


def is_binding(duty: DutyState) -> bool:
    """Whether a duty may only be waived, with a reason: it depends on nothing."""
    binds = duty.due.kind in CHECK_BACKS or duty.due.force == "must"
    return binds and duty.due.only_if is None
