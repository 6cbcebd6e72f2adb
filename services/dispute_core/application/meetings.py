"""One handler for each command on a meeting, and for naming who leads."""

from dataclasses import replace
from datetime import datetime

from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.naming import Named, named_in
from dispute_core.application.target import Target
from dispute_core.domain.acts import meeting as calling
from dispute_core.domain.acts.meetings import answering, convening, holding, leading
from dispute_core.domain.acts.meetings.convening import Convening
from dispute_core.domain.acts.meetings.holding import Held
from dispute_core.domain.meetings import Venue
from dispute_core.domain.vocabulary import MeetingCall

BOARD = "board"
"""Holds a record without being an agency of the directory."""


async def call_meeting(
    target: Target, core: Core, *, kind: MeetingCall, reason: str | None
) -> Changed:
    """Require a multi-agency meeting, or ask for one."""
    return await change(
        core,
        target,
        lambda on, given: calling.call_meeting(
            on.dispute, given, kind=kind, reason=reason
        ),
    )


async def convene_meeting(target: Target, wanted: Convening, core: Core) -> Changed:
    """Convene a meeting."""
    names: tuple[Named, ...] = (
        (wanted.chair.agency, "/chair/agency"),
        *named_in(wanted.invitees, "invitees"),
    )
    return await change(
        core,
        replace(target, names=names),
        lambda on, given: convening.convene(on.dispute, wanted, given),
    )


async def move_meeting(
    target: Target,
    meeting: str,
    core: Core,
    *,
    starts_at: datetime,
    venue: Venue | None,
    reason: str | None,
) -> Changed:
    """Set another date for a meeting."""
    return await change(
        core,
        target,
        lambda on, given: convening.move(
            on.dispute, meeting, given, starts_at=starts_at, venue=venue, reason=reason
        ),
    )


async def cancel_meeting(
    target: Target, meeting: str, reason: str, core: Core
) -> Changed:
    """Call a meeting off."""
    return await change(
        core,
        target,
        lambda on, given: convening.cancel(on.dispute, meeting, reason, given),
    )


async def record_meeting(
    target: Target, meeting: str, held: Held, core: Core
) -> Changed:
    """Record that a meeting was held."""
    custodian = held.custodian if held.custodian != BOARD else None
    names: tuple[Named, ...] = (
        (custodian, "/custodian"),
        *named_in(held.attended, "attended"),
    )
    return await change(
        core,
        replace(target, names=names),
        lambda on, given: holding.hold(on.dispute, meeting, held, given),
    )


async def accept_outcome(
    target: Target, meeting: str, core: Core, *, accepts: bool, reason: str | None
) -> Changed:
    """Record that a party accepts the outcome of a meeting, or refuses it."""
    return await change(
        core,
        target,
        lambda on, given: answering.answer_outcome(
            on.dispute, meeting, given, accepts=accepts, reason=reason
        ),
    )


async def name_lead_agency(
    target: Target, agency: str, reason: str | None, core: Core
) -> Changed:
    """Name the agency that leads."""
    return await change(
        core,
        replace(target, names=((agency, "/agency"),)),
        lambda on, given: leading.name_lead(on.dispute, agency, reason, given),
    )
