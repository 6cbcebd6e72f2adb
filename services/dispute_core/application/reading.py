"""Reading a dispute, now or as it was on record, always under today's rights."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dispute_core.application.authorization.standing import Standing
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.application.ports import Loaded
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Policy


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A dispute with its events, as a caller may see it."""

    loaded: Loaded
    policy: Policy
    standing: Standing

    @property
    def dispute(self) -> Dispute:
        return self.loaded.dispute


async def read_dispute(
    core: Core,
    caller: Caller,
    dispute_id: UUID,
    *,
    version: int | None = None,
    as_at: datetime | None = None,
    operation: str | None = None,
) -> Seen:
    """A dispute that the caller may see now; raises `DisputeNotFound`.

    Whoever has lost sight of a dispute sees no earlier state of it either. They are
    asked as for what they ask for, unless as for another operation.
    """
    loaded = await core.log.load(dispute_id)
    raised = loaded.dispute.raised
    partnership = await core.partnership(raised.partnership)
    stands = core.gate.expect(
        caller, loaded.dispute, partnership, core.clock(), operation
    )
    if as_at is not None or version not in (None, loaded.dispute.version):
        loaded = await core.log.load(dispute_id, version=version, as_at=as_at)
    policy = await core.policy(raised.policy.ref, raised.policy.sha256)
    return Seen(
        loaded=loaded,
        policy=policy.for_case(raised.priority, loaded.dispute.category),
        standing=stands,
    )
