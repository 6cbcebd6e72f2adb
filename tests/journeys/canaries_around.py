"""Marks in what people write around the talking: duties, meetings, and beside."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from tests.journeys.case import Case, written
from tests.journeys.cast import Cast
from tests.journeys.owing import owing
from tests.support.http import Caller, Json

Mark = Callable[[str], str]
Command: TypeAlias = tuple[Caller, str, Json]


def by(mark: Mark, who: str) -> Json:
    return {"name": mark(f"{who}-name"), "role": "Team manager"}


def to_the_executive(cast: Cast, mark: Mark) -> Iterator[Command]:
    """In Bexley, where a meeting may be asked for and somebody facilitates."""
    asked = {"kind": "asked", "reason": mark("meeting"), "by": by(mark, "calls")}
    yield cast.school, "meetings", asked
    sent = {
        "to_office": "executive",
        "how": "by_hand",
        "incomplete_because": mark("incomplete"),
        "by": by(mark, "submits"),
    }
    yield cast.school, "record/submissions", sent
    on = {"trigger": "not_agreed", "to_stage": "stage-3"}
    yield cast.school, "escalations", on
    helper = {"name": mark("facilitator"), "by": by(mark, "facilitates")}
    yield cast.board, "facilitators", helper


def around_the_talking(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    """At the last stage in Wales, where there is a meeting to be held."""
    yield from _beside(cast, case, mark)
    yield from _duties(cast, case, mark)
    yield from _meetings(cast, case, mark)


def _beside(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    school, social_care = cast.parties
    parts = ("issue_raised", "action_taken", "outcome_for_person")
    wrote = {name: mark(name) for name in parts}
    yield school, "records", {"kind": "written_record", "written": wrote}
    arranged = {
        "kind": "interim_arrangement",
        "text": mark("interim"),
        "agreed_by": [{"agency": "social-care", "name": mark("agreed-by")}],
    }
    yield school, "records", arranged
    asked = {"kind": "requested_safeguard", "calls_for": "allocation"}
    yield school, "records", {**asked, "text": mark("safeguard")}
    [safeguard] = case.now(school)["safeguards"]
    no = {"answer": "refused", "reason": mark("no-safeguard"), "by": by(mark, "says")}
    yield social_care, f"safeguards/{safeguard['id']}/answers", no
    disputes = {
        "event_id": case.events(social_care)[0]["id"],
        "field": "disputed",
        "answer": "disputed",
        "note": mark("answer-note"),
        "by": by(mark, "answers"),
    }
    yield social_care, "answers", disputes
    yield from _side_outcomes(cast, case, mark)
    yield from _holds(cast, case, mark)


def _holds(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    held = {"ground": "court", "reason": mark("hold"), "by": by(mark, "holds")}
    yield cast.school, "legal-holds", held
    [hold] = case.now(cast.school)["legal_holds"]
    free = {"reason": mark("release"), "by": by(mark, "releases")}
    yield cast.school, f"legal-holds/{hold['id']}/releases", free


def _side_outcomes(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    learned = {
        "kind": "learning_item",
        **{name: mark(f"side-{name}") for name in ("text", "reference", "review")},
        "by": by(mark, "learns"),
    }
    yield cast.school, "side-outcomes", learned
    [side] = case.now(cast.school)["side_outcomes"]
    done = {
        **{name: mark(f"completed-{name}") for name in ("note", "reference")},
        "by": by(mark, "completes"),
    }
    yield cast.school, f"side-outcomes/{side['id']}/completions", done


def _duties(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    school, social_care = cast.parties
    path = f"duties/{owing(case, school, 'stage-3.invitation')['id']}"
    handed = {
        "to": {"agency": "school", "name": mark("delegate"), "role": "Secretary"},
        "reason": mark("delegation"),
        "by": by(mark, "delegates"),
    }
    yield school, f"{path}/delegations", handed
    heard = [{"agency": "school", "name": mark("heard-by"), "role": "Teacher"}]
    done = {
        "acknowledged_by": heard,
        **{name: mark(f"duty-{name}") for name in ("note", "reference")},
        "by": by(mark, "fulfils"),
    }
    yield school, f"{path}/fulfilments", done
    waived = owing(case, social_care, "stage-3.invitation")["id"]
    why = {"reason": mark("waiver"), "by": by(mark, "waives")}
    yield social_care, f"duties/{waived}/waivers", why
    declined = owing(case, school, "stage-3.internal-review")["id"]
    why = {"reason": mark("refusal"), "by": by(mark, "declines")}
    yield school, f"duties/{declined}/refusals", why


def _meetings(cast: Cast, case: Case, mark: Mark) -> Iterator[Command]:
    school, social_care = cast.parties
    lead = {"agency": "social-care", "reason": mark("lead"), "by": by(mark, "leads")}
    yield school, "lead-agencies", lead
    for name in ("first", "second"):
        yield school, "meetings/convenings", _convening(cast, mark, name)
    first, second = (one["id"] for one in case.now(school)["convened_meetings"])
    off = {"reason": mark("called-off"), "by": by(mark, "cancels")}
    yield school, f"meetings/{second}/cancellations", off
    later = {
        "starts_at": _in_an_hour(),
        "venue": {"kind": "in_person", "where": mark("other-place")},
        "reason": mark("moved"),
        "by": by(mark, "moves"),
    }
    yield school, f"meetings/{first}/dates", later
    yield school, f"meetings/{first}/minutes", _minutes(cast, case, mark)
    [minutes] = [d for d in case.now(school)["duties"] if d["kind"] == "minutes"]
    names = [
        {"agency": one.agency, "name": mark(f"minutes-{one.agency}")}
        for one in cast.parties
    ]
    yield school, f"duties/{minutes['id']}/fulfilments", {"circulated_to": names}
    no = {"accepts": False, "reason": mark("refused"), "by": by(mark, "accepts")}
    yield social_care, f"meetings/{first}/acceptances", no


def _convening(cast: Cast, mark: Mark, name: str) -> Json:
    return {
        "starts_at": _in_an_hour(),
        "venue": {"kind": "in_person", "where": mark(f"{name}-place")},
        "chair": {
            "rule": "other",
            "name": mark(f"{name}-chair"),
            "reason": mark(f"{name}-chair-reason"),
        },
        "invitees": [
            {"agency": one.agency, "name": mark(f"{name}-invited-{one.agency}")}
            for one in cast.parties
        ],
        "also_consider": [mark(f"{name}-consider")],
        "by": by(mark, f"{name}-convenes"),
    }


def _minutes(cast: Cast, case: Case, mark: Mark) -> Json:
    [first, _] = case.now(cast.school)["convened_meetings"]
    texts = ("decision", "summary", "effect_on_person", "reasons")
    return {
        "outcome": "not_agreed",
        "power": "decided",
        "custodian": "school",
        "attended": [{"agency": "school", "name": mark("attended")}],
        "considered": [
            {"item": one["id"], "answer": mark(f"considered-{one['id']}")}
            for one in first["to_consider"]
        ],
        **{name: mark(f"minutes-{name}") for name in texts},
        "information_reviewed": [mark("minutes-information")],
        "advice_from": [mark("minutes-advice")],
        "by": by(mark, "minutes"),
    }


def _in_an_hour() -> str:
    return written(datetime.now(UTC) + timedelta(hours=1))
