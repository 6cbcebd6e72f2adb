"""Putting and releasing legal holds: by a party, or by the board once it is told."""

from dispute_core.application.beside import version_in
from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.target import Target
from dispute_core.domain.acts import retaining
from dispute_core.domain.dispute_events.retention import HoldGround


async def put_hold(
    target: Target, core: Core, *, ground: HoldGround, reason: str
) -> Changed:
    """Have the words of a dispute kept until the hold is released."""
    return await change(
        core,
        target,
        lambda on, given: retaining.put_hold(
            on.dispute, given, ground=ground, reason=reason
        ),
    )


async def release_hold(
    target: Target, hold_id: str, core: Core, *, reason: str
) -> Changed:
    """Say that a hold is needed no longer."""
    version = version_in(target.dispute_id, hold_id)
    return await change(
        core,
        target,
        lambda on, given: retaining.release_hold(
            on.dispute, given, version=version, reason=reason
        ),
    )
