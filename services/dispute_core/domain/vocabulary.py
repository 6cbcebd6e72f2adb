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

Unit = Literal[
    "working_days",
    "calendar_days",
    "hours",
    "working_hours",
    "working_weeks",
    "months",
    "same_working_day",
]
Anchor = Literal[
    "raised",
    "stage_started",
    "previous_stage_completed",
    "stage_completed",
    "concern_identified",
    "disagreement_arose",
    "decision_received",
    "conference_ended",
    "acknowledged",
    "first_discussion",
    "meeting_held",
    "agreement_reached",
    "response_received",
]
Choice = Literal["only", "earliest", "latest"]
"""Which of several moments a limit runs from."""

OutcomeReached = Literal[
    "agreed", "partly_agreed", "decided", "not_agreed", "no_response"
]
"""What a discussion or a resolution came to, for the duties that follow from it."""

IfPassed = Literal["breach", "late", "indication"]
ArmKind = Literal["fixed", "agreed", "risk_set", "cap"]
LimitKind = Literal["agreed", "risk_set", "extension"]
Settling = Literal[
    "discussion",
    "resolution",
    "leaving_stage",
    "meeting",
    "response",
    "correspondence",
]

Status = Literal["open", "resolved", "ended", "closed", "withdrawn"]
"""`ended`: the board ended it unresolved, and something must still be done."""
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
    "agreed", "partly_agreed", "decided", "recommended", "overtaken", "ended_unresolved"
]
CheckBackKind = Literal["understanding", "completion", "outcome_for_person", "review"]
Consequence = Literal["remind", "reopen", "complaint"]
"""What the policy has follow a check-back that was not confirmed."""

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
    "prevention",
    "notice_of_intention",
    "outside_route",
    "written_record",
    "effect_on_person",
]
Visibility = Literal["parties", "own_agency"]
DeadlineStatus = Literal[
    "running", "met", "late", "indication", "breached", "stopped", "superseded"
]
BreachCause = Literal[
    "normal", "outage", "clock_hold", "backlog", "found_at_resolve", "entered_late"
]
WaitingOn = Literal["raising", "responding", "both", "board", "none"]
SilenceKind = Literal["not_said", "not_seen"]

Formality = Literal["before_formal", "informal", "formal"]
MoveMade = Literal["automatic", "required", "allowed", "considered"]
"""By the service itself, by a person who must, by one who may, or after a thought."""

PromptKind = Literal[
    "required",
    "considered",
    "by_itself",
    "left_to_people",
    "notice",
    "consult",
    "ground",
    "ending",
    "body",
    "outside_route",
    "prevention",
    "effect_on_person",
    "safeguard",
]
Power = Literal["informed", "supports", "mediates", "recommends", "decides"]
ClosingRule = Literal[
    "raiser_satisfied", "both_sides", "named_roles", "chair", "panel", "panel_casting"
]

ActorSide = Literal["raising", "responding", "both", "board", "office", "quality_role"]
"""Who acts at a stage; an office or a quality role belongs to neither side."""

RouteKind = Literal[
    "child_protection_referral",
    "child_protection_procedures",
    "complaint",
    "allegation",
    "whistleblowing",
    "single_agency",
    "conference_dissent",
    "cumulative_concern",
    "other_procedure",
]
RouteEffect = Literal["routes_out", "goes_on"]
PreconditionKind = Literal[
    "own_policy_used", "own_manager_validated", "form_exists", "other"
]
LayerRelation = Literal["points_to", "supplements", "defers_to"]
TaskKind = Literal[
    "record",
    "notice",
    "feedback",
    "confirmation",
    "check_back",
    "consideration",
    "principle",
]
"""A `principle` is held to throughout; nobody ticks it off."""
DutyKind = Literal[
    "record",
    "notice",
    "feedback",
    "confirmation",
    "check_back",
    "consideration",
    "understanding",
    "completion",
    "outcome_for_person",
    "review",
    "hand_over",
    "minutes",
]
"""A task of the document, a check-back, what a person must hand over, or minutes."""

DutyAsks = Literal[
    "acknowledgement",
    "answer",
    "custodian",
    "reference_only",
    "recipients",
    "three_parts",
    "to_be_told",
    "acceptance",
]
"""What doing a duty must bring: who heard or got it, what was found, where it lies."""

DutyAnswer = Literal["needed", "not_needed"]
DutyEnd = Literal["due", "done", "declined", "waived", "overtaken"]
TaskWhen = Literal["at_start", "during", "resolved", "unresolved", "at_end"]
MeetingCall = Literal["required", "asked"]
"""A meeting that an agency has the right to require, or one that it only asks for."""

MeetingMode = Literal["resolution_meeting", "mediation", "arbitration"]
MeetingGround = Literal["protracted", "intractable"]
"""Why others mediate or arbitrate; no document says how long is protracted (001-8)."""

MeetingPlace = Literal["in_person", "remote", "both"]
MeetingStatus = Literal["convened", "cancelled", "held"]
ChairRule = Literal["independent", "lead_agency", "other"]
"""Who chairs: somebody of no party, the lead agency's senior manager, or another."""

MeetingOutcome = Literal["agreed", "partly_agreed", "not_agreed"]
MeetingPower = Literal["decided", "recommended"]
"""What the body that met did, where it did more than bring the parties to agree."""

StatementMark = Literal["agreed", "partly_agreed", "disputed"]
"""What a side says to a statement of fact of the other side."""

SubmittedHow = Literal["link", "secure_mail", "by_hand"]
"""How the Record reached an office: a link that it may open, sealed mail, or paper."""
