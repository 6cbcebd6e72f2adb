"""One handler for each command on a duty."""

from dataclasses import replace
from datetime import date

from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.naming import Named, named_in
from dispute_core.application.target import Target
from dispute_core.domain.acts import fulfilling
from dispute_core.domain.acts.fulfilling import Done
from dispute_core.domain.values import Person


async def fulfil_duty(target: Target, duty: str, done: Done, core: Core) -> Changed:
    """Record that a duty was done."""
    names: list[Named] = [
        *named_in(done.acknowledged_by, "acknowledged_by"),
        *named_in(done.circulated_to, "circulated_to"),
    ]
    if done.held_by is not None:
        names.append((done.held_by, "/held_by"))
    return await change(
        core,
        replace(target, names=tuple(names)),
        lambda on, given: fulfilling.fulfil(on.dispute, duty, done, given),
    )


async def decline_duty(target: Target, duty: str, reason: str, core: Core) -> Changed:
    """Record why a duty is not called for."""
    return await change(
        core,
        target,
        lambda on, given: fulfilling.decline(on.dispute, duty, reason, given),
    )


async def waive_duty(target: Target, duty: str, reason: str, core: Core) -> Changed:
    """Let a duty or an agreed action go formally."""
    return await change(
        core,
        target,
        lambda on, given: fulfilling.waive(on.dispute, duty, reason, given),
    )


async def delegate_duty(
    target: Target,
    duty: str,
    core: Core,
    *,
    to: Person,
    office: str | None,
    until: date | None,
    reason: str | None,
) -> Changed:
    """Hand a duty on."""
    names: tuple[Named, ...] = ((to.agency, "/to/agency"),) if to.agency else ()
    return await change(
        core,
        replace(target, names=names),
        lambda on, given: fulfilling.delegate(
            on.dispute,
            duty,
            given,
            to=to,
            office=office,
            until=until,
            reason=reason,
        ),
    )
