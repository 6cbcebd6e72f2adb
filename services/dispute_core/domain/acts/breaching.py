"""What the worker does: record that deadlines have passed."""

from datetime import datetime

from dispute_core.domain.acts.timing import breach, entered_late
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import BreachCause


def breach_passed(dispute: Dispute, now: datetime, cause: BreachCause) -> int:
    """Record every running deadline whose instant has come; how many there were.

    `cause` is what the worker knows of itself; a duty of which the log first heard
    after it had fallen due is always `entered_late`.
    """
    passed = [deadline for deadline in dispute.deadlines if deadline.passed(now)]
    for deadline in passed:
        late = entered_late(dispute, deadline)
        breach(dispute, deadline, now, "entered_late" if late else cause)
    return len(passed)
