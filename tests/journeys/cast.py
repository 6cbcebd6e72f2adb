"""Who takes part in a partnership's disputes, and what a raising agency says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.http import Caller, Json
from tests.support.service import RunningService

CATEGORIES = {
    "lewisham": "service_provision",
    "bexley": "risk_management",
    "worcestershire": "referral",
    "brighton-hove": "need_for_action",
    "wales-region": "timeliness",
}


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The callers of one partnership."""

    partnership: str
    school: Caller
    social_care: Caller
    police: Caller
    health: Caller
    board: Caller
    auditor: Caller

    @property
    def parties(self) -> tuple[Caller, Caller]:
        return self.school, self.social_care

    @property
    def everyone(self) -> tuple[Caller, ...]:
        return (
            *self.parties,
            self.police,
            self.health,
            self.board,
            self.auditor,
        )


def cast_of(
    service: RunningService, partnership: str, http: httpx.Client | None = None
) -> Cast:
    """Tokens for everyone in a partnership."""

    def agency(name: str) -> Caller:
        return service.caller(partnership, agency=name, http=http)

    return Cast(
        partnership=partnership,
        school=agency("school"),
        social_care=agency("social-care"),
        police=agency("police"),
        health=agency("health"),
        board=service.caller(partnership, role="board", http=http),
        auditor=service.caller(partnership, role="auditor", http=http),
    )


def raising(
    partnership: str,
    *,
    by: str = "school",
    to: Sequence[str] = ("social-care",),
    **more: Any,
) -> Json:
    """What a school says that disagrees with a decision not to assess."""
    return {
        "partnership": partnership,
        "subject": {"kind": "child", "reference": "PUP-20417"},
        "raised_by": {
            "agency": by,
            "role": "Designated safeguarding lead",
            "name": "R. Okafor",
            "band": "practitioner",
        },
        "responding": [
            {"agency": agency, "role": "Duty team", "band": "practitioner"}
            for agency in to
        ],
        "category": CATEGORIES[partnership],
        "difference": {
            "disputed": "The referral of 14 April was closed without an assessment.",
            "raiser_view": "The threshold for an assessment is met.",
            "evidence": "Three unexplained bruises in four weeks, each recorded.",
            "effect_on_person": "The child goes home each day to an unassessed risk.",
            "outcome_wanted": "A child and family assessment.",
        },
        "immediate_risk": {"present": False},
        **more,
    }


def discussion(outcome: str = "not_agreed", **more: Any) -> Json:
    return {
        "method": "phone",
        "outcome": outcome,
        "participants": [
            {"agency": "school", "role": "Designated safeguarding lead"},
            {"agency": "social-care", "role": "Duty team"},
        ],
        "summary": "We went through the referral and its evidence together.",
        "effect_on_person": "We agree that the child must be seen.",
        **more,
    }


def resolution(outcome: str = "agreed", **more: Any) -> Json:
    return {
        "outcome": outcome,
        "summary": "Social care will assess; the school will share its chronology.",
        **more,
    }
