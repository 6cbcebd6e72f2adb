"""Marks that no text holds by chance, in every field in which people write freely."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.journeys.canaries_around import (
    Command,
    Mark,
    around_the_talking,
    by,
    to_the_executive,
)
from tests.journeys.case import Case
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.support.http import Json


@dataclass
class Canaries:
    """Hands out marks, each for one field, and knows them all."""

    stem: str = field(default_factory=lambda: f"canary{secrets.token_hex(4)}")
    sung: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Marks that stand in no dispute."""

    def mark(self, place: str) -> str:
        return self._new(place, self.sung)

    def mark_elsewhere(self, place: str) -> str:
        return self._new(place, self.elsewhere)

    def heard_in(self, text: str) -> list[str]:
        return [one for one in (*self.sung, *self.elsewhere) if one in text]

    def _new(self, place: str, among: list[str]) -> str:
        name = f"{self.stem}-{place}-end"
        among.append(name)
        return name


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
        **_of_its_area(partnership, mark),
    )


def _of_its_area(partnership: str, mark: Mark) -> Json:
    """What only one of the policies asks for or allows."""
    if partnership == "wales-region":
        reason = mark("raise-risk-limit")
        return {"risk_set_limit": {"due_at": "2099-01-01T12:00:00Z", "reason": reason}}
    if partnership == "bexley":
        wrote = {name: mark(f"condition-{name}") for name in ("evidence", "reason")}
        condition = {"condition": "own_policy", "met": False}
        return {"preconditions": [{**condition, **wrote}]}
    later = {"stage": "stage-2", "ground": "immediate_risk"}
    return {"start_stage": {**later, "reason": mark("start-reason")}}


def marked_commands(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    """Everything that anyone may write afterwards, each as the dispute comes to it."""
    if cast.partnership == "wales-region":
        yield from _talk(cast, case, mark)
        yield from around_the_talking(cast, case, mark)
        yield from _end(cast, mark)
        return
    if cast.partnership == "bexley":
        yield from to_the_executive(cast, mark)
    yield cast.school, "withdrawals", {"ground": "moved"}


def _talk(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    school, social_care = cast.parties
    yield school, "limits", _limit(mark)
    yield social_care, "responses", _response(mark)
    yield school, "discussions", _discussion(mark)
    yield school, "parties", _new_contact(mark)
    yield school, "records", _record(mark, "parties")
    yield school, "records", _record(mark, "own_agency")
    yield school, "corrections", _correction(mark, case.events(school)[0]["id"])
    yield school, "escalations", _escalation(mark, "second")
    limit = {"due_at": "2099-01-01T12:00:00Z", "reason": mark("escalation-risk-limit")}
    yield (
        school,
        "escalations",
        {**_escalation(mark, "third"), "risk_set_limit": limit},
    )


def _end(cast: Cast, mark: Mark) -> Iterator[Command]:
    school = cast.school
    yield school, "resolutions", _resolution(mark)
    checked = {
        "kind": "outcome_for_person",
        "result": "partly",
        "note": mark("check-back"),
        "evidence": mark("check-evidence"),
    }
    yield school, "check-backs", {**checked, "by": by(mark, "checks")}
    yield school, "reopenings", _changed_mind(mark, "reopens", "new_information")
    yield school, "withdrawals", _changed_mind(mark, "withdraws", "no_longer_held")


def _response(mark: Mark) -> Json:
    return {
        **{name: mark(f"response-{name}") for name in ("view", "evidence")},
        "proposal": mark("proposal"),
        "by": by(mark, "responds"),
    }


def _new_contact(mark: Mark) -> Json:
    return {
        "change": "replace_contact",
        "side": "responding",
        "agency": "social-care",
        "contact": {"role": "Team manager", "name": mark("contact")},
        "reason": mark("party-reason"),
        "by": by(mark, "changes"),
    }


def _correction(mark: Mark, event_id: str) -> Json:
    return {
        "event_id": event_id,
        "field": "evidence",
        "value": mark("corrected"),
        "reason": mark("correction-reason"),
        "by": by(mark, "corrects"),
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
        declared_by=by(mark, "declares"),
        chaired_because=mark("chaired"),
    )


def _changed_mind(mark: Mark, how: str, ground: str) -> Json:
    return {"ground": ground, "reason": mark(f"{how}-reason"), "by": by(mark, how)}


def _limit(mark: Mark) -> Json:
    accepted = {"agency": "school", "accepts": True, "name": mark("limit-acceptor")}
    return {
        "kind": "risk_set",
        "duty": "stage-1.discuss",
        "due_at": "2098-01-01T12:00:00Z",
        "reason": mark("limit"),
        "by": by(mark, "limits"),
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
        "by": by(mark, visible_to),
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
        "by": by(mark, f"{stage}-escalates"),
        "actors": [actor],
        "consulted": [{"agency": "health", "name": mark(f"{stage}-consulted")}],
        "not_done_because": mark(f"{stage}-not-done"),
        "effect_on_person": mark(f"{stage}-effect"),
        "immediate_risk": {
            "present": True,
            "action_taken": mark(f"{stage}-action-taken"),
        },
    }
