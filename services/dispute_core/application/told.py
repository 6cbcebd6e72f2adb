"""Letting a dispute hear that a mail has told those whom its document has told."""

from dataclasses import replace
from datetime import datetime

from dispute_core.application.appends import appending
from dispute_core.application.breaches import WORKER
from dispute_core.application.changing import ATTEMPTS
from dispute_core.application.core import Core
from dispute_core.application.ports import (
    AlreadyDone,
    OutsideItsTime,
    VersionConflict,
)
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.moving_on import SERVICE
from dispute_core.domain.acts.told import tell_duties
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Busy
from dispute_core.domain.notices.notice import Notice


async def hear_of_mail(notice: Notice, told_at: datetime, core: Core) -> None:
    """Once for each notice, however often it is asked for; the rules may close it."""
    for _ in range(ATTEMPTS):
        dispute = (await core.log.load(notice.dispute_id)).dispute
        given = await _given(dispute, core)
        if not tell_duties(dispute, notice, told_at, given):
            return
        append = appending(dispute, now=given.now, author=WORKER)
        once = [*append.dedupe, f"notice/{notice.id}/told"]
        try:
            await core.log.append(replace(append, dedupe=once))
        except (VersionConflict, OutsideItsTime):
            continue
        except AlreadyDone:
            return
        else:
            return
    raise Busy


async def _given(dispute: Dispute, core: Core) -> Given:
    raised, now = dispute.raised, core.clock()
    policy = await core.policy(raised.policy.ref, raised.policy.sha256)
    return Given(
        by=SERVICE,
        at=max(now, dispute.newest_at),
        now=max(now, *dispute.recorded.values()),
        policy=policy.for_case(raised.priority, dispute.category),
        calendar=await core.calendar(
            policy, raised.partnership, pinned=dispute.calendar
        ),
        directory=await core.partnership(raised.partnership),
    )
