"""Setting a duty's date anew: it runs from where it ran, and keeps what people set."""

from dispute_core.domain.acts.timing import start
from dispute_core.domain.deadlines import Arm, Deadline, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Limit, Stage
from dispute_core.domain.working_time import Calendar


def set_anew(
    dispute: Dispute,
    deadline: Deadline,
    rule: tuple[Stage, Limit],
    calendar: Calendar,
    *,
    arm: Arm | None = None,
    extended: bool = False,
) -> DeadlineSet:
    """The next generation of a duty that runs from where it ran.

    Of the limits that people set, those stay that the new `arm` does not replace.
    """
    stage, limit = rule
    new = () if arm is None else (arm,)
    kinds = {one.kind for one in new}
    return start(
        dispute,
        stage,
        limit,
        calendar,
        at=deadline.set.started_at,
        begun=deadline.set.start,
        human=(*(a for a in set_by_people(deadline) if a.kind not in kinds), *new),
        extended=extended or without_number(deadline, limit),
    )


def set_by_people(deadline: Deadline) -> tuple[Arm, ...]:
    """The limits on a duty that people entered; the document's own left out."""
    return tuple(
        arm
        for arm in deadline.set.arms
        if arm.kind in ("agreed", "risk_set") and arm.due_at is not None
    )


def without_number(deadline: Deadline, limit: Limit) -> bool:
    """Whether both sides have extended a limit, so that its number is set aside."""
    kinds = {arm.kind for arm in deadline.set.arms}
    counts = limit.within is not None and not deadline.set.waits_for
    return counts and kinds.isdisjoint({"fixed", "cap"})
