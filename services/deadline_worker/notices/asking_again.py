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
    *,
    now: datetime,
) -> Notice | None:
    """The prompt that follows; asked before it goes whether it is still called for.

    Nobody is prompted for days that are over: of a dispute that ran on paper, or
    after an outage, one prompt goes at once and the next after the interval.
    """
    about = notice.asked.about or ""
    duty, _, generation = about.rpartition(":")
    deadline = dispute.deadline(duty, int(generation)).set
    prompt = deadline.prompt
    if prompt is None:
        return None
    found = policy.limits_by_duty().get(duty) if policy else None
    rule = found[1].prompt if found else None

    def after(start: datetime) -> datetime:
        if rule is not None and calendar is not None:
            return count(rule.every, start, calendar).due_at
        return start + (prompt.at - deadline.started_at)

    at = after(went_at)
    if at <= now:
        at = after(now)
    key = f"prompt:{about}:{at.isoformat()}"
    return replace(
        notice,
        id=notice_id(notice.dispute_id, notice.version, key, notice.to),
        asked=replace(notice.asked, at=at),
    )
