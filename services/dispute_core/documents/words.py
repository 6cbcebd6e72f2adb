"""The codes of the service in words for people who sign a document."""

from collections.abc import Mapping
from types import MappingProxyType


def _words(said: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(said)


NOT_RECORDED = "not recorded"
ERASED = "erased"

PERSONS = _words({"child": "child", "adult": "adult", "unborn": "unborn child"})
SIDES = _words(
    {
        "raising": "raising side",
        "responding": "responding side",
        "both": "both sides",
        "board": "the board",
        "office": "an office",
        "quality_role": "a quality role",
    }
)
BANDS = _words(
    {
        "practitioner": "practitioner",
        "first_line_manager": "first-line manager",
        "senior_manager": "senior manager",
        "director": "director or chief officer",
        "board": "board",
    }
)
SCOPES = _words(
    {
        "inter_agency": "between agencies",
        "single_agency": "inside one agency",
    }
)
STATUSES = _words(
    {
        "open": "open",
        "resolved": "resolved; not everything is checked back on yet",
        "ended": "ended unresolved; something must still be done",
        "closed": "closed",
        "withdrawn": "withdrawn by the raising side",
    }
)
METHODS = _words(
    {
        "face_to_face": "face to face",
        "phone": "by phone",
        "video": "by video",
        "meeting": "in a meeting",
        "e_mail": "by e-mail",
        "letter": "by letter",
    }
)
TALKS = _words(
    {
        "agreed": "agreed",
        "partly_agreed": "partly agreed",
        "not_agreed": "not agreed",
        "no_response": "no response",
    }
)
ENDINGS = _words(
    {
        "agreed": "agreed",
        "partly_agreed": "partly agreed",
        "decided": "decided",
        "recommended": "recommended",
        "overtaken": "overtaken by events",
        "ended_unresolved": "ended unresolved",
    }
)
TRIGGERS = _words(
    {
        "not_agreed": "not agreed",
        "time_passed": "the time had passed",
        "no_response": "no response",
        "unsatisfactory_response": "the response did not satisfy",
        "policy_issue": "significant policy issues",
        "immediate_risk": "immediate risk",
        "reopened": "taken up again",
    }
)
FORCES = _words(
    {
        "must": "must",
        "should": "should",
        "aim": "aim",
        "may": "may",
        "guide": "guide",
    }
)
DEADLINES = _words(
    {
        "running": "running",
        "met": "met",
        "late": "late (the document only aims at this date)",
        "indication": "gone by (the document gives it as a guide)",
        "breached": "not met in time",
        "stopped": "no longer needed",
        "superseded": "replaced by another limit",
    }
)
CHECKS = _words(
    {
        "understanding": "shared understanding",
        "completion": "completion",
        "outcome_for_person": "outcome for the person",
        "review": "review",
    }
)
RESULTS = _words(
    {
        "confirmed": "confirmed",
        "partly": "partly",
        "not_confirmed": "not confirmed",
    }
)
RECORDS = _words(
    {
        "correspondence": "correspondence",
        "advice": "advice",
        "preparation": "preparation",
        "persons_views": "the views of the person or family",
        "interim_arrangement": "interim arrangement",
        "requested_safeguard": "requested safeguard",
        "support": "support",
        "barrier": "barrier",
        "note": "note",
        "prevention": "prevention",
        "notice_of_intention": "notice of intention",
        "outside_route": "route outside the procedure",
    }
)
LIMITS = _words(
    {
        "agreed": "agreed by both sides",
        "risk_set": "set because of the risk",
        "extension": "extension",
    }
)
PARTIES = _words(
    {
        "add": "joined",
        "remove": "left",
        "replace_contact": "named a new point of contact",
    }
)
WITHDRAWN = _words(
    {
        "no_longer_held": "the difference is no longer held",
        "raised_in_error": "raised in error",
        "duplicate": "a duplicate",
        "moved": "the matter moved elsewhere",
    }
)
REOPENED = _words(
    {
        "action_not_done": "an agreed action was not done",
        "disagreement_returned": "the disagreement returned",
        "new_information": "new information",
        "policy_issue": "a policy issue",
    }
)
ACTIONS = _words(
    {
        "confirmed": "done",
        "partly": "partly done",
        "not_confirmed": "not done",
    }
)
DUTIES = _words(
    {
        "due": "due",
        "done": "done",
        "declined": "declined",
        "waived": "waived",
        "overtaken": "overtaken",
    }
)
MODES = _words(
    {
        "resolution_meeting": "resolution meeting",
        "mediation": "mediation",
        "arbitration": "arbitration",
    }
)
MEETINGS = _words(
    {"convened": "still to be held", "cancelled": "cancelled", "held": "held"}
)
CHAIRS = _words(
    {
        "independent": "independent",
        "lead_agency": "of the lead agency",
        "other": "another",
    }
)
UNANSWERED = "not answered by the other side"
MARKS = _words(
    {
        "agreed": "AGREED",
        "partly_agreed": "PARTLY AGREED",
        "disputed": "DISPUTED",
    }
)
SENT = _words(
    {
        "link": "by a link that it can open",
        "secure_mail": "by secure mail",
        "by_hand": "by hand, on paper",
    }
)
FIELDS = _words(
    {
        "disputed": "What is disputed",
        "raiser_view": "What the raising side thinks, and why",
        "evidence": "Evidence",
        "outcome_wanted": "Outcome wanted",
        "view": "What the responding side thinks, and why",
    }
)


def in_words(table: Mapping[str, str], code: str) -> str:
    """The words for a code; the code itself, spelt out, where it is a newer one."""
    return table.get(code) or code.replace("_", " ").replace("-", " ")
