"""Stannick: twenty days for the whole, a way past it, a panel and its chair.

The dates are those counted by hand at the head of its file.
"""

from typing import Any

from tests.journeys.case import Case, deadline_of, refuse_to_raise
from tests.journeys.cast import resolution
from tests.journeys.made.board import Board, days, expect_due, fates, watched
from tests.support.http import Json
from tests.support.made import MADE

RAISED_AT = "2025-12-22T09:00:00Z"
TWENTY_DAYS = days(
    ("2025-12", (23, 24, 29, 30, 31)),
    ("2026-01", (2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21, 22)),
)
AGREES = {"condition": "own_manager", "met": True, "evidence": "E-mail of today."}
AT_RISK = {"trigger": "immediate_risk", "escalated_at": "2025-12-24T23:59:59Z"}
DIRECTOR = {"agency": "school", "role": "Director"}


def begun(**more: Any) -> dict[str, Any]:
    return {"raised_at": RAISED_AT, "preconditions": [AGREES], **more}


class TestStannick:
    def test_the_own_manager_comes_first_or_a_reason_why_not(
        self, stannick: Board
    ) -> None:
        school = stannick.agency("school")
        body = stannick.body("school", ["social-care"], raised_at=RAISED_AT)
        problem = refuse_to_raise(school, body, "precondition-open")
        assert "ST 2" in problem["detail"]
        without = {"condition": "own_manager", "met": False}
        bare = {**body, "preconditions": [without]}
        refuse_to_raise(school, bare, "precondition-open")

        reason = "She is away, and it could not wait."
        _, dispute = stannick.raises(
            **begun(preconditions=[without | {"reason": reason}])
        )

        said = {one["wanted"]["condition"]: one for one in dispute["preconditions"]}
        assert said["own_manager"]["state"] == "not_met"
        assert said["own_manager"]["reason"] == reason
        assert said["form"]["state"] == "not_said"

    def test_both_sides_may_take_longer_but_not_longer_than_the_cap(
        self, stannick: Board
    ) -> None:
        school, social_care = stannick.agency("school"), stannick.agency("social-care")
        case, dispute = stannick.raises(**begun())
        four = days(("2025-12", (23, 24, 29, 30)))
        expect_due(dispute, "stage-1.settle", "ST 3", "2025-12-31T00:00:00Z", four)
        whole = expect_due(
            dispute, "procedure.over", "ST 1", "2026-01-23T00:00:00Z", TWENTY_DAYS
        )
        assert [arm["kind"] for arm in whole["arms"]] == ["cap"]
        watched(case, school)

        self._takes_longer(case, stannick)
        on = {
            "trigger": "not_agreed",
            "path": "designated-professional",
            "escalated_at": "2026-01-02T16:00:00Z",
        }
        dispute = case.act(social_care, "escalations", on)
        assert dispute["stage"]["path"] == "designated-professional"
        # ST 4: four working days from Friday 2 January.
        four = days(("2026-01", (5, 6, 7, 8)))
        expect_due(dispute, "stage-2.settle", "ST 4", "2026-01-09T00:00:00Z", four)
        found = watched(case, school)
        assert fates(found)["stage-1.settle:2"] == ("breached", True)
        assert fates(found)["procedure.over:1"] == ("breached", None)

    def _takes_longer(self, case: Case, board: Board) -> None:
        school, social_care = board.agency("school"), board.agency("social-care")
        longer = {"kind": "extension", "duty": "stage-1.settle"}
        six = {**longer, "due_at": "2026-01-03T00:00:00Z"}
        beyond = {**longer, "due_at": "2026-01-03T00:00:01Z"}
        problem = case.refused(school, "limits", beyond, "limit-not-allowed")
        assert "up to six working days from the raising" in problem["detail"]
        offered = case.act(school, "limits", {**six, "set_at": "2025-12-23T10:00:00Z"})
        assert offered["limits"][-1]["state"] == "proposed"
        assert deadline_of(offered, "stage-1.settle")["generation"] == 1
        dispute = case.act(
            social_care, "limits", {**six, "set_at": "2025-12-23T11:00:00Z"}
        )
        settle = expect_due(dispute, "stage-1.settle", "ST 3", "2026-01-03T00:00:00Z")
        assert (settle["generation"], settle["won"]) == (2, "agreed")
        watched(case, school)

    def test_danger_goes_past_the_steps_but_not_past_the_twenty_days(
        self, stannick: Board
    ) -> None:
        school = stannick.agency("school")
        case, _ = stannick.raises(**begun())
        watched(case, school)
        # ST 6: the reason is kept, and the director is consulted first.
        case.refused(school, "escalations", AT_RISK, "invalid-request")
        reasoned = {**AT_RISK, "reason": "He is to go home tonight."}
        problem = case.refused(school, "escalations", reasoned, "invalid-request")
        assert "their director" in problem["detail"]

        asked = {**reasoned, "consulted": [DIRECTOR]}
        dispute = case.act(school, "escalations", asked)

        ten = days(("2025-12", (29, 30, 31)), ("2026-01", (2, 5, 6, 7, 8, 9, 12)))
        expect_due(dispute, "stage-3.settle", "ST 5", "2026-01-13T00:00:00Z", ten)
        whole = expect_due(
            dispute, "procedure.over", "ST 1", "2026-01-23T00:00:00Z", TWENTY_DAYS
        )
        assert whole["generation"] == 1
        found = watched(case, school)
        assert fates(found) == {
            "stage-1.settle:1": ("breached", True),
            "procedure.over:1": ("breached", None),
            "stage-3.settle:1": ("breached", None),
        }
        self._is_decided_by_the_panel(stannick, case.id)

    def _is_decided_by_the_panel(self, board: Board, case_id: str) -> None:
        panel = board.shown["stages"][2]
        powers = {body["text"]: body["powers"] for body in panel["bodies"]}
        assert powers["the safeguarding adviser"] == ["recommends"]
        assert powers["the executive"] == ["informed"]
        dispute = board.office.read(f"/v1/disputes/{case_id}")
        split = [
            {"agency": "school", "accepts": True},
            {"agency": "social-care", "accepts": False},
        ]
        decided = resolution(
            "decided", accepted_by=split, resolved_at="2026-01-12T12:00:00Z"
        )
        path = f"/v1/disputes/{case_id}/resolutions"
        version = dispute["version"]
        # ST 5: the senior partner takes the chair only on one condition.
        refused = board.office.post(path, decided, version=version).json()
        assert "a member's own agency is a party" in refused["detail"]
        chaired = {**decided, "chaired_because": "The school sits on the panel."}
        done: Json = board.office.post(path, chaired, version=version).json()
        assert done["resolution"]["proposal"] is False
        assert done["resolution"]["binding"] is True
        assert [a["accepts"] for a in done["resolution"]["accepted_by"]] == [
            True,
            False,
        ]
        assert fates(done)["procedure.over:1"] == ("breached", True)
        assert fates(done)["stage-3.settle:1"] == ("breached", True)

    def test_danger_may_begin_with_the_panel_for_a_reason_that_is_kept(
        self, stannick: Board
    ) -> None:
        at_once = {"stage": "stage-3", "ground": "immediate_risk"}
        begins: dict[str, Any] = {
            "raised_at": RAISED_AT,
            "immediate_risk": {"present": True},
        }
        body = stannick.body("school", ["social-care"], **begins, start_stage=at_once)
        problem = refuse_to_raise(stannick.agency("school"), body, "invalid-request")
        assert "their director" in problem["detail"]

        why = {**at_once, "reason": "Home tonight. The director was asked."}
        _, dispute = stannick.raises(**begins, start_stage=why)

        assert dispute["stage"]["id"] == "stage-3"
        expect_due(dispute, "procedure.over", "ST 1", "2026-01-23T00:00:00Z")

    def test_steps_longer_than_the_whole_are_not_released(
        self, stannick: Board
    ) -> None:
        text = (MADE / "stannick.yaml").read_text(encoding="utf-8")
        longer = text.replace("within: 10 working days", "within: 13 working days")
        body = {"text": longer.replace("stannick@1", "stannick@2"), "reason": "Longer."}

        answer = stannick.office.post("/v1/policies", body)

        [error] = answer.json()["policy_lint"]["errors"]
        assert (error["code"], error["path"]) == ("sum-over-cap", "whole_procedure")
        assert "21 working days" in error["message"]

    def test_a_statutory_agency_requires_a_meeting_and_another_asks(
        self, stannick: Board
    ) -> None:
        school, social_care = stannick.agency("school"), stannick.agency("social-care")
        case, _ = stannick.raises(**begun())
        watched(case, school)

        case.refused(school, "meetings", {"kind": "required"}, "right-not-given")
        case.act(school, "meetings", {"kind": "asked"})
        dispute = case.act(social_care, "meetings", {"kind": "required"})

        called = [one["kind"] for one in dispute["meetings"]]
        assert called == ["asked", "required"]

    def test_equals_are_shown_and_a_missing_level_is_acted_for(
        self, stannick: Board
    ) -> None:
        shown = stannick.shown
        [equals] = shown["equivalents"]
        titles = {one["agency_kind"]: one["title"] for one in equals["titles"]}
        assert titles == {
            "police": "detective inspector",
            "social-care": "head of service",
            "school": "head teacher",
            "health": "named doctor or nurse",
        }
        preview = stannick.previews(
            raised_at=RAISED_AT,
            immediate_risk=True,
            start_stage={
                "stage": "stage-3",
                "ground": "immediate_risk",
                "reason": "Home tonight.",
            },
            raising_agency="charity",
            responding_agencies=["police"],
        )
        acting = {one["agency"]: one for one in preview["acting"]}
        assert acting["police"]["title"] == "detective inspector"
        assert acting["charity"]["through"] == "housing"
        assert (acting["charity"]["instead_of"], acting["charity"]["band"]) == (
            *("senior_manager", "director"),
        )
        assert acting[None]["office"] == "senior-partner"
        told = ("publisher", "nation", "area", "in_force_from", "in_force_to")
        assert [shown[one] for one in (*told, "review_on")] == [
            "Stannick Safeguarding Partnership (made up)",
            "ENG",
            ["Stannick"],
            *("2025-01-01", "2030-12-31", "2028-01-01"),
        ]
