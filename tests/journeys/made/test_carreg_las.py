"""Carreg Las: what belongs elsewhere, as many layers as needed, a text over another.

The dates are those counted by hand at the head of its file.
"""

from typing import Any

import pytest

from tests.journeys.case import Case, deadline_of, refuse_to_raise
from tests.journeys.cast import discussion, resolution
from tests.journeys.made.board import Board, days, expect_due, fates, watched
from tests.support.http import Caller

RAISED_AT = "2026-04-11T11:00:00Z"
OWN_POLICY = {"condition": "own_policy", "met": True, "evidence": "Minute of 9 April."}
ELSEWHERE = {
    "referral": "the front door",
    "complaint": "the complaints officer",
    "allegation": "the designated officer for allegations",
    "whistleblowing": "your whistleblowing policy",
    "inside_one_agency": "that agency's own policy",
    "another_procedure": "that procedure",
}


def begun(**more: Any) -> dict[str, Any]:
    return {"raised_at": RAISED_AT, "preconditions": [OWN_POLICY], **more}


def layer(trigger: str, at: str, **more: str) -> dict[str, str]:
    return {"trigger": trigger, "escalated_at": at, **more}


class TestCarregLas:
    @pytest.mark.parametrize("question", ELSEWHERE)
    def test_sends_elsewhere_what_belongs_elsewhere(
        self, carreg_las: Board, question: str
    ) -> None:
        answers = [{"question": question, "applies": True}]
        body = carreg_las.body("school", ["social-care"], **begun(screening=answers))

        problem = refuse_to_raise(
            carreg_las.agency("school"), body, "belongs-elsewhere"
        )

        assert ELSEWHERE[question] in problem["detail"]

    def test_shows_the_way_and_goes_on(self, carreg_las: Board) -> None:
        goes_on = ("grew_over_time", "protection_procedures", "conference")
        answers = [{"question": one, "applies": True} for one in goes_on]

        _, dispute = carreg_las.raises(**begun(screening=answers))

        told = {
            one["asked"]["question"]: one["applies"] for one in dispute["screening"]
        }
        assert [told[one] for one in goes_on] == [True, True, True]
        assert told["referral"] is None

    def test_danger_does_not_wait_for_the_questions(self, carreg_las: Board) -> None:
        answers = [{"question": "referral", "applies": True}]

        case, _ = carreg_las.raises(
            raised_at=RAISED_AT, screening=answers, immediate_risk={"present": True}
        )

        assert case.version == 1

    def test_the_own_policy_comes_first(self, carreg_las: Board) -> None:
        body = carreg_las.body("school", ["social-care"], raised_at=RAISED_AT)

        problem = refuse_to_raise(
            carreg_las.agency("school"), body, "precondition-open"
        )

        assert "CL 3" in problem["detail"]

    def test_takes_as_many_layers_as_needed_and_then_the_panel(
        self, carreg_las: Board
    ) -> None:
        school = carreg_las.agency("school")
        case, dispute = carreg_las.raises(**begun())
        # Saturday 11 April counts as of Monday 13 April.
        five = days(("2026-04", (14, 15, 16, 17, 20)))
        first = expect_due(dispute, "layer.meet", "CL 4", "2026-04-20T23:00:00Z", five)
        assert "Monday 13 April 2026 as day 0" in first["reason"]
        watched(case, school)
        self._takes_two_more_layers(case, carreg_las)
        up = layer("time_passed", "2026-05-05T15:00:00Z", to_stage="panel")
        self._puts_the_record_of_all_layers_together(case, school, up)

        dispute = case.act(school, "escalations", up)

        ten = days(("2026-05", (6, 7, 8, 11, 12, 13, 14, 15, 18, 19)))
        expect_due(dispute, "panel.recommend", "CL 5", "2026-05-19T23:00:00Z", ten)
        told = fates(watched(case, school))
        meetings = {k: v for k, v in told.items() if k.startswith("layer.meet")}
        assert meetings == {
            "layer.meet:1": ("breached", False),
            "layer.meet:2": ("breached", True),
            "layer.meet:3": ("breached", True),
        }
        self._the_panel_recommends_and_the_leads_agree(case, carreg_las)

    def _takes_two_more_layers(self, case: Case, board: Board) -> None:
        school = board.agency("school")
        second = layer("not_agreed", "2026-04-29T08:30:00Z")
        dispute = case.act(school, "escalations", second)
        five = days(("2026-04", (30,)), ("2026-05", (1, 5, 6, 7)))
        expect_due(dispute, "layer.meet", "CL 4", "2026-05-07T23:00:00Z", five)
        assert dispute["stage"]["visit"] == 2
        watched(case, school)
        met = discussion(method="meeting", held_at="2026-05-05T13:00:00Z")
        dispute = case.act(school, "discussions", met)
        # It may not have been the last layer, so the panel's time does not run yet.
        assert "panel.recommend" not in {d["duty"] for d in dispute["deadlines"]}
        watched(case, school)
        third = layer("not_agreed", "2026-05-05T13:30:00Z", to_stage="layer")
        dispute = case.act(school, "escalations", third)
        assert dispute["stage"]["visit"] == 3
        watched(case, school)

    def _puts_the_record_of_all_layers_together(
        self, case: Case, school: Caller, up: dict[str, str]
    ) -> None:
        problem = case.refused(school, "escalations", up, "precondition-open")
        assert "CL 3" in problem["detail"]
        record = {"kind": "preparation", "text": "Page 1 to 9 of our file."}
        dispute = case.act(school, "records", {**record, "about": "record-of-layers"})
        told = {one["wanted"]["condition"]: one for one in dispute["preconditions"]}
        assert told["own_policy"]["state"] == "met"
        assert told["record_of_layers"]["state"] == "met"
        assert told["record_of_layers"]["evidence"] == record["text"]

    def _the_panel_recommends_and_the_leads_agree(
        self, case: Case, board: Board
    ) -> None:
        at = "2026-05-19T22:59:59Z"
        decides = resolution("decided", resolved_at=at)
        case.refused(board.office, "resolutions", decides, "not-yours-to-declare")
        recommended = resolution("recommended", resolved_at=at)
        dispute = case.act(board.office, "resolutions", recommended)
        assert dispute["status"] == "open"
        police = {"agency": "police", "role": "the police lead", "accepts": True}
        one = resolution(accepted_by=[police], resolved_at=at)
        problem = case.refused(
            board.agency("school"), "resolutions", one, "not-yours-to-declare"
        )
        assert "the health lead" in problem["detail"]
        health = {"agency": "health", "role": "the health lead", "accepts": True}
        sides = [{"agency": a, "accepts": True} for a in ("school", "social-care")]
        both = resolution(accepted_by=[police, health, *sides], resolved_at=at)
        dispute = case.act(board.agency("school"), "resolutions", both)
        assert dispute["resolution"]["proposal"] is False
        assert dispute["resolution"]["binding"] is False
        recommend = deadline_of(dispute, "panel.recommend")
        assert recommend["settled"]["in_time"] is True

    def test_counts_dissent_from_the_end_of_the_conference(
        self, carreg_las: Board
    ) -> None:
        school = carreg_las.agency("school")
        case, dispute = carreg_las.raises(
            **begun(
                category="conference",
                category_text=None,
                raised_at="2026-03-28T12:00:00Z",
                conference_ended_at="2026-03-27T17:30:00Z",
            )
        )
        three = days(("2026-03", (30, 31)), ("2026-04", (1,)))
        expect_due(dispute, "layer.dissent", "CL 4.1", "2026-04-01T23:00:00Z", three)
        watched(case, school)
        letter = {"kind": "correspondence", "text": "We dissent."}
        late = {**letter, "at": "2026-04-01T23:00:00Z"}
        dispute = case.act(school, "records", late)
        assert fates(dispute)["layer.dissent:1"] == ("breached", False)

    def test_a_fault_of_the_policy_goes_to_the_panel_even_when_settled(
        self, carreg_las: Board
    ) -> None:
        school = carreg_las.agency("school")
        case, _ = carreg_las.raises(**begun())
        watched(case, school)
        agreed = resolution(resolved_at="2026-04-14T09:00:00Z")
        dispute = case.act(school, "resolutions", agreed)
        assert dispute["status"] == "resolved"
        considered = [p for p in dispute["prompts"] if p["kind"] == "considered"]
        assert [p["clause"] for p in considered] == ["CL 6"]
        unsettled = {"trigger": "not_agreed"}
        case.refused(school, "escalations", unsettled, "dispute-settled")

        up = layer("policy_issue", "2026-04-15T09:00:00Z")
        up["not_done_because"] = "There was one layer, and no file of it yet."
        dispute = case.act(school, "escalations", up)

        assert (dispute["status"], dispute["stage"]["id"]) == ("open", "panel")
        assert dispute["stage"]["entered"] == "considered"
        assert deadline_of(dispute, "panel.recommend")["due_on"] == "2026-04-29"

    def test_stands_on_the_regional_protocol_and_says_where_it_differs(
        self, carreg_las: Board
    ) -> None:
        [region] = carreg_las.shown["layers"]

        assert (region["relation"], region["ref"]) == (
            "supplements",
            "wales-regional@1",
        )
        assert (region["held"], region["local_text_first"]) == (True, True)
        [rule] = region["overrides"]
        assert (rule["here"], rule["there"]) == (
            *("five working days", "ten working days"),
        )
