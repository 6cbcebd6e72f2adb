"""003, Brighton & Hove: no number anywhere, agreed times, discretion on the stage."""

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
from tests.journeys.owing import CHECK_BACKS, does_the_rest


class TestBrightonAndHove:
    def test_a_dispute_with_an_agreed_time_from_raising_to_closing(
        self, brighton_hove: Cast
    ) -> None:
        school, social_care = brighton_hove.parties
        case, dispute = raise_case(school, raising("brighton-hove"))
        # 003 stages 1 and 2: "within a time scale, which is acceptable to all
        # parties"; until both have accepted one there is none.
        open_ended = deadline_of(dispute, "stage-1.resolve")
        assert open_ended["due_at"] is None
        assert (
            open_ended["urgency"]
            == "within a time scale, which is acceptable to all parties"
        )

        self._agree_on_a_time_and_miss_it(case, brighton_hove)
        case.act(social_care, "responses", {"view": "The plan is being carried out."})
        case.act(school, "discussions", discussion())
        dispute = case.act(school, "escalations", {"trigger": "not_agreed"})
        missed = deadline_of(dispute, "stage-1.resolve")
        assert (missed["status"], missed["settled"]["in_time"]) == ("breached", False)
        assert deadline_of(dispute, "stage-2.address")["due_at"] is None
        case.act(social_care, "discussions", discussion())
        dispute = case.act(social_care, "escalations", {"trigger": "not_agreed"})
        # 003 stage 3: "without delay", and no number.
        refer = deadline_of(dispute, "stage-3.refer")
        assert (refer["due_at"], refer["urgency"]) == (None, "without delay")

        action = {"what": "Meet the family together.", "owner_agency": "school"}
        dispute = case.act(school, "resolutions", resolution(actions=[action]))
        assert not CHECK_BACKS & {duty["kind"] for duty in dispute["duties"]}
        done = {"kind": "completion", "result": "confirmed"}
        assert case.act(social_care, "check-backs", done)["status"] == "resolved"
        assert does_the_rest(case, school, social_care)["status"] == "closed"
        assert tells_the_past_again(case, brighton_hove.parties) >= 10

    def _agree_on_a_time_and_miss_it(self, case: Case, cast: Cast) -> None:
        due_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
        offer = {
            "kind": "agreed",
            "duty": "stage-1.resolve",
            "due_at": written(due_at),
            "reason": "Both can meet before the core group.",
        }
        dispute = case.act(cast.school, "limits", offer)
        assert dispute["limits"][-1]["state"] == "proposed"
        assert deadline_of(dispute, "stage-1.resolve")["due_at"] is None
        dispute = case.act(
            cast.social_care,
            "limits",
            {**offer, "accepted_by": [{"agency": "social-care", "accepts": True}]},
        )
        assert dispute["limits"][-1]["state"] == "binding"
        agreed = deadline_of(dispute, "stage-1.resolve")
        assert (agreed["generation"], agreed["due_at"]) == (2, written(due_at))
        first = next(d for d in dispute["deadlines"] if d["generation"] == 1)
        assert first["status"] == "superseded"
        breach = case.breached(cast.school, "stage-1.resolve")["breach"]
        assert breach["cause"] == "normal"
        assert instant(breach["recorded_at"]) >= due_at

    def test_starts_at_a_later_stage_when_a_child_is_at_immediate_risk(
        self, brighton_hove: Cast
    ) -> None:
        # 003 Professional Challenge, last point: "discretion should be used as to
        # which stage is initiated".
        later = {"stage": "stage-3", "ground": "immediate_risk", "reason": "Tonight."}
        body = raising(
            "brighton-hove",
            immediate_risk={"present": True, "action_taken": "Called 999."},
            start_stage=later,
        )

        _, dispute = raise_case(brighton_hove.school, body)

        assert dispute["start_stage"] == "stage-3"
        assert dispute["stage"]["id"] == "stage-3"
        assert [d["duty"] for d in dispute["deadlines"]] == ["stage-3.refer"]

    def test_refuses_a_later_start_when_nobody_is_at_immediate_risk(
        self, brighton_hove: Cast
    ) -> None:
        later = {"stage": "stage-3", "ground": "immediate_risk"}
        body = raising("brighton-hove", start_stage=later)

        problem = refuse_to_raise(brighton_hove.school, body, "start-stage-not-allowed")

        assert "call 999 in an emergency" in problem["detail"]

    def test_passes_over_stages_on_immediate_risk_and_only_then(
        self, brighton_hove: Cast
    ) -> None:
        school = brighton_hove.school
        case, _ = raise_case(school, raising("brighton-hove"))
        skipping = {"trigger": "not_agreed", "to_stage": "stage-4"}
        case.refused(school, "escalations", skipping, "wrong-stage")

        dispute = case.act(
            school, "escalations", {**skipping, "trigger": "immediate_risk"}
        )

        assert dispute["stage"]["id"] == "stage-4"
        assert "document gives no further step" in dispute["next_step"]
        assert "escalateDispute" not in dispute["allowed"]
        again = {"trigger": "not_agreed"}
        case.refused(school, "escalations", again, "no-further-stage")
        unresolved = resolution("ended_unresolved")
        case.refused(school, "resolutions", unresolved, "not-yours-to-declare")
        assert brighton_hove.board.get(case.path).status_code == 404

    def test_goes_to_stage_4_on_a_policy_issue_even_when_settled(
        self, brighton_hove: Cast
    ) -> None:
        school = brighton_hove.school
        case, _ = raise_case(school, raising("brighton-hove"))
        case.act(school, "resolutions", resolution())
        case.refused(
            school, "escalations", {"trigger": "not_agreed"}, "dispute-settled"
        )

        dispute = case.act(school, "escalations", {"trigger": "policy_issue"})

        assert dispute["stage"]["id"] == "stage-4"
        assert dispute["status"] == "open"

    def test_covers_a_dispute_inside_one_agency(self, brighton_hove: Cast) -> None:
        health = brighton_hove.health
        body = raising("brighton-hove", by="health", to=("health",))

        case, dispute = raise_case(health, {**body, "scope": "single_agency"})

        assert dispute["scope"] == "single_agency"
        answered = case.act(
            health,
            "responses",
            {"view": "We see it otherwise.", "by": {"side": "responding"}},
        )
        assert answered["responses"][0]["by"]["side"] == "responding"
        proposed = case.act(
            health,
            "resolutions",
            resolution(declared_by={"side": "responding"}),
        )
        assert (proposed["status"], proposed["resolution"]["proposal"]) == (
            "open",
            True,
        )
        confirmed = case.act(
            health, "resolutions", resolution(declared_by={"side": "raising"})
        )
        assert confirmed["status"] == "resolved"

    def test_covers_no_adult(self, brighton_hove: Cast) -> None:
        adult = raising("brighton-hove", subject={"kind": "adult", "reference": "A-1"})
        refuse_to_raise(brighton_hove.school, adult, "subject-not-covered")
