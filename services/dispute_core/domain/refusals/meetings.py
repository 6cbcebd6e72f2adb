"""What is refused because of a meeting: who is invited, who chairs, where it stands."""

from dispute_core.domain.errors import DisputeError, Invalid, Refused


class MeetingNotFound(DisputeError):
    """The dispute has no meeting of that name, or not yet."""

    code = "meeting-not-found"
    title = "The dispute has no such meeting"


class MeetingWithoutQuorum(Invalid):
    """A party that is not invited can neither speak nor accept."""

    code = "meeting-without-quorum"
    title = "A meeting with no quorum of invitees"


class ChairNotByRule(Invalid):
    """The chair that was named does not fit the rule that was named."""

    code = "chair-not-by-rule"
    title = "The chair does not fit the rule"


class ItemsUnanswered(Invalid):
    """Something that the meeting must consider has no answer."""

    code = "meeting-items-unanswered"
    title = "The meeting leaves something unanswered"


class MeetingSettled(Refused):
    """The meeting has been held or cancelled."""

    code = "meeting-settled"
    title = "The meeting is no longer to be held"


class MeetingNotHeld(Refused):
    """There is no outcome to accept yet."""

    code = "meeting-not-held"
    title = "The meeting has not been held"


class AlreadyAnswered(Refused):
    """The agency has given this very word on the outcome."""

    code = "outcome-already-answered"
    title = "Your agency has said so already"


class AlreadyLead(Refused):
    """The agency leads already."""

    code = "already-lead-agency"
    title = "The agency leads already"
