"""What an act is given to decide on, and the guards that several acts share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeSettled,
    InTheFuture,
    NotYourSide,
    OutOfOrder,
)
from dispute_core.domain.policy import Policy, Stage
from dispute_core.domain.values import Acting, By, StageEntered
from dispute_core.domain.working_time import Calendar

CLOCK_TOLERANCE = timedelta(seconds=5)
"""How far a caller's clock may run ahead of ours before a time is in the future."""


SETTLED = (
    "The dispute is settled. Reopen it if the disagreement has returned or what was "
    "agreed was not done."
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """Who acts, when it happened (`at`), when we decide (`now`), under which rules."""

    by: By
    at: datetime
    now: datetime
    policy: Policy
    calendar: Calendar
    directory: Partnership | None = None
    """Who is who in the partnership; None where only a policy is asked."""


def expect_past(at: datetime, now: datetime, pointer: str) -> None:
    """Refuse a time that has not come yet."""
    if at > now + CLOCK_TOLERANCE:
        message = "This time lies in the future. Give the time at which it happened."
        raise InTheFuture(message, pointer=pointer)


def expect_after(at: datetime, earlier: datetime, pointer: str) -> None:
    """Refuse a time before the one that it must follow."""
    if at < earlier:
        message = "This time lies before the step that it follows."
        raise OutOfOrder(message, pointer=pointer)


def expect_open(dispute: Dispute) -> None:
    """Refuse a step on a dispute that is settled."""
    if dispute.settled:
        raise DisputeSettled(SETTLED)


def expect_party(by: By) -> None:
    """Refuse anyone who stands on neither side."""
    if by.side not in ("raising", "responding"):
        raise NotYourSide("Only an agency that is a party to the dispute may do this.")


def entered(
    policy: Policy, stage: Stage, acting: tuple[Acting, ...] = ()
) -> StageEntered:
    """A stage as an event records it, with who acts there."""
    return StageEntered(
        id=stage.id,
        label=stage.label,
        number=stage.number,
        last=policy.is_last(stage.id),
        board_sees=stage.board_sees,
        moves_by_itself=any(move.made == "automatic" for move in stage.moves),
        acting=acting,
    )
