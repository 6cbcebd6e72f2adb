"""001, Bexley S.H.I.E.L.D.: own policies, a meeting, the Executive, the partners."""

import pytest

from tests.journeys.case import (
    Case,
    deadline_of,
    raise_case,
    refuse_to_raise,
    tells_the_past_again,
)
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.support.http import Json

EMERGENCY = "call 999 in an emergency"


class TestBexley:
    def test_a_dispute_from_own_policies_to_the_partners_decision(
        self, bexley: Cast
    ) -> None:
        school, social_care = bexley.parties
        case, dispute = raise_case(
            school, raising("bexley", raised_at="2025-02-03T08:30:00Z")
        )
        # 001 fourth paragraph: agencies' own policies first; no number.
        own = deadline_of(dispute, "stage-1.own-policies")
        assert (own["clause"], own["due_at"]) == ("001 fourth paragraph", None)
        case.act(
            social_care,
            "responses",
            {"view": "The plan holds.", "responded_at": "2025-02-04T10:00:00Z"},
        )
        dispute = case.act(
            school,
            "escalations",
            {"trigger": "not_agreed", "escalated_at": "2025-02-06T12:00:00Z"},
        )
        assert dispute["stage"]["id"] == "stage-2"
        case.act(school, "discussions", discussion(held_at="2025-02-10T15:00:00Z"))
        assert bexley.board.get(case.path).status_code == 404
        dispute = case.act(
            school,
            "escalations",
            {"trigger": "not_agreed", "escalated_at": "2025-02-11T09:00:00Z"},
        )
        self._is_given_to_the_executive(case, bexley, dispute)

        self._is_decided_and_checked_back(case, bexley)
        assert tells_the_past_again(case, (*bexley.parties, bexley.board)) >= 9

    def _is_given_to_the_executive(self, case: Case, cast: Cast, dispute: Json) -> None:
        # 001 fifth paragraph: the Executive's attention; from now on the board sees.
        assert deadline_of(dispute, "stage-3.submit")["due_at"] is None
        assert deadline_of(dispute, "stage-3.support")["due_at"] is None
        assert case.now(cast.board)["stage"]["id"] == "stage-3"
        decided = resolution("decided", resolved_at="2025-02-20T09:00:00Z")
        case.refused(cast.board, "resolutions", decided, "not-yours-to-declare")
        dispute = case.act(
            cast.school,
            "escalations",
            {"trigger": "time_passed", "escalated_at": "2025-02-18T09:00:00Z"},
        )
        # 001 second paragraph: "as a last resort".
        assert "document gives no further step" in dispute["next_step"]
        again = {"trigger": "not_agreed"}
        case.refused(cast.school, "escalations", again, "no-further-stage")

    def _is_decided_and_checked_back(self, case: Case, cast: Cast) -> None:
        decided = resolution("decided", resolved_at="2025-02-20T09:00:00Z")
        school = cast.school
        action = {
            "what": "Hold a core group with the school.",
            "owner_agency": "social-care",
            "due_on": "2025-03-03",
        }
        dispute = case.act(cast.board, "resolutions", {**decided, "actions": [action]})
        assert dispute["status"] == "resolved"
        [agreed] = dispute["actions"]
        missed = case.breached(school, agreed["id"])
        assert missed["due_at"] == "2025-03-04T00:00:00Z"
        done = {"kind": "completion", "result": "confirmed"}
        assert case.act(school, "check-backs", done)["status"] == "closed"
        assert [b["duty"] for b in case.breaches(school)] == [missed["duty"]]

    def test_differences_may_go_straight_to_the_executive(self, bexley: Cast) -> None:
        case, _ = raise_case(bexley.school, raising("bexley"))

        dispute = case.act(
            bexley.school,
            "escalations",
            {"trigger": "not_agreed", "to_stage": "stage-3"},
        )

        assert dispute["stage"]["id"] == "stage-3"

    def test_refuses_to_pass_over_the_executive(self, bexley: Cast) -> None:
        case, _ = raise_case(bexley.school, raising("bexley"))
        skipping = {"trigger": "immediate_risk", "to_stage": "stage-4"}

        problem = case.refused(bexley.school, "escalations", skipping, "wrong-stage")

        assert EMERGENCY in problem["detail"]

    @pytest.mark.parametrize("stage", ["stage-2", "stage-3", "stage-4"])
    def test_refuses_a_later_start_and_says_to_protect_the_child_now(
        self, bexley: Cast, stage: str
    ) -> None:
        body = raising(
            "bexley",
            immediate_risk={"present": True},
            start_stage={"stage": stage, "ground": "immediate_risk"},
        )

        problem = refuse_to_raise(bexley.school, body, "start-stage-not-allowed")

        assert EMERGENCY in problem["detail"]

    def test_covers_neither_adults_nor_disputes_inside_one_agency(
        self, bexley: Cast
    ) -> None:
        adult = raising("bexley", subject={"kind": "adult", "reference": "A-1"})
        refuse_to_raise(bexley.school, adult, "subject-not-covered")
        inside = raising("bexley", to=("school",), scope="single_agency")
        refuse_to_raise(bexley.school, inside, "scope-not-covered")
