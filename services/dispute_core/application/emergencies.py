"""Breaking the glass: a named few read what is hidden, and everybody hears of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dispute_core.application.appends import appending
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.caller import Caller
from dispute_core.application.changing import ATTEMPTS, Changed, author, recall
from dispute_core.application.core import Core
from dispute_core.application.ports import IdempotencyKey, Loaded, VersionConflict
from dispute_core.domain.acts.opening import open_in_emergency
from dispute_core.domain.dispute_events.emergencies import EmergencyPurpose
from dispute_core.domain.errors import Busy
from dispute_core.domain.refusals.emergencies import EmergencyOver, SeenAnyway
from dispute_core.domain.values import By


@dataclass(frozen=True, kw_only=True)
class Emergency:
    """Who must read which dispute, what for, and why in their own words."""

    dispute_id: UUID
    caller: Caller
    key: IdempotencyKey
    purpose: EmergencyPurpose
    reason: str
    role: str | None = None
    name: str | None = None
    correlation: str | None = None

    @property
    def office(self) -> str:
        return self.caller.office or ""

    @property
    def by(self) -> By:
        agency = self.caller.agency or self.office
        return By(agency=agency, role=self.role, name=self.name)


async def break_glass(emergency: Emergency, core: Core) -> Changed:
    """Open a hidden dispute; raises `DisputeNotFound`, `NotAllowed` or `SeenAnyway`.

    Nobody who cannot see a dispute can say on which version of it they decided, so
    this asks for none.
    """
    for _ in range(ATTEMPTS):
        loaded = await core.log.load(emergency.dispute_id)
        try:
            return await _opened(emergency, loaded, core)
        except VersionConflict:
            continue
    raise Busy


async def _opened(emergency: Emergency, loaded: Loaded, core: Core) -> Changed:
    dispute, caller, now = loaded.dispute, emergency.caller, core.clock()
    raised = dispute.raised
    partnership = await core.partnership(raised.partnership)
    stands = core.gate.expect(caller, dispute, partnership, now)
    stands = Standing(sides=(), agency=None, fields=stands.fields)
    if core.gate.sees(caller, dispute, partnership, now):
        repeated = await core.log.find(emergency.key)
        if repeated is None:
            raise SeenAnyway
        return await recall(core, stands, repeated)
    _open(emergency, loaded, now)
    append = appending(
        dispute,
        now=now,
        author=author(caller),
        key=emergency.key,
        correlation=emergency.correlation,
    )
    appended = await core.log.append(append)
    if appended.replayed:
        raise EmergencyOver
    dispute.stamp(appended.version, appended.recorded_at)
    policy = await core.policy(raised.policy.ref, raised.policy.sha256)
    return Changed(
        dispute=dispute,
        policy=policy.for_case(raised.priority, dispute.category),
        standing=stands,
    )


def _open(emergency: Emergency, loaded: Loaded, now: datetime) -> None:
    open_in_emergency(
        loaded.dispute,
        emergency.by,
        office=emergency.office,
        purpose=emergency.purpose,
        reason=emergency.reason,
        now=max(now, *loaded.dispute.recorded.values()),
    )
