"""The words of the field, as the closed sets in which Concord uses them."""

from typing import Annotated, Literal, TypeVar

T = TypeVar("T")

SEALED = "sealed"
Sealed = Annotated[T, SEALED]
"""Marks narrative: free text, people's names, the person's reference.

The codec encrypts what is marked so; everything else is a fact and stays legible.
After erasure a sealed value reads as `None` (or an empty tuple).
"""

Nation = Literal["ENG", "WLS", "SCT", "NIR"]
SubjectKind = Literal["child", "adult", "unborn"]
Scope = Literal["inter_agency", "single_agency"]
Band = Literal[
    "practitioner", "first_line_manager", "senior_manager", "director", "board"
]
Side = Literal["raising", "responding", "board"]
Holder = Literal["raising", "responding", "both", "board"]
"""Who owes a duty; `both` means the two sides of the dispute."""

Force = Literal["must", "should", "aim", "may", "guide"]
BREACHING: frozenset[str] = frozenset({"must", "should"})
"""Passing a duty of another force is late, never a breach (design section 6)."""

Unit = Literal["working_days", "calendar_days", "hours"]
Anchor = Literal["raised", "stage_started", "previous_stage_completed"]
ArmKind = Literal["fixed", "agreed", "risk_set", "cap"]
LimitKind = Literal["agreed", "risk_set", "extension"]
Settling = Literal["discussion", "resolution", "leaving_stage"]

Status = Literal["open", "resolved", "closed", "withdrawn"]
Trigger = Literal[
    "not_agreed",
    "time_passed",
    "no_response",
    "unsatisfactory_response",
    "policy_issue",
    "immediate_risk",
]
Method = Literal["face_to_face", "phone", "video", "meeting", "e_mail", "letter"]
DiscussionOutcome = Literal["agreed", "partly_agreed", "not_agreed", "no_response"]
ResolutionOutcome = Literal[
    "agreed", "partly_agreed", "decided", "overtaken", "ended_unresolved"
]
CheckBackKind = Literal["understanding", "completion", "outcome_for_person"]
CheckBackResult = Literal["confirmed", "partly", "not_confirmed"]
WithdrawalGround = Literal["no_longer_held", "raised_in_error", "duplicate", "moved"]
ReopeningGround = Literal[
    "action_not_done", "disagreement_returned", "new_information", "policy_issue"
]
PartyChange = Literal["add", "remove", "replace_contact"]
RecordKind = Literal[
    "correspondence",
    "advice",
    "preparation",
    "persons_views",
    "interim_arrangement",
    "requested_safeguard",
    "support",
    "barrier",
    "note",
]
Visibility = Literal["parties", "own_agency"]
DeadlineStatus = Literal["running", "met", "late", "breached", "stopped", "superseded"]
BreachCause = Literal[
    "normal", "outage", "clock_hold", "backlog", "found_at_resolve", "entered_late"
]
WaitingOn = Literal["raising", "responding", "both", "board", "none"]
SilenceKind = Literal["not_said", "not_seen"]
