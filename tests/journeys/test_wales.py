"""004, the region in Wales: 5, 10 and 10 working days, adults, the lead agency.

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
from tests.journeys.owing import does_the_rest

EMERGENCY = "call 999 in an emergency"


class TestWales:
    def test_an_adults_dispute_from_raising_to_closing(self, wales: Cast) -> None:
        school, social_care = wales.parties
        case, dispute = raise_case(
            school,
            raising(
                "wales-region",
                subject={"kind": "adult", "reference": "A-5512"},
                lead_agency="social-care",
                raised_at="2025-04-14T08:00:00Z",
            ),
        )
        # 004 stage 1, "within 5 working days": Monday 14 April is day 0; Good Friday
        # and Easter Monday do not count in Wales.
        discuss = deadline_of(dispute, "stage-1.discuss")
        assert (discuss["clause"], discuss["force"]) == ("004 stage 1", "should")
        assert discuss["due_on"] == "2025-04-23"
        assert discuss["due_at"] == "2025-04-23T23:00:00Z"
        assert [arm["kind"] for arm in discuss["arms"]] == ["cap", "risk_set"]
        # 004 stage 2, "or within 10 working days", counted from the raising.
        resolve = deadline_of(dispute, "stage-1.resolve")
        assert resolve["clause"] == "004 stage 2, first point"
        assert resolve["due_on"] == "2025-04-30"
        assert resolve["due_at"] == "2025-04-30T23:00:00Z"
        case.breached(school, "stage-1.discuss")
        case.breached(school, "stage-1.resolve")

        case.act(
            social_care,
            "responses",
            {
                "view": "She has capacity and declined the assessment.",
                "responded_at": "2025-04-16T09:00:00Z",
            },
        )
        case.act(school, "discussions", discussion(held_at="2025-04-22T13:00:00Z"))
        self._to_stage_2(case, wales)
        self._to_stage_3(case, wales)
        self._is_decided_and_checked_back(case, wales)
        assert tells_the_past_again(case, wales.parties) >= 11

    def _to_stage_2(self, case: Case, cast: Cast) -> None:
        dispute = case.act(
            cast.school,
            "escalations",
            {"trigger": "time_passed", "escalated_at": "2025-05-01T09:00:00Z"},
        )
        discuss = deadline_of(dispute, "stage-1.discuss")
        assert discuss["settled"]["in_time"] is True
        resolve = deadline_of(dispute, "stage-1.resolve")
        assert resolve["status"] == "breached"
        assert resolve["settled"]["in_time"] is False
        # 004 stage 2 gives the line managers no time of their own.
        assert deadline_of(dispute, "stage-2.discuss")["due_at"] is None

    def _to_stage_3(self, case: Case, cast: Cast) -> None:
        dispute = case.act(
            cast.social_care, "discussions", discussion(held_at="2025-05-06T10:00:00Z")
        )
        # 004 stage 3, "within 10 working days of completion of Stage 2": completed by
        # the discussion of Tuesday 6 May without agreement, before any escalation.
        review = deadline_of(dispute, "stage-3.review")
        assert review["clause"] == "004 stage 3, first point"
        assert review["started_at"] == "2025-05-06T10:00:00Z"
        assert review["due_on"] == "2025-05-20"
        assert review["due_at"] == "2025-05-20T23:00:00Z"
        case.breached(cast.school, "stage-3.review")
        dispute = case.act(
            cast.school,
            "escalations",
            {"trigger": "not_agreed", "escalated_at": "2025-05-08T09:00:00Z"},
        )
        reviews = [d for d in dispute["deadlines"] if d["duty"] == "stage-3.review"]
        assert [(d["generation"], d["due_on"]) for d in reviews] == [(1, "2025-05-20")]
        assert "document gives no further step" in dispute["next_step"]
        assert "escalateDispute" not in dispute["allowed"]
        again = {"trigger": "not_agreed"}
        case.refused(cast.school, "escalations", again, "no-further-stage")

    def _is_decided_and_checked_back(self, case: Case, cast: Cast) -> None:
        unresolved = resolution("ended_unresolved")
        case.refused(cast.school, "resolutions", unresolved, "not-yours-to-declare")
        decided = resolution(
            "decided",
            actions=[
                {
                    "what": "Review her care and support plan.",
                    "owner_agency": "social-care",
                    "due_on": "2025-05-30",
                }
            ],
            accepted_by=[{"agency": "school", "accepts": False}],
            resolved_at="2025-05-19T15:00:00Z",
        )
        dispute = case.act(cast.social_care, "resolutions", decided)
        assert dispute["status"] == "resolved"
        assert dispute["resolution"]["proposal"] is False
        assert deadline_of(dispute, "stage-3.review")["settled"]["in_time"] is True
        [agreed] = dispute["actions"]
        case.breached(cast.school, agreed["id"])
        case.act(
            cast.school, "check-backs", {"kind": "completion", "result": "confirmed"}
        )
        assert does_the_rest(case, *cast.parties)["status"] == "closed"
        assert cast.board.get(case.path).status_code == 404

    def test_a_limit_set_for_the_risk_wins_over_the_days_and_breaches(
        self, wales: Cast
    ) -> None:
        due_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
        body = raising(
            "wales-region",
            risk_set_limit={
                "due_at": written(due_at),
                "reason": "He is alone tonight.",
            },
        )

        case, dispute = raise_case(wales.school, body)

        # 004 stage 1, "or a timescale that ensures that a child/adult is safeguarded
        # from harm, whichever is less".
        discuss = deadline_of(dispute, "stage-1.discuss")
        assert discuss["due_at"] == written(due_at)
        arms = {arm["kind"]: arm["due_at"] for arm in discuss["arms"]}
        assert arms["risk_set"] == written(due_at)
        assert instant(arms["cap"]) > due_at
        breach = case.breached(wales.school, "stage-1.discuss")["breach"]
        assert breach["cause"] == "normal"
        assert instant(breach["recorded_at"]) >= due_at
        assert deadline_of(case.now(wales.school), "stage-1.resolve")["breach"] is None

    def test_a_limit_set_for_the_risk_on_the_way_to_stage_3_is_kept(
        self, wales: Cast
    ) -> None:
        case, _ = raise_case(wales.school, raising("wales-region"))
        case.act(wales.school, "escalations", {"trigger": "not_agreed"})
        case.act(wales.school, "discussions", discussion())
        due_at = written(datetime.now(UTC) + timedelta(hours=3))

        dispute = case.act(
            wales.school,
            "escalations",
            {"trigger": "immediate_risk", "risk_set_limit": {"due_at": due_at}},
        )

        # 004 stage 3, "whichever is sooner": the 10 days ran already.
        review = deadline_of(dispute, "stage-3.review")
        assert instant(review["due_at"]) == instant(due_at)

    def test_covers_a_dispute_inside_one_agency(self, wales: Cast) -> None:
        inside = raising("wales-region", to=("school",), scope="single_agency")

        _, dispute = raise_case(wales.school, inside)

        # 004 slide 1: "within their own organisation and/or between agencies".
        assert dispute["scope"] == "single_agency"

    def test_refuses_a_later_start_and_passing_over_a_stage(self, wales: Cast) -> None:
        at_risk = raising(
            "wales-region",
            immediate_risk={"present": True},
            start_stage={"stage": "stage-2", "ground": "immediate_risk"},
        )
        problem = refuse_to_raise(wales.school, at_risk, "start-stage-not-allowed")
        assert EMERGENCY in problem["detail"]

        case, _ = raise_case(wales.school, raising("wales-region"))
        skipping = {"trigger": "immediate_risk", "to_stage": "stage-3"}
        problem = case.refused(wales.school, "escalations", skipping, "wrong-stage")
        assert EMERGENCY in problem["detail"]

    def test_a_senior_manager_who_does_not_lead_can_only_propose(
        self, wales: Cast
    ) -> None:
        body = raising(
            "wales-region", to=("social-care", "health"), lead_agency="social-care"
        )
        case, _ = raise_case(wales.school, body)
        for _ in range(2):
            case.act(wales.school, "escalations", {"trigger": "not_agreed"})

        dispute = case.act(wales.health, "resolutions", resolution("decided"))

        assert dispute["status"] == "open"
        assert dispute["resolution"]["proposal"] is True
        assert deadline_of(dispute, "stage-3.review")["status"] == "running"
