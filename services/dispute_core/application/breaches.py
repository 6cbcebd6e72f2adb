"""What the worker asks of a dispute: record what has passed, exactly once."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from dispute_core.application.appends import appending
from dispute_core.application.core import Core
from dispute_core.application.ports import Author, Log, Lost
from dispute_core.domain.acts.breaching import breach_passed
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.moving_on import SERVICE, move_on
from dispute_core.domain.acts.timing import entered_late
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import BreachCause

WORKER = Author(client="deadline-worker", subject="deadline-worker")

MovesOn: TypeAlias = Callable[[Dispute, Sequence[Deadline], datetime], Awaitable[None]]
"""Makes the move that follows by itself from duties whose time has passed, if any;
asked only where a stage moves by itself, since it needs the rules.
"""


def moves_on_by(core: Core) -> MovesOn:
    """Moves by the rules that each dispute is pinned to, as the log has them."""

    async def moves_on(
        dispute: Dispute, passed: Sequence[Deadline], now: datetime
    ) -> None:
        raised = dispute.raised
        policy = await core.policy(raised.policy.ref, raised.policy.sha256)
        given = Given(
            by=SERVICE,
            at=max(now, dispute.newest_at),
            now=now,
            policy=policy.for_case(raised.priority, dispute.category),
            calendar=await core.calendar(
                policy, raised.partnership, pinned=dispute.calendar
            ),
            directory=await core.partnership(raised.partnership),
        )
        move_on(dispute, passed, given)

    return moves_on


async def report_breaches(
    dispute_id: UUID,
    log: Log,
    *,
    now: datetime,
    cause: BreachCause,
    moves_on: MovesOn | None = None,
) -> int:
    """Append the breaches of one dispute that stand at `now`; how many it appended.

    `now` is the database's time. Losing to another worker or to a settling command
    is no error: the aggregate is asked again at the next sweep.
    """
    loaded = await log.load(dispute_id)
    return await append_breaches(
        loaded.dispute, log, now=now, cause=cause, moves_on=moves_on
    )


async def append_breaches(
    dispute: Dispute,
    log: Log,
    *,
    now: datetime,
    cause: BreachCause,
    moves_on: MovesOn | None = None,
) -> int:
    """As `report_breaches`, for those who load many disputes at once.

    What follows by itself goes into the same append as its cause, under the same key
    that lets the cause be recorded once only. It does not follow where the log heard of
    the duty too late: people may have acted meanwhile.
    """
    passed = [
        deadline
        for deadline in dispute.deadlines
        if deadline.passed(now) and not entered_late(dispute, deadline)
    ]
    count = breach_passed(dispute, now, cause)
    if count == 0:
        return 0
    if moves_on is not None and passed and dispute.stage.moves_by_itself:
        await moves_on(dispute, passed, now)

    try:
        await log.append(appending(dispute, now=now, author=WORKER))
    except Lost:
        return 0
    return count
