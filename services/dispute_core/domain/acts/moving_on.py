"""What the document says happens by itself: a move once a time has passed.

The service records it as its own act, under the clause; docs/adr/0010 says why, and
where it leaves the move to people.
"""

from collections.abc import Sequence
from dataclasses import replace

from dispute_core.domain.acts.escalating import Escalation, go
from dispute_core.domain.acts.given import Given
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Move, Policy
from dispute_core.domain.values import By

SERVICE = By(agency="concord", role="the service, by the document's own rule")


def move_on(dispute: Dispute, passed: Sequence[Deadline], given: Given) -> bool:
    """Make the move that follows by itself from duties whose time has just passed."""
    move = following_by_itself(dispute, passed, given.policy)
    if move is None:
        return False
    wanted = Escalation(trigger="time_passed", to_stage=move.to_stage)
    go(dispute, move, wanted, replace(given, by=SERVICE))
    return True


def following_by_itself(
    dispute: Dispute, passed: Sequence[Deadline], policy: Policy
) -> Move | None:
    """The automatic move for which one of these duties was waited, if any."""
    if dispute.settled or not dispute.stage.moves_by_itself:
        return None
    here = {
        deadline.set.duty
        for deadline in passed
        if deadline.open and deadline.set.stage == dispute.stage.id
    }
    moves = policy.stage(dispute.stage.id).moves
    return next(
        (
            move
            for move in moves
            if move.made == "automatic"
            and here
            and (move.after is None or move.after in here)
        ),
        None,
    )
