"""The dispute that every measurement raises, as a body and as the domain takes it."""

import json
from datetime import datetime
from typing import Any

from dispute_core.domain.acts.raising import NewDispute
from dispute_core.domain.values import Difference, ImmediateRisk, Party, Subject

RATES = '{"client": {"requests": 10000000}, "agency": {"requests": 10000000}}'
"""Counted as ever, and never reached: one client asks here for a whole country."""

PARTNERSHIP = "worcestershire"
POLICY = "worcestershire@1"
PERSON = "S-204170000"
"""Another in each request of a load: people have a dispute or two, not thousands."""

WORDS = {
    "disputed": "The referral of 12 March was closed without a visit to the family.",
    "raiser_view": "Two siblings were seen hungry and unwashed on four school days.",
    "evidence": "Attendance record, four dated concern forms, one call to duty.",
    "effect_on_person": "The child is tired, withdrawn and afraid of the weekend.",
    "outcome_wanted": "An assessment within ten days and a strategy discussion before.",
}


def body(raised_at: datetime | None = None) -> str:
    """The request to raise it; 1.1 KB, most of it words that get sealed."""
    request: dict[str, Any] = {
        "partnership": PARTNERSHIP,
        "policy": POLICY,
        "subject": {"kind": "child", "reference": PERSON, "held_by": "school"},
        "raised_by": {
            "agency": "school",
            "role": "designated safeguarding lead",
            "name": "A. Raiser",
            "band": "first_line_manager",
        },
        "responding": [
            {"agency": "social-care", "role": "team manager", "name": "B. Responder"}
        ],
        "category": "referral",
        "difference": WORDS,
        "immediate_risk": {"present": False},
    }
    if raised_at is not None:
        request["raised_at"] = raised_at.isoformat()
    return json.dumps(request)


def new_dispute() -> NewDispute:
    """The same dispute, for measurements that go round HTTP."""
    return NewDispute(
        partnership=PARTNERSHIP,
        prefix="WOR",
        subject=Subject(kind="child", reference=PERSON, held_by="school"),
        raised_by=Party(agency="school", role="designated lead", name="A. Raiser"),
        responding=(Party(agency="social-care", role="manager", name="B. Responder"),),
        category="referral",
        difference=Difference(**WORDS),
        immediate_risk=ImmediateRisk(present=False),
        scope="inter_agency",
    )
