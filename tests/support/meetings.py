"""Calling for a multi-agency meeting, as a step of a story."""

from dispute_core.application.meetings import call_meeting
from dispute_core.domain.vocabulary import MeetingCall
from tests.support.builders import Step


def calls_meeting(who: str, kind: MeetingCall = "required") -> Step:
    """Somebody requires a multi-agency meeting, or asks for one."""
    return Step(
        who=who,
        run=lambda target, core: call_meeting(
            target, core, kind=kind, reason="Each has seen a part only."
        ),
    )
