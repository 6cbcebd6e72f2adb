"""What the worker asks of a dispute: record what has passed, exactly once."""

from datetime import datetime
from uuid import UUID

from dispute_core.application.appends import appending
from dispute_core.application.ports import Author, Log, Lost
from dispute_core.domain.acts.breaching import breach_passed
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import BreachCause

WORKER = Author(client="deadline-worker", subject="deadline-worker")


async def report_breaches(
    dispute_id: UUID, log: Log, *, now: datetime, cause: BreachCause
) -> int:
    """Append the breaches of one dispute that stand at `now`; how many it appended.

    `now` is the database's time. Losing to another worker or to a settling command
    is no error: the aggregate is asked again at the next sweep.
    """
    loaded = await log.load(dispute_id)
    return await append_breaches(loaded.dispute, log, now=now, cause=cause)


async def append_breaches(
    dispute: Dispute, log: Log, *, now: datetime, cause: BreachCause
) -> int:
    """As `report_breaches`, for those who load many disputes at once."""
    count = breach_passed(dispute, now, cause)
    if count == 0:
        return 0

    try:
        await log.append(appending(dispute, now=now, author=WORKER))
    except Lost:
        return 0
    return count
