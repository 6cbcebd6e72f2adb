"""People and steps of Westmere's ladder, for tests over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.api import Json, Speaker, a_discussion, a_dispute


def a_case(**changes: Any) -> Json:
    return a_dispute(partnership="westmere", **changes)


def to(stage_id: str, trigger: str = "not_agreed", **more: Any) -> Json:
    return {"trigger": trigger, "to_stage": stage_id, **more}


def skip() -> Json:
    return to(
        "stage-3",
        "immediate_risk",
        reason="The child is at home with the adult.",
        consulted=[{"agency": "school", "role": "Duty lead"}],
    )


def an_end(outcome: str) -> Json:
    return {"outcome": outcome, "summary": "Social care will assess."}


def notice(told: datetime) -> Json:
    return {
        "kind": "notice_of_intention",
        "about": "stage-2",
        "text": "We intend to go to level 2.",
        "at": written(told),
    }


def written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def stage(dispute: Json) -> tuple[str, str, int, int]:
    now = dispute["stage"]
    return now["id"], now["label"], now["number"], now["visit"]


def kinds(dispute: Json) -> set[str]:
    return {one["kind"] for one in dispute["prompts"]}


def prompt(dispute: Json, kind: str) -> Json:
    found: list[Json] = [one for one in dispute["prompts"] if one["kind"] == kind]
    assert len(found) == 1, found
    return found[0]


async def at_level_1(school: Speaker, ago: timedelta = timedelta()) -> Json:
    when = datetime.now(UTC) - ago if ago else None
    more = {"raised_at": written(when)} if when else {}
    dispute = await school.raises(a_case(**more))
    at = {"escalated_at": written(when + timedelta(hours=1))} if when else {}
    return await school.does("escalations", dispute, to("stage-1", **at))


async def at_level_2(school: Speaker) -> Json:
    dispute = await at_level_1(school)
    talk = await school.does("discussions", dispute, a_discussion())
    return await goes(school, talk, "stage-2", path="designated-professional")


async def goes(who: Speaker, dispute: Json, stage_id: str, **more: Any) -> Json:
    return await who.does("escalations", dispute, to(stage_id, **more))


async def refused(
    who: Speaker, dispute: Json, act: str, body: Json, status: int
) -> Json:
    """The problem with which an act is refused; it tells nobody what was sent."""
    path = f"/v1/disputes/{dispute['id']}/{act}"
    answer = await who.post(path, body, version=dispute["version"])
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: Json = answer.json()
    return problem
