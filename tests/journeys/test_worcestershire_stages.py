"""002, Worcestershire: its last stage, its limits for risk, and what it refuses."""

from datetime import UTC, datetime, timedelta

from tests.journeys.case import (
    deadline_of,
    instant,
    raise_case,
    refuse_to_raise,
    written,
)
from tests.journeys.cast import Cast, raising, resolution
from tests.journeys.owing import does_the_rest, fulfils

EMERGENCY = "call 999 in an emergency"


class TestStagesInWorcestershire:
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
        # 002 stage 4: what the document has people do is owed all the same.
        assert dispute["status"] == "ended"
        assert dispute["resolution"]["outcome"] == "ended_unresolved"
        for party in worcestershire.parties:
            fulfils(case, party, "stage-4.members")
        dispute = does_the_rest(case, *worcestershire.parties)
        assert dispute["status"] == "closed"
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
