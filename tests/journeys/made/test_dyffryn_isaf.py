"""Dyffryn Isaf: a local text over a regional one, of which it takes what it leaves out.

The dates are those counted by hand at the head of its file.
"""

from tests.journeys.case import deadline_of
from tests.journeys.cast import discussion
from tests.journeys.made.board import Board, days, expect_due, fates, watched

RAISED_AT = "2026-04-13T08:00:00Z"


class TestDyffrynIsaf:
    def test_shows_what_is_its_own_and_what_it_takes_over(
        self, dyffryn_isaf: Board
    ) -> None:
        shown = dyffryn_isaf.shown

        stages = [(one["label"], one["taken_from"]) for one in shown["stages"]]
        assert stages == [
            ("First talk", None),
            ("Stage 2", "wales-regional@1"),
            ("Stage 3", "wales-regional@1"),
        ]
        labels = {one["code"]: one["label"] for one in shown["categories"]}
        assert labels["transport"] == "The transport of a child"
        assert labels["timeliness"] == "Timeliness of intervention"

    def test_holds_people_to_the_local_time_and_then_to_the_regional_one(
        self, dyffryn_isaf: Board
    ) -> None:
        school = dyffryn_isaf.agency("school")
        case, dispute = dyffryn_isaf.raises(raised_at=RAISED_AT)
        three = days(("2026-04", (14, 15, 16)))
        expect_due(dispute, "stage-1.talk", "DI 2", "2026-04-16T23:00:00Z", three)
        case.act(school, "discussions", discussion(held_at="2026-04-14T13:00:00Z"))
        up = {"trigger": "not_agreed", "escalated_at": "2026-04-14T14:00:00Z"}
        case.act(school, "escalations", up)

        talk = discussion(held_at="2026-04-15T09:00:00Z")
        dispute = case.act(school, "discussions", talk)

        ten = days(("2026-04", (16, 17, 20, 21, 22, 23, 24, 27, 28, 29)))
        review = deadline_of(dispute, "stage-3.review")
        expect_due(
            dispute, "stage-3.review", review["clause"], "2026-04-29T23:00:00Z", ten
        )
        assert review["clause"].startswith("004 stage 3")
        told = fates(watched(case, school))
        assert told["stage-3.review:1"] == ("breached", None)

    def test_owes_what_the_regional_text_asks_for(self, dyffryn_isaf: Board) -> None:
        school = dyffryn_isaf.agency("school")
        case, _ = dyffryn_isaf.raises(raised_at=RAISED_AT)
        up = {"trigger": "time_passed", "escalated_at": "2026-04-17T08:00:00Z"}
        case.act(school, "escalations", up)

        over = {"outcome": "agreed", "summary": "Agreed.", "accepted_by": []}
        dispute = case.act(
            school, "resolutions", {**over, "resolved_at": "2026-04-20T08:00:00Z"}
        )

        clauses = {one["clause"] for one in dispute["duties"]}
        assert any(clause.startswith("004 stage 2") for clause in clauses)
