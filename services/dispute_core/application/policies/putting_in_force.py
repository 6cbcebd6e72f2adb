"""Putting a policy in force from a date, and retiring it: for one partnership."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from dispute_core.application.appends import of_one
from dispute_core.application.changing import author
from dispute_core.application.core import Core
from dispute_core.application.deciding import (
    Asker,
    Library,
    deciding_partnership,
    expect_all_read,
)
from dispute_core.application.once import once
from dispute_core.application.ports import Appended, VersionConflict
from dispute_core.domain.directory.partnership import (
    Decision,
    Partnership,
    PolicyInForce,
)
from dispute_core.domain.errors import OutOfOrder, PolicyNotFound
from dispute_core.domain.refusals.releases import DecidedMeanwhile, PolicyNotInForce
from dispute_core.domain.releases import (
    putting_in_force,
    retiring,
)

NOT_THEIRS = "The partnership does not work under this policy."

DecideAt = Callable[[Partnership, int, datetime], Decision]
"""Makes the event for a partnership, as a version of its stream, at an instant."""


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A time in force after a decision about it, and which decision that was."""

    partnership: str
    entry: PolicyInForce
    version: int
    replayed: bool = False


async def put_in_force(
    asker: Asker, ref: str, from_date: date, core: Core, library: Library
) -> InForce:
    """Work under a released policy from a date on."""

    def decide(partnership: Partnership, version: int, at: datetime) -> Decision:
        return putting_in_force(
            partnership.code,
            ref,
            from_date,
            by=asker.by,
            reason=asker.reason,
            version=version,
            at=at,
        )

    return await _decide(asker, ref, decide, core, library)


async def retire(
    asker: Asker, ref: str, to_date: date, core: Core, library: Library
) -> InForce:
    """Work under a policy until the end of a date, and not longer."""

    def decide(partnership: Partnership, version: int, at: datetime) -> Decision:
        entries = [entry for entry in partnership.policies if entry.ref == ref]
        if not entries:
            raise PolicyNotInForce(NOT_THEIRS, pointer="/partnership")
        if to_date < entries[-1].from_date:
            message = "The last day would lie before the first."
            raise OutOfOrder(message, pointer="/to_date")
        return retiring(
            partnership.code,
            ref,
            to_date,
            by=asker.by,
            reason=asker.reason,
            version=version,
            at=at,
        )

    return await _decide(asker, ref, decide, core, library)


async def _decide(
    asker: Asker, ref: str, decide: DecideAt, core: Core, library: Library
) -> InForce:

    async def put() -> InForce:
        return await _append(asker, ref, decide, core, library)

    async def answered(repeated: Appended) -> InForce:
        partnership = await deciding_partnership(asker, library)
        return await _as_of(partnership, ref, repeated.version, library, replayed=True)

    return await once(core, asker.key, put, answered)


async def _append(
    asker: Asker, ref: str, decide: DecideAt, core: Core, library: Library
) -> InForce:
    await library.look()
    partnership = await deciding_partnership(asker, library)
    if await library.release(ref) is None:
        raise PolicyNotFound("No policy with this reference has been released.")
    version = len(await library.decisions(partnership.code))
    expect_all_read(asker, version)
    try:
        appended = await core.log.append(
            of_one(
                decide(partnership, version + 1, core.clock()),
                partnership.code,
                author(asker.caller),
                key=asker.key,
                correlation=asker.correlation,
            )
        )
    except VersionConflict as lost:
        raise DecidedMeanwhile(lost.current) from lost
    await library.look()
    return await _as_of(
        partnership, ref, appended.version, library, replayed=appended.replayed
    )


async def _as_of(
    partnership: Partnership,
    ref: str,
    version: int,
    library: Library,
    *,
    replayed: bool,
) -> InForce:
    """The time in force as the decision with a version left it."""
    then = await library.in_force_after(partnership.code, version)
    entries = [entry for entry in then if entry.ref == ref]
    if not entries:  # the directory named it and does so no longer
        raise PolicyNotInForce(NOT_THEIRS, pointer="/partnership")
    return InForce(
        partnership=partnership.code,
        entry=entries[-1],
        version=version,
        replayed=replayed,
    )
