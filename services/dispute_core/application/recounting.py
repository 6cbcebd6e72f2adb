"""What the worker does when a board has its open deadlines counted anew."""

from datetime import datetime

from dispute_core.application.appends import appending
from dispute_core.application.breaches import WORKER
from dispute_core.application.core import Core
from dispute_core.domain.acts.recounting import Recounting, recompute
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.published_calendars import Recount


async def recompute_deadlines(
    dispute: Dispute, recount: Recount, core: Core, *, now: datetime
) -> int:
    """Append each deadline of a dispute that moves; how many did.

    Asked again it appends nothing, since no date moves twice. Raises `Lost` where
    something else happened to the dispute first.
    """
    raised = dispute.raised
    whole = await core.policy(raised.policy.ref, raised.policy.sha256)
    policy = whole.for_case(raised.priority, dispute.category)
    calendar = await core.calendar(policy, raised.partnership, pinned=dispute.calendar)
    wanted = Recounting(
        publication=f"{recount.publication.code}@{recount.number}",
        reason=recount.publication.reason,
        policy=policy,
        calendar=calendar,
    )
    count = recompute(dispute, wanted, now)
    if count == 0:
        return 0

    await core.log.append(appending(dispute, now=now, author=WORKER))
    return count
