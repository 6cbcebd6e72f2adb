"""Everything that can happen to a dispute, and what each event changes.

`apply` only assigns: it never refuses, reads a clock or opens a policy. Whatever an
event needs to be understood in twenty years stands in the event. Fields marked
`Sealed` (here or in `values`) are narrative; the rest are facts.
"""

from dispute_core.domain.dispute_events.around import (
    FacilitatorNamed,
    SafeguardAnswered,
    SideOutcomeCompleted,
    SideOutcomeRecorded,
)
from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.dispute_events.duties import (
    DutyDeclined,
    DutyDelegated,
    DutyFulfilled,
    DutyWaived,
)
from dispute_core.domain.dispute_events.emergencies import EmergencyAccessOpened
from dispute_core.domain.dispute_events.endings import (
    CheckedBack,
    Closed,
    Reopened,
    Resolved,
    Withdrawn,
)
from dispute_core.domain.dispute_events.keeping import (
    Corrected,
    PartiesChanged,
    RecordAdded,
)
from dispute_core.domain.dispute_events.meetings import (
    LeadAgencyNamed,
    MeetingCalled,
    MeetingCancelled,
    MeetingConvened,
    MeetingHeld,
    MeetingMoved,
    OutcomeAnswered,
)
from dispute_core.domain.dispute_events.notices import DutyTold, NoticeUndelivered
from dispute_core.domain.dispute_events.passing import DeadlineBreached, DeadlinePassed
from dispute_core.domain.dispute_events.recounting import DeadlineRecomputed
from dispute_core.domain.dispute_events.retention import (
    LegalHoldPut,
    LegalHoldReleased,
    NarrativeErased,
)
from dispute_core.domain.dispute_events.steps import (
    Discussed,
    Escalated,
    LimitSet,
    Raised,
    Responded,
)
from dispute_core.domain.dispute_events.submissions import (
    RecordSubmitted,
    StatementAnswered,
)

__all__ = [
    "EVENTS",
    "CheckedBack",
    "Closed",
    "Corrected",
    "DeadlineBreached",
    "DeadlinePassed",
    "DeadlineRecomputed",
    "Discussed",
    "DutyDeclined",
    "DutyDelegated",
    "DutyFulfilled",
    "DutyTold",
    "DutyWaived",
    "EmergencyAccessOpened",
    "Escalated",
    "Event",
    "FacilitatorNamed",
    "LeadAgencyNamed",
    "LegalHoldPut",
    "LegalHoldReleased",
    "LimitSet",
    "MeetingCalled",
    "MeetingCancelled",
    "MeetingConvened",
    "MeetingHeld",
    "MeetingMoved",
    "NarrativeErased",
    "NoticeUndelivered",
    "OutcomeAnswered",
    "PartiesChanged",
    "Raised",
    "RecordAdded",
    "RecordSubmitted",
    "Reopened",
    "Resolved",
    "Responded",
    "SafeguardAnswered",
    "SideOutcomeCompleted",
    "SideOutcomeRecorded",
    "StatementAnswered",
    "Withdrawn",
]

EVENTS: tuple[type[Event], ...] = (
    Raised,
    Discussed,
    Responded,
    LimitSet,
    Escalated,
    Resolved,
    CheckedBack,
    Closed,
    Withdrawn,
    Reopened,
    PartiesChanged,
    RecordAdded,
    MeetingCalled,
    MeetingConvened,
    MeetingMoved,
    MeetingCancelled,
    MeetingHeld,
    OutcomeAnswered,
    LeadAgencyNamed,
    DutyFulfilled,
    DutyDeclined,
    DutyWaived,
    DutyDelegated,
    Corrected,
    DeadlineBreached,
    DeadlinePassed,
    DeadlineRecomputed,
    StatementAnswered,
    RecordSubmitted,
    NoticeUndelivered,
    DutyTold,
    SafeguardAnswered,
    FacilitatorNamed,
    SideOutcomeRecorded,
    SideOutcomeCompleted,
    EmergencyAccessOpened,
    LegalHoldPut,
    LegalHoldReleased,
    NarrativeErased,
)
"""Every event class of a dispute: the codec's dictionary is made of these."""
