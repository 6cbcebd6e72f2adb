"""000, a Lewisham school's statement: first talks, then the board; no number at all."""

from tests.journeys.case import (
    Case,
    deadline_of,
    raise_case,
    refuse_to_raise,
    tells_the_past_again,
)
from tests.journeys.cast import Cast, discussion, raising, resolution

EMERGENCY = "call 999 in an emergency"


class TestLewisham:
    def test_a_dispute_from_the_first_talk_to_closing(self, lewisham: Cast) -> None:
        school, social_care = lewisham.parties
        case, dispute = raise_case(
            school, raising("lewisham", raised_at="2025-09-01T08:30:00Z")
        )
        # 000 third reminder: "as simply and quickly as possible", and no number.
        resolve = deadline_of(dispute, "stage-1.resolve")
        assert (resolve["clause"], resolve["due_at"]) == ("000 third reminder", None)
        assert resolve["urgency"] == "as simply and quickly as possible"
        case.act(
            social_care,
            "responses",
            {"view": "Support was offered.", "responded_at": "2025-09-02T10:00:00Z"},
        )
        case.act(school, "discussions", discussion(held_at="2025-09-03T15:00:00Z"))
        assert lewisham.board.get(case.path).status_code == 404
        dispute = case.act(
            school,
            "escalations",
            {"trigger": "not_agreed", "escalated_at": "2025-09-05T12:00:00Z"},
        )
        # 000 last paragraph: the referral to the board; no number, no further step.
        assert deadline_of(dispute, "stage-2.refer")["due_at"] is None
        assert "document gives no further step" in dispute["next_step"]
        assert "escalateDispute" not in dispute["allowed"]
        assert case.now(lewisham.board)["stage"]["id"] == "stage-2"
        again = {"trigger": "not_agreed"}
        case.refused(school, "escalations", again, "no-further-stage")

        self._is_resolved_and_checked_back(case, lewisham)
        assert tells_the_past_again(case, (*lewisham.parties, lewisham.board)) >= 8

    def _is_resolved_and_checked_back(self, case: Case, cast: Cast) -> None:
        school = cast.school
        action = {
            "what": "Offer family support again.",
            "owner_agency": "social-care",
            "due_on": "2025-09-19",
        }
        dispute = case.act(
            school,
            "resolutions",
            resolution(actions=[action], resolved_at="2025-09-10T09:00:00Z"),
        )
        [agreed] = dispute["actions"]
        # The only date is the one that the agreement itself gives.
        missed = case.breached(school, agreed["id"])
        assert missed["due_at"] == "2025-09-19T23:00:00Z"
        done = {"kind": "completion", "result": "confirmed"}
        assert case.act(school, "check-backs", done)["status"] == "closed"
        assert [b["duty"] for b in case.breaches(school)] == [missed["duty"]]

    def test_the_board_may_end_it_unresolved_after_the_referral(
        self, lewisham: Cast
    ) -> None:
        case, _ = raise_case(lewisham.school, raising("lewisham"))
        case.act(lewisham.school, "escalations", {"trigger": "no_response"})

        dispute = case.act(
            lewisham.board, "resolutions", resolution("ended_unresolved")
        )

        assert dispute["status"] == "closed"
        assert "document gives no further step" in dispute["next_step"]

    def test_covers_a_dispute_inside_one_agency(self, lewisham: Cast) -> None:
        inside = raising("lewisham", to=("school",), scope="single_agency")

        _, dispute = raise_case(lewisham.school, inside)

        # 000: "as well as within single agency working".
        assert dispute["scope"] == "single_agency"
        assert {"recordResponse", "withdrawDispute"} <= set(dispute["allowed"])

    def test_refuses_a_later_start_and_says_to_protect_the_child_now(
        self, lewisham: Cast
    ) -> None:
        body = raising(
            "lewisham",
            immediate_risk={"present": True},
            start_stage={"stage": "stage-2", "ground": "immediate_risk"},
        )

        problem = refuse_to_raise(lewisham.school, body, "start-stage-not-allowed")

        assert EMERGENCY in problem["detail"]

    def test_covers_no_adult(self, lewisham: Cast) -> None:
        adult = raising("lewisham", subject={"kind": "adult", "reference": "A-1"})
        refuse_to_raise(lewisham.school, adult, "subject-not-covered")
