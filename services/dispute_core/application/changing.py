"""The way of every command: load, decide, append; decide again if it lost a race."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from dispute_core.application.appends import appending
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.application.naming import expect_known
from dispute_core.application.ports import (
    AlreadyDone,
    Append,
    Appended,
    Author,
    Loaded,
    OutsideItsTime,
    VersionConflict,
)
from dispute_core.application.target import Target
from dispute_core.domain.acts.given import Given
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    Busy,
    DisputeError,
    NotYourAgency,
    NotYourSide,
    StaleVersion,
)
from dispute_core.domain.policy import Policy
from dispute_core.domain.values import By

ATTEMPTS = 4
"""How often a command decides again after its append lost to time or to the worker."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A dispute after a command, as the caller stands to it."""

    dispute: Dispute
    policy: Policy
    standing: Standing
    replayed: bool = False
    person_known: bool = False
    """Whether the caller may see other open disputes of the person; see `Appended`."""


Act = Callable[[Loaded, Given], None]


async def change(core: Core, target: Target, act: Act) -> Changed:
    """Let an act change a dispute; raises what the act refuses, or `StaleVersion`.

    A repeat of a recorded request gets its first answer even where the dispute has
    moved on: so the key is looked up before any refusal leaves.
    """
    now = core.clock()
    for _ in range(ATTEMPTS):
        loaded = await core.log.load(target.dispute_id)
        stands = await _standing(core, loaded.dispute, target.caller)
        try:
            return await _attempt(core, target, loaded, stands, act, now=now)
        except OutsideItsTime as lost:
            now = lost.at
        except AlreadyDone:
            continue
        except DisputeError:
            repeated = await core.log.find(target.key)
            if repeated is None:
                raise
            return await recall(core, stands, repeated)
    raise Busy


async def _attempt(
    core: Core,
    target: Target,
    loaded: Loaded,
    stands: Standing,
    act: Act,
    *,
    now: datetime,
) -> Changed:
    append, policy = await _decide(core, target, loaded, stands, act, now=now)
    try:
        appended = await core.log.append(append)
    except VersionConflict as lost:
        raise StaleVersion(lost.current) from lost
    if appended.replayed:
        return await recall(core, stands, appended)
    loaded.dispute.stamp(appended.version, appended.recorded_at)
    return Changed(dispute=loaded.dispute, policy=policy, standing=stands)


async def recall(core: Core, stands: Standing, recorded: Appended) -> Changed:
    """The answer that a recorded request got, rebuilt from the version it made.

    Under today's rights: who has lost sight of the dispute since gets it no more.
    """
    loaded = await core.log.load(recorded.stream_id, version=recorded.version)
    dispute = loaded.dispute
    raised = dispute.raised
    policy = await core.policy(raised.policy.ref, raised.policy.sha256)
    return Changed(
        dispute=dispute,
        policy=policy.for_case(raised.priority, dispute.category),
        standing=stands,
        replayed=True,
    )


async def _standing(core: Core, dispute: Dispute, caller: Caller) -> Standing:
    """How the caller stands now; raises `DisputeNotFound` or `NotAllowed`."""
    partnership = await core.partnership(dispute.raised.partnership)
    return core.gate.expect(caller, dispute, partnership, core.clock())


async def _decide(
    core: Core,
    target: Target,
    loaded: Loaded,
    stands: Standing,
    act: Act,
    *,
    now: datetime,
) -> tuple[Append, Policy]:
    dispute = loaded.dispute
    if dispute.version != target.seen_version:
        raise StaleVersion(dispute.version)
    # It is never earlier than what the log has recorded, however our clock lags.
    now = max(now, *dispute.recorded.values())
    pin = dispute.raised.policy
    whole = await core.policy(pin.ref, pin.sha256)
    policy = whole.for_case(dispute.raised.priority, dispute.category)
    partnership = await core.partnership(dispute.raised.partnership)
    expect_known(target.names, partnership)
    given = Given(
        by=signed(target, speaking(target, stands, dispute, partnership)),
        at=target.at or max(now, dispute.newest_at),
        now=now,
        policy=policy,
        calendar=await core.calendar(
            policy, dispute.raised.partnership, pinned=dispute.calendar
        ),
        directory=partnership,
    )
    act(loaded, given)
    append = appending(
        dispute,
        now=now,
        author=author(target.caller),
        key=target.key,
        correlation=target.correlation,
    )
    return append, policy


def speaking(
    target: Target, stands: Standing, dispute: Dispute, partnership: Partnership
) -> Standing:
    """How the agency stands for which the caller speaks this time."""
    named, own = target.by.agency, target.caller.agency
    if named in (None, stands.agency):
        return stands
    other = partnership.agencies.get(named or "")
    mine = partnership.agencies.get(own or "")
    sides = dispute.sides_of(named or "")
    represents = mine and other and (named in mine.proxy_for or not other.on_system)
    if not (sides and represents):
        message = (
            "You may speak only for your own agency, for one for which the directory "
            "names yours as proxy, or for a party that is not on the system."
        )
        raise NotYourAgency(message, pointer="/by/agency")
    return replace(stands, sides=sides, agency=named)


def signed(target: Target, stands: Standing) -> By:
    """Who acts, on which side; where an agency stands on both, they may say which."""
    signature, caller = target.by, target.caller
    usual = target.prefers if target.prefers in stands.sides else stands.sides[0]
    side = signature.side or usual
    if side not in stands.sides:
        raise NotYourSide(
            "Your agency does not stand on that side.", pointer="/by/side"
        )
    agency = stands.agency or caller.office or "board"
    return By(
        agency=agency,
        side=side,
        role=signature.role,
        band=signature.band,
        name=signature.name,
        reported_by=(
            caller.agency if caller.agency and caller.agency != agency else None
        ),
    )


def author(caller: Caller) -> Author:
    return Author(client=caller.client, subject=caller.subject, agency=caller.agency)
