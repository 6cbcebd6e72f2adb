"""A board's own interval: after one prompt, when the next one goes."""

from dataclasses import replace
from datetime import datetime

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import count
from dispute_core.domain.notices.notice import Notice, notice_id
from dispute_core.domain.policy import Policy
from dispute_core.domain.working_time import Calendar


def next_prompt(
    notice: Notice,
    went_at: datetime,
    dispute: Dispute,
    policy: Policy | None,
    calendar: Calendar | None,
) -> Notice | None:
    """The prompt that follows; asked before it goes whether it is still called for."""
    about = notice.asked.about or ""
    duty, _, generation = about.rpartition(":")
    deadline = dispute.deadline(duty, int(generation)).set
    if deadline.prompt is None:
        return None
    found = policy.limits_by_duty().get(duty) if policy else None
    rule = found[1].prompt if found else None
    if rule is not None and calendar is not None:
        at = count(rule.every, went_at, calendar).due_at
    else:
        at = went_at + (deadline.prompt.at - deadline.started_at)
    key = f"prompt:{about}:{at.isoformat()}"
    return replace(
        notice,
        id=notice_id(notice.dispute_id, notice.version, key, notice.to),
        asked=replace(notice.asked, at=at),
    )
