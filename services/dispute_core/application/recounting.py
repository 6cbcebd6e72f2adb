"""What the worker does when a board has its open deadlines counted anew."""

from datetime import datetime

from dispute_core.application.appends import appending
from dispute_core.application.breaches import WORKER
from dispute_core.application.core import Core, board_of
from dispute_core.domain.acts.recounting import Recounting, recompute
from dispute_core.domain.dispute import Dispute


async def recompute_deadlines(dispute: Dispute, core: Core, *, now: datetime) -> int:
    """Append each deadline of a dispute that moves; how many did.

    What its board said last is what counts, and what is given as the reason. Asked
    again it appends nothing, since no date moves twice. Raises `Lost` where something
    else happened to the dispute first.
    """
    raised = dispute.raised
    whole = await core.policy(raised.policy.ref, raised.policy.sha256)
    published = await core.calendars_with(dispute.calendar)
    recount = published.recount_of(raised.partnership)
    if recount is None:
        return 0

    wanted = Recounting(
        publication=f"{recount.publication.code}@{recount.number}",
        reason=recount.publication.reason,
        policy=whole.for_case(raised.priority, dispute.category),
        calendar=published.pinned(
            board_of(whole, raised.partnership), dispute.calendar
        ),
    )
    count = recompute(dispute, wanted, now)
    if count == 0:
        return 0

    await core.log.append(appending(dispute, now=now, author=WORKER))
    return count
