"""Which meeting an act is about, and whether it is still to be held."""

from dispute_core.domain.acts.given import Given, expect_after, expect_past
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid
from dispute_core.domain.meetings import MeetingState, meeting_named
from dispute_core.domain.refusals.meetings import MeetingNotFound, MeetingSettled

STATUSES = {"held": "The meeting has been held.", "cancelled": "It was cancelled."}


def expect_meeting(dispute: Dispute, name: str) -> MeetingState:
    found = meeting_named(dispute.convened, name)
    if found is None:
        message = "The dispute has no such meeting. getDispute lists those it has."
        raise MeetingNotFound(message)
    return found


def expect_standing(dispute: Dispute, name: str, given: Given, at: str) -> MeetingState:
    """Refuse what comes after a meeting was held or cancelled; `at` is its pointer."""
    found = expect_meeting(dispute, name)
    if not found.standing:
        message = f"{STATUSES[found.status]} Convene another if you are to meet again."
        raise MeetingSettled(message)
    expect_past(given.at, given.now, at)
    expect_after(given.at, found.convened.timestamp, at)
    return found


def parties(dispute: Dispute) -> tuple[str, ...]:
    """The agencies of the dispute, each once, the raising one first."""
    every = (dispute.raised_by.agency, *(one.agency for one in dispute.responding))
    return tuple(dict.fromkeys(every))


def expect_text(text: str | None, message: str, pointer: str) -> None:
    if not (text or "").strip():
        raise Invalid(message, pointer=pointer)
