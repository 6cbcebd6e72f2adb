"""Releasing a version of a policy that a board wrote: once, and never otherwise."""

from dataclasses import dataclass

from dispute_core.application.appends import of_one
from dispute_core.application.changing import ATTEMPTS, author
from dispute_core.application.core import Core
from dispute_core.application.deciding import (
    Asker,
    Library,
    deciding_partnership,
)
from dispute_core.application.once import once
from dispute_core.application.policies.releasing import Release
from dispute_core.application.ports import Appended, VersionConflict
from dispute_core.domain.errors import (
    Busy,
    NotAllowed,
)
from dispute_core.domain.policy import name_and_version
from dispute_core.domain.refusals.releases import PolicyAlreadyReleased
from dispute_core.domain.releases import (
    EVERYWHERE,
    PolicyReleased,
    policy_stream,
    release,
)


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """What stands released now, and whether the request had been recorded before."""

    release: PolicyReleased
    replayed: bool = False


async def release_policy(
    asker: Asker, policy: Release, core: Core, library: Library
) -> Uploaded:
    """Release a version, or find that exactly this one is released already."""

    async def release_() -> Uploaded:
        return await _release(asker, policy, core, library)

    async def answered(_: Appended) -> Uploaded:
        return Uploaded(release=await _standing(policy, library), replayed=True)

    return await once(core, asker.key, release_, answered)


async def _release(
    asker: Asker, policy: Release, core: Core, library: Library
) -> Uploaded:
    owner = await _owner(asker, policy, library)
    stream = policy_stream(policy.ref)
    for _ in range(ATTEMPTS):
        newest = await library.newest(stream)
        if newest is not None:
            if newest.content != policy.content:
                raise PolicyAlreadyReleased
            repeated = await core.log.find(asker.key)
            found = await _standing(policy, library)
            return Uploaded(release=found, replayed=repeated is not None)
        try:
            appended = await core.log.append(
                of_one(
                    _event(asker, policy, owner, core),
                    owner,
                    author(asker.caller),
                    key=asker.key,
                    correlation=asker.correlation,
                )
            )
        except VersionConflict:
            continue
        found = await _standing(policy, library)
        return Uploaded(release=found, replayed=appended.replayed)
    raise Busy


def _event(asker: Asker, policy: Release, owner: str, core: Core) -> PolicyReleased:
    return release(
        policy.ref,
        policy.sha256,
        policy.content,
        version=1,
        at=core.clock(),
        owner=owner,
        by=asker.by,
        reason=asker.reason,
    )


async def _owner(asker: Asker, policy: Release, library: Library) -> str:
    """Whose the version will be; a board continues its own procedures only.

    A shipped one is its own where the directory says that it works under it; a board
    that adopted another's has not made it its own.
    """
    await library.look()
    name, _ = name_and_version(policy.ref)
    owners = await library.owners(name)
    if asker.caller.role == "admin" and asker.partnership is None:
        return min(owners, default=EVERYWHERE)
    partnership = await deciding_partnership(asker, library)
    said = await library.in_force_after(partnership.code, 0)
    shipped = EVERYWHERE in owners and any(
        entry.ref.startswith(f"{name}@") for entry in said
    )
    if owners and partnership.code not in owners and not shipped:
        raise NotAllowed("This name belongs to the procedure of another partnership.")
    return partnership.code


async def _standing(policy: Release, library: Library) -> PolicyReleased:
    await library.look()
    found = await library.release(policy.ref)
    if found is None:
        raise Busy
    return found
