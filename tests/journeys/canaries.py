"""Marks that no text holds by chance, in every field in which people write freely."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.support.http import Caller, Json

Mark = Callable[[str], str]


@dataclass
class Canaries:
    """Hands out marks, each for one field, and knows them all."""

    stem: str = field(default_factory=lambda: f"canary{secrets.token_hex(4)}")
    sung: list[str] = field(default_factory=list)

    def mark(self, place: str) -> str:
        name = f"{self.stem}-{place}-end"
        self.sung.append(name)
        return name

    def heard_in(self, text: str) -> list[str]:
        return [canary for canary in self.sung if canary in text]


def marked_dispute(partnership: str, mark: Mark) -> Json:
    """Everything that a raising side may write."""
    return raising(
        partnership,
        subject={"kind": "child", "reference": mark("reference")},
        also_affects=[{"kind": "child", "reference": mark("sibling")}],
        raised_by={"agency": "school", "role": "Lead", "name": mark("raiser")},
        responding=[{"agency": "social-care", "name": mark("responder")}],
        category="other",
        category_text=mark("category-text"),
        difference={
            name: mark(name)
            for name in (
                "disputed",
                "raiser_view",
                "evidence",
                "effect_on_person",
                "outcome_wanted",
            )
        },
        immediate_risk={"present": True, "action_taken": mark("raise-action-taken")},
        seriousness=mark("seriousness"),
        client_reference=mark("client-reference"),
    )


def marked_commands(
    cast: Cast, first_event: str, mark: Mark
) -> Iterator[tuple[Caller, str, Json]]:
    """Everything that anyone may write afterwards, in a dispute in Wales."""
    school, social_care = cast.parties
    yield school, "limits", _limit(mark)
    yield social_care, "responses", _response(mark)
    yield school, "discussions", _discussion(mark)
    yield school, "parties", _new_contact(mark)
    yield school, "records", _record(mark, "parties")
    yield school, "records", _record(mark, "own_agency")
    yield school, "corrections", _correction(mark, first_event)
    yield school, "escalations", _escalation(mark, "second")
    limit = {"due_at": "2099-01-01T12:00:00Z", "reason": mark("escalation-risk-limit")}
    yield (
        school,
        "escalations",
        {**_escalation(mark, "third"), "risk_set_limit": limit},
    )
    yield school, "resolutions", _resolution(mark)
    checked = {"kind": "outcome_for_person", "result": "partly"}
    yield (
        school,
        "check-backs",
        {**checked, "note": mark("check-back"), "by": _by(mark, "checks")},
    )
    yield school, "reopenings", _changed_mind(mark, "reopens", "new_information")
    yield school, "withdrawals", _changed_mind(mark, "withdraws", "no_longer_held")


def _response(mark: Mark) -> Json:
    return {
        **{name: mark(f"response-{name}") for name in ("view", "evidence")},
        "proposal": mark("proposal"),
        "by": _by(mark, "responds"),
    }


def _new_contact(mark: Mark) -> Json:
    return {
        "change": "replace_contact",
        "side": "responding",
        "agency": "social-care",
        "contact": {"role": "Team manager", "name": mark("contact")},
        "reason": mark("party-reason"),
        "by": _by(mark, "changes"),
    }


def _correction(mark: Mark, event_id: str) -> Json:
    return {
        "event_id": event_id,
        "field": "evidence",
        "value": mark("corrected"),
        "reason": mark("correction-reason"),
        "by": _by(mark, "corrects"),
    }


def _resolution(mark: Mark) -> Json:
    action = {
        "what": mark("action"),
        "owner": mark("owner"),
        "owner_agency": "social-care",
    }
    accepted = {"agency": "social-care", "accepts": True, "name": mark("acceptor")}
    return resolution(
        summary=mark("resolution"),
        actions=[action],
        accepted_by=[accepted],
        declared_by=_by(mark, "declares"),
    )


def _changed_mind(mark: Mark, how: str, ground: str) -> Json:
    return {"ground": ground, "reason": mark(f"{how}-reason"), "by": _by(mark, how)}


def _by(mark: Mark, who: str) -> Json:
    return {"name": mark(f"{who}-name"), "role": "Team manager"}


def _limit(mark: Mark) -> Json:
    accepted = {"agency": "school", "accepts": True, "name": mark("limit-acceptor")}
    return {
        "kind": "risk_set",
        "duty": "stage-1.discuss",
        "due_at": "2098-01-01T12:00:00Z",
        "reason": mark("limit"),
        "by": _by(mark, "limits"),
        "accepted_by": [accepted],
    }


def _discussion(mark: Mark) -> Json:
    return discussion(
        participants=[{"agency": "school", "name": mark("participant")}],
        summary=mark("summary"),
        effect_on_person=mark("discussed-effect"),
        information_reviewed=[mark("information")],
        advice_from=[mark("advice")],
        reasons=mark("reasons"),
    )


def _record(mark: Mark, visible_to: str) -> Json:
    return {
        "kind": "correspondence",
        "text": mark(f"{visible_to}-text"),
        "visible_to": visible_to,
        "by": _by(mark, visible_to),
        "source": {
            name: mark(f"{visible_to}-source-{name}")
            for name in ("from", "to", "held_at")
        },
    }


def _escalation(mark: Mark, stage: str) -> Json:
    actor = {
        "side": "responding",
        "agency": "social-care",
        "name": mark(f"{stage}-actor"),
    }
    return {
        "trigger": "not_agreed",
        "reason": mark(f"{stage}-escalation"),
        "by": _by(mark, f"{stage}-escalates"),
        "actors": [actor],
        "immediate_risk": {
            "present": True,
            "action_taken": mark(f"{stage}-action-taken"),
        },
    }
