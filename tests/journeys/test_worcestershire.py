"""002, Worcestershire: four stages, one and two working days, check-backs, the board.

Dates are written out by hand from the document and the calendar on the wall.
"""

from tests.journeys.case import (
    Case,
    deadline_of,
    raise_case,
    tells_the_past_again,
)
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.journeys.owing import CHECK_BACKS, does_the_rest, owing, states
from tests.support.http import Caller, Json


class TestWorcestershire:
    def test_a_dispute_from_raising_to_the_last_check_back(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, dispute = raise_case(
            school, raising("worcestershire", raised_at="2025-04-17T10:00:00Z")
        )
        self._stage_1_is_due_after_easter(dispute)
        missed = case.breached(school, "stage-1.discuss")["breach"]
        assert missed["cause"] == "entered_late"
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
        self._was_in_time_and_entered_late(dispute)

        self._to_stage_2(case, worcestershire)
        self._to_stage_3(case, worcestershire)
        self._resolves_and_checks_back(case, worcestershire)

        assert case.types(school) == [
            *("raised", "deadline_breached", "responded", "discussed"),
            *("escalated", "deadline_breached", "discussed", "escalated"),
            *("resolved", "deadline_breached", "checked_back", "duty_fulfilled"),
            "checked_back",
            *(["duty_fulfilled"] * 17),
            "closed",
        ]
        self._is_counted_as_it_was(case, school)
        assert tells_the_past_again(case, worcestershire.parties) >= 13

    def _was_in_time_and_entered_late(self, dispute: Json) -> None:
        settled = deadline_of(dispute, "stage-1.discuss")
        assert settled["status"] == "breached"
        assert settled["settled"]["occurred_at"] == "2025-04-22T15:30:00Z"
        assert settled["settled"]["in_time"] is True
        assert dispute["entered_late"] is True

    def _is_counted_as_it_was(self, case: Case, school: Caller) -> None:
        # The first was kept in time and only entered late: it must not be counted.
        listed = [b for b in school.items("/v1/breaches") if b["dispute_id"] == case.id]
        in_time = {breach["duty"]: breach["in_time"] for breach in listed}
        assert sorted(in_time.values()) == [False, False, True]
        assert in_time["stage-1.discuss"] is True

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
        completion = deadline_of(dispute, agreed["id"])
        assert completion["due_at"] == "2025-05-23T23:00:00Z"
        # 002 stage 3, Resolved, last point: completion alone is checked back on.
        checked = [d["kind"] for d in dispute["duties"] if d["kind"] in CHECK_BACKS]
        assert checked == ["completion"]
        case.breached(cast.school, agreed["id"])

        dispute = case.act(
            cast.school,
            "check-backs",
            {"kind": "completion", "action_id": agreed["id"], "result": "partly"},
        )
        assert dispute["status"] == "resolved"
        self._is_no_complaint(case, cast)
        dispute = case.act(
            cast.social_care,
            "check-backs",
            {"kind": "completion", "action_id": agreed["id"], "result": "confirmed"},
        )
        assert dispute["status"] == "resolved"
        dispute = does_the_rest(case, *cast.parties)
        assert dispute["status"] == "closed"
        assert dispute["waiting_on"] == "none"

    def _is_no_complaint(self, case: Case, cast: Cast) -> None:
        # 002: an agreed action that was not delivered may be a complaint; people say.
        asked = owing(case, cast.school, "stage-3.complaint")
        assert asked["asks"] == "answer"
        assert "complaint" in asked["label"]
        case.act(
            cast.school,
            f"duties/{asked['id']}/fulfilments",
            {"answer": "not_needed", "note": "The visit was a day late, no more."},
        )

    def test_understanding_is_checked_back_by_each_side(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, _ = raise_case(school, raising("worcestershire"))

        dispute = case.act(school, "resolutions", resolution())

        # 002 stage 1, Resolved: understanding by each side, then completion.
        checks = [d for d in dispute["duties"] if d["kind"] in CHECK_BACKS]
        assert [d["kind"] for d in checks] == [
            *("understanding", "understanding", "completion")
        ]
        assert deadline_of(dispute, "stage-1.discuss")["status"] == "met"
        understood = {"kind": "understanding", "result": "confirmed"}
        dispute = case.act(school, "check-backs", understood)
        assert states(dispute, "stage-1.understanding") == {
            "raising": "done",
            "responding": "due",
        }
        dispute = case.act(social_care, "check-backs", understood)
        assert dispute["status"] == "resolved"
        completed = {"kind": "completion", "result": "confirmed"}
        assert case.act(school, "check-backs", completed)["status"] == "resolved"
        assert does_the_rest(case, school, social_care)["status"] == "closed"
