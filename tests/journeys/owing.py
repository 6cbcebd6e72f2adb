"""What is owed around a dispute, and doing it: each agency its own part."""

from collections.abc import Iterator, Mapping

from tests.journeys.case import Case
from tests.support.http import Caller, Json

CHECK_BACKS = frozenset({"understanding", "completion", "outcome_for_person", "review"})
HEARD = [{"role": "Duty social worker", "name": "A. Penhale"}]
SAID: Mapping[str | None, Json] = {
    None: {},
    "acknowledgement": {"acknowledged_by": HEARD},
    "answer": {"answer": "not_needed"},
    "reference_only": {"answer": "needed", "reference": "HR 2025/14"},
    "custodian": {"held_by": "social-care"},
    "to_be_told": {},
    "acceptance": {},
}
"""What doing a duty must bring, by what it asks."""

WRITTEN_RECORD: Json = {
    "kind": "written_record",
    "written": {
        "issue_raised": "That the referral was closed.",
        "action_taken": "We met and went through it.",
        "outcome_for_person": "The child was seen.",
    },
}
"""What does a duty that asks for three parts (003-17)."""


def owed(dispute: Json, agency: str | None = None) -> list[Json]:
    """What is due or overdue still; of one agency, what that agency itself owes."""
    return [
        duty
        for duty in dispute["duties"]
        if duty["status"] in ("due", "overdue")
        and (agency is None or duty["holder"]["agency"] == agency)
    ]


def duties_of(dispute: Json, task: str) -> list[Json]:
    """Every duty that a task of the document has opened, such as "stage-2.feedback"."""
    return [duty for duty in dispute["duties"] if duty["id"].startswith(f"{task}.")]


def states(dispute: Json, task: str) -> dict[str, str]:
    """How each agency stands to a task of the document."""
    return {
        duty["holder"]["agency"] or duty["holder"]["side"]: duty["status"]
        for duty in duties_of(dispute, task)
    }


def owing(case: Case, caller: Caller, task: str) -> Json:
    """The newest duty of a task that the caller's agency owes."""
    found = [
        duty
        for duty in duties_of(case.now(caller), task)
        if duty["holder"]["agency"] in (caller.agency, None)
    ]
    assert found, f"{caller.name} owes no {task}"
    return found[-1]


def fulfils(case: Case, caller: Caller, task: str, **said: object) -> Json:
    """The caller's agency does what a task of the document asks of it."""
    duty = owing(case, caller, task)
    body = {**SAID[duty["asks"]], **said}
    return case.act(caller, f"duties/{duty['id']}/fulfilments", body)


def does_the_rest(case: Case, *callers: Caller) -> Json:
    """Each agency does what it owes still; the check-backs are left."""
    for caller in callers:
        while duty := next(_own_tasks(case.now(caller), caller), None):
            if duty["asks"] == "three_parts":
                case.act(caller, "records", WRITTEN_RECORD)
            else:
                body = SAID[duty["asks"]]
                case.act(caller, f"duties/{duty['id']}/fulfilments", body)
    return case.now(callers[0])


def _own_tasks(dispute: Json, caller: Caller) -> Iterator[Json]:
    for duty in owed(dispute, caller.agency):
        if duty["kind"] not in CHECK_BACKS:
            yield duty
