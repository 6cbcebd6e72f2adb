"""What comes next because of a meeting, and which acts are open on one."""

from dispute_core.domain.acts.meetings.place import parties
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events.meetings import MeetingCalled
from dispute_core.domain.meetings import MeetingState
from dispute_core.domain.saying import listed, said
from dispute_core.domain.vocabulary import MeetingMode, Side

MODES: dict[MeetingMode, str] = {
    "resolution_meeting": "A meeting",
    "mediation": "A mediation",
    "arbitration": "An arbitration",
}


def open_on_meetings(dispute: Dispute, sides: tuple[Side, ...]) -> set[str]:
    """The operations on meetings that are open to somebody on these sides."""
    if not sides:
        return set()
    names: set[str] = set()
    standing = any(meeting.standing for meeting in dispute.convened)
    if standing:
        names.add("cancelMeeting")
    if not dispute.settled:
        names |= {"conveneMeeting", "nameLeadAgency"}
        names |= {"moveMeeting", "recordMeeting"} if standing else set()
    held = any(meeting.status == "held" for meeting in dispute.convened)
    party = "raising" in sides or "responding" in sides
    if held and party and dispute.status != "withdrawn":
        names.add("acceptOutcome")
    return names


def of_meetings(dispute: Dispute) -> list[str]:
    """A meeting that is demanded, one that is to be held, and the word on the last."""
    found = [_demanded(call) for call in _unmet(dispute)[-1:]]
    found += [_ahead(one) for one in dispute.convened if one.standing]
    return [*found, *on_outcome(dispute)]


def on_outcome(dispute: Dispute) -> list[str]:
    """Who has still to accept what a meeting came to here, and who does not."""
    since = dispute.stages[-1].version
    held = [one for one in dispute.convened if one.held is not None]
    here = [one for one in held if one.held and one.held.originator_version > since]
    if not here or dispute.status == "withdrawn":
        return []
    answers = {agency: here[-1].answer_of(agency) for agency in parties(dispute)}
    silent = [agency for agency, answer in answers.items() if answer is None]
    against = [agency for agency, one in answers.items() if one and not one.accepts]
    found = []
    if against:
        last = "; the document gives no further step" if dispute.stage.last else ""
        found.append(
            f"The outcome of the meeting is not accepted by {listed(against)}{last}."
        )
    if silent:
        found.append(f"Still to accept the outcome of the meeting: {listed(silent)}.")
    return found


def _unmet(dispute: Dispute) -> list[MeetingCalled]:
    """The meetings that were required, and are neither held nor convened since."""
    convened = [
        one.convened.originator_version for one in dispute.convened if one.standing
    ]
    newest = max(convened, default=0)
    return [
        call
        for call in dispute.meetings
        if call.kind == "required"
        and call.originator_version > newest
        and not call.held_in(dispute)
    ]


def _demanded(call: MeetingCalled) -> str:
    return (
        f"A multi-agency meeting is required by {call.by.agency} ({call.clause}); "
        "convene it, or record it as a discussion once it is held."
    )


def _ahead(meeting: MeetingState) -> str:
    return (
        f"{MODES[meeting.convened.mode]} is convened for {said(meeting.starts_at)}; "
        "record it once it is held."
    )
