"""002, Worcestershire: four stages, one and two working days, check-backs, the board.

Dates are written out by hand from the document and the calendar on the wall.
"""

from datetime import UTC, datetime, timedelta

from tests.journeys.case import (
    Case,
    deadline_of,
    instant,
    raise_case,
    refuse_to_raise,
    tells_the_past_again,
    written,
)
from tests.journeys.cast import Cast, discussion, raising, resolution

EMERGENCY = "call 999 in an emergency"


class TestWorcestershire:
    def test_a_dispute_from_raising_to_the_last_check_back(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, dispute = raise_case(
            school, raising("worcestershire", raised_at="2025-04-17T10:00:00Z")
        )
        self._stage_1_is_due_after_easter(dispute)
        stage_1 = case.breached(school, "stage-1.discuss")
        assert stage_1["breach"]["cause"] == "entered_late"

        case.act(
            social_care,
            "responses",
            {
                "view": "The bruises were explained at the visit of 15 April.",
                "proposal": "We offer a joint visit.",
                "responded_at": "2025-04-22T13:00:00Z",
            },
        )
        dispute = case.act(
            school, "discussions", discussion(held_at="2025-04-22T15:30:00Z")
        )
        settled = deadline_of(dispute, "stage-1.discuss")
        assert settled["status"] == "breached"
        assert settled["settled"]["occurred_at"] == "2025-04-22T15:30:00Z"
        assert settled["settled"]["in_time"] is True
        assert dispute["entered_late"] is True

        self._to_stage_2(case, worcestershire)
        self._to_stage_3(case, worcestershire)
        self._resolves_and_checks_back(case, worcestershire)

        assert case.types(school) == [
            *("raised", "deadline_breached", "responded", "discussed"),
            *("escalated", "deadline_breached", "discussed", "escalated"),
            *("resolved", "deadline_breached", "checked_back", "checked_back"),
            "closed",
        ]
        assert tells_the_past_again(case, (*worcestershire.parties,)) >= 13

    def _stage_1_is_due_after_easter(self, dispute: dict[str, object]) -> None:
        # 002 stage 1, "within one working day": Thursday 17 April is day 0; Good
        # Friday, the weekend and Easter Monday do not count.
        stage_1 = deadline_of(dispute, "stage-1.discuss")
        assert stage_1["clause"] == "002 stage 1"
        assert stage_1["force"] == "must"
        assert stage_1["due_on"] == "2025-04-22"
        assert stage_1["due_at"] == "2025-04-22T23:00:00Z"
        assert stage_1["holder"]["side"] == "both"
        assert stage_1["counted"]["days"] == ["2025-04-22"]
        assert "Tuesday 22 April 2025" in stage_1["reason"]
        assert "Good Friday" in stage_1["reason"]
        assert "Easter Monday" in stage_1["reason"]
        assert "22 April 2025" in str(dispute["next_step"])

    def _to_stage_2(self, case: Case, cast: Cast) -> None:
        dispute = case.act(
            cast.school,
            "escalations",
            {
                "trigger": "not_agreed",
                "reason": "We see the bruises differently.",
                "escalated_at": "2025-05-02T09:15:00Z",
            },
        )
        # 002 stage 2, "no later than 2 working days": Friday 2 May is day 0; the
        # weekend and the May bank holiday of Monday 5 May do not count.
        stage_2 = deadline_of(dispute, "stage-2.discuss")
        assert stage_2["clause"] == "002 stage 2"
        assert stage_2["due_on"] == "2025-05-07"
        assert stage_2["due_at"] == "2025-05-07T23:00:00Z"
        assert stage_2["counted"]["days"] == ["2025-05-06", "2025-05-07"]
        assert (
            stage_2["urgency"]
            == "without delay and in accordance with the level of risk"
        )
        case.breached(cast.school, "stage-2.discuss")
        case.act(
            cast.social_care, "discussions", discussion(held_at="2025-05-08T10:00:00Z")
        )
        late = deadline_of(case.now(cast.school), "stage-2.discuss")
        assert late["settled"]["in_time"] is False

    def _to_stage_3(self, case: Case, cast: Cast) -> None:
        dispute = case.act(
            cast.social_care,
            "escalations",
            {"trigger": "not_agreed", "escalated_at": "2025-05-09T09:00:00Z"},
        )
        # 002 stage 3: "without delay", and no number.
        stage_3 = deadline_of(dispute, "stage-3.refer")
        assert stage_3["due_at"] is None
        assert stage_3["due_on"] is None
        assert stage_3["urgency"] == "without delay"
        assert dispute["stage"]["id"] == "stage-3"
        assert [s["id"] for s in dispute["stages_passed"]] == ["stage-1", "stage-2"]

    def _resolves_and_checks_back(self, case: Case, cast: Cast) -> None:
        action = {
            "what": "Assess the child and family.",
            "owner_agency": "social-care",
            "owner": "T. Lindqvist",
            "due_on": "2025-05-23",
        }
        dispute = case.act(
            cast.school,
            "resolutions",
            resolution(actions=[action], resolved_at="2025-05-12T14:00:00Z"),
        )
        assert dispute["status"] == "resolved"
        [agreed] = dispute["actions"]
        completion = deadline_of(dispute, f"action-{agreed['id']}")
        assert completion["due_at"] == "2025-05-23T23:00:00Z"
        # 002 stage 3, Resolved, last point: completion alone is checked back on.
        assert [duty["kind"] for duty in dispute["duties"]] == ["completion"]
        case.breached(cast.school, f"action-{agreed['id']}")

        dispute = case.act(
            cast.school,
            "check-backs",
            {"kind": "completion", "action_id": agreed["id"], "result": "partly"},
        )
        assert dispute["status"] == "resolved"
        dispute = case.act(
            cast.social_care,
            "check-backs",
            {"kind": "completion", "action_id": agreed["id"], "result": "confirmed"},
        )
        assert dispute["status"] == "closed"
        assert dispute["waiting_on"] == "none"

    def test_understanding_is_checked_back_by_each_side(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, _ = raise_case(school, raising("worcestershire"))

        dispute = case.act(school, "resolutions", resolution())

        # 002 stage 1, Resolved: understanding by each side, then completion.
        assert [d["kind"] for d in dispute["duties"]] == [
            *("understanding", "understanding", "completion")
        ]
        assert deadline_of(dispute, "stage-1.discuss")["status"] == "met"
        understood = {"kind": "understanding", "result": "confirmed"}
        dispute = case.act(school, "check-backs", understood)
        assert [d["status"] for d in dispute["duties"]] == ["done", "due", "due"]
        dispute = case.act(social_care, "check-backs", understood)
        assert dispute["status"] == "resolved"
        completed = {"kind": "completion", "result": "confirmed"}
        assert case.act(school, "check-backs", completed)["status"] == "closed"

    def test_the_last_stage_offers_no_further_step_and_the_board_may_end_it(
        self, worcestershire: Cast
    ) -> None:
        school, board = worcestershire.school, worcestershire.board
        case, _ = raise_case(school, raising("worcestershire"))
        not_agreed = {"trigger": "not_agreed"}
        for _ in range(2):
            case.act(school, "escalations", not_agreed)
        unresolved = resolution("ended_unresolved")
        assert board.get(case.path).status_code == 404
        case.refused(school, "resolutions", unresolved, "not-yours-to-declare")

        dispute = case.act(school, "escalations", not_agreed)

        assert dispute["stage"]["id"] == "stage-4"
        assert "escalateDispute" not in dispute["allowed"]
        assert "document gives no further step" in dispute["next_step"]
        case.refused(school, "escalations", not_agreed, "no-further-stage")
        for party in worcestershire.parties:
            case.refused(party, "resolutions", unresolved, "not-yours-to-declare")
        assert "resolveDispute" in case.now(board)["allowed"]
        dispute = case.act(board, "resolutions", unresolved)
        assert dispute["status"] == "closed"
        assert dispute["resolution"]["outcome"] == "ended_unresolved"
        assert "document gives no further step" in dispute["next_step"]

    def test_refuses_a_later_start_and_says_to_protect_the_child_now(
        self, worcestershire: Cast
    ) -> None:
        at_risk = raising(
            "worcestershire",
            immediate_risk={"present": True, "action_taken": "Told the front door."},
            start_stage={"stage": "stage-3", "ground": "immediate_risk"},
        )

        problem = refuse_to_raise(
            worcestershire.school, at_risk, "start-stage-not-allowed"
        )

        assert EMERGENCY in problem["detail"]

    def test_refuses_to_pass_over_a_stage_and_says_to_protect_the_child_now(
        self, worcestershire: Cast
    ) -> None:
        case, _ = raise_case(worcestershire.school, raising("worcestershire"))

        problem = case.refused(
            worcestershire.school,
            "escalations",
            {"trigger": "immediate_risk", "to_stage": "stage-3"},
            "wrong-stage",
        )

        assert EMERGENCY in problem["detail"]
        assert "escalateDispute" in problem["allowed"]

    def test_a_limit_set_for_the_risk_at_stage_2_breaches_at_that_very_instant(
        self, worcestershire: Cast
    ) -> None:
        school = worcestershire.school
        case, _ = raise_case(school, raising("worcestershire"))
        due_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)

        dispute = case.act(
            school,
            "escalations",
            {
                "trigger": "immediate_risk",
                "risk_set_limit": {
                    "due_at": written(due_at),
                    "reason": "Home at four.",
                },
            },
        )

        limit = deadline_of(dispute, "stage-2.discuss")
        assert limit["due_at"] == written(due_at)
        assert limit["status"] == "running"
        breach = case.breached(school, "stage-2.discuss")["breach"]
        assert breach["cause"] == "normal"
        assert instant(breach["recorded_at"]) >= due_at

    def test_refuses_a_limit_for_the_risk_where_the_document_has_none(
        self, worcestershire: Cast
    ) -> None:
        due_at = written(datetime.now(UTC) + timedelta(hours=4))
        body = raising("worcestershire", risk_set_limit={"due_at": due_at})

        problem = refuse_to_raise(worcestershire.school, body, "limit-not-allowed")

        assert EMERGENCY in problem["detail"]

    def test_covers_neither_adults_nor_disputes_inside_one_agency(
        self, worcestershire: Cast
    ) -> None:
        adult = raising("worcestershire", subject={"kind": "adult", "reference": "A-7"})
        problem = refuse_to_raise(worcestershire.school, adult, "subject-not-covered")
        assert EMERGENCY in problem["detail"]

        inside = raising("worcestershire", to=("school",), scope="single_agency")
        refuse_to_raise(worcestershire.school, inside, "scope-not-covered")
