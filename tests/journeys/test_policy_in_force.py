"""A board's own policy in the running service: worker, restart, and its end."""

from importlib.resources import files
from pathlib import Path

import httpx

from tests.journeys.case import Case, deadline_of, raise_case
from tests.journeys.cast import Cast, cast_of, discussion, raising
from tests.support.http import Json
from tests.support.service import running_service

FIRST, SECOND = "worcestershire@1", "worcestershire@2"
FILE = (files("dispute_core.policies") / "worcestershire.yaml").read_text("utf-8")
LONGER = (
    FILE.replace(f"policy: {FIRST}", f"policy: {SECOND}")
    .replace("within: 1 working day", "within: 3 working days")
    .replace("within one working day", "within three working days")
)
BEFORE, AFTER = "2026-03-02T10:00:00Z", "2026-03-09T10:00:00Z"
"""Two Mondays; from the second on the second version is in force."""


def decided(cast: Cast, act: str, ref: str, **body: str) -> Json:
    body = {"reason": "Decided by the board on 20 February.", **body}
    path = f"/v1/policies/{ref}/{act}" if act else "/v1/policies"
    answer = cast.board.post(path, body)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    found: Json = answer.json()
    return found


def in_force(cast: Cast, on: str) -> list[str]:
    items = cast.school.items(
        "/v1/policies-in-force", partnership="worcestershire", in_force_on=on
    )
    return [item["policy"] for item in items]


def raised(cast: Cast, at: str) -> tuple[Case, Json]:
    return raise_case(cast.school, raising("worcestershire", raised_at=at))


class TestAPolicyOfTheBoard:
    def test_is_worked_under_from_its_day_by_worker_and_after_a_restart(
        self, tmp_path: Path
    ) -> None:
        with running_service(tmp_path) as service:
            cast = cast_of(service, "worcestershire")
            old, _ = raised(cast, BEFORE)
            decided(cast, "", SECOND, text=LONGER)
            decided(cast, "adoptions", SECOND, from_date="2026-03-09")
            new, dispute = raised(cast, AFTER)

            assert dispute["policy"]["ref"] == SECOND
            breach = new.breached(cast.school, "stage-1.discuss")
            assert breach["due_on"] == "2026-03-12"
            assert "within three working days" in breach["reason"]
            assert old.breached(cast.school, "stage-1.discuss")["due_on"] == (
                "2026-03-03"
            )

        with running_service(tmp_path) as service:
            cast = cast_of(service, "worcestershire")
            assert in_force(cast, "2026-03-08") == [FIRST]
            assert in_force(cast, "2026-03-09") == [FIRST, SECOND]
            decided(cast, "retirements", FIRST, to_date="2026-03-08")

            assert in_force(cast, "2026-03-09") == [SECOND]
            _, late = raised(cast, BEFORE)
            assert late["policy"]["ref"] == FIRST
            named = raising("worcestershire", raised_at=AFTER, policy=FIRST)
            refused = cast.school.post("/v1/disputes", named)
            assert refused.json()["code"] == "policy-not-in-force"
            _goes_on_as_it_was(old, cast)


def _goes_on_as_it_was(old: Case, cast: Cast) -> None:
    """A dispute under a retired version: it moves, and its dates are explained."""
    old.now(cast.school)
    dispute = old.act(cast.school, "discussions", discussion())

    assert dispute["policy"]["ref"] == FIRST
    deadline = deadline_of(dispute, "stage-1.discuss")
    assert (deadline["due_on"], deadline["clause"]) == ("2026-03-03", "002 stage 1")
    assert cast.school.read(f"/v1/policies/{FIRST}")["release"]["owner"] is None
