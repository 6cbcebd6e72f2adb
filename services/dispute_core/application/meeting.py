"""Calling for a multi-agency meeting on a dispute."""

from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.target import Target
from dispute_core.domain.acts import meeting
from dispute_core.domain.vocabulary import MeetingCall


async def call_meeting(
    target: Target, core: Core, *, kind: MeetingCall, reason: str | None
) -> Changed:
    """Require a multi-agency meeting, or ask for one."""
    return await change(
        core,
        target,
        lambda on, given: meeting.call_meeting(
            on.dispute, given, kind=kind, reason=reason
        ),
    )
