"""Loughbrae: words without numbers, a board that asks, duties that follow from an end.

The dates are those counted by hand at the head of its file.
"""

import pytest

from tests.journeys.case import Case, deadline_of
from tests.journeys.cast import discussion, resolution
from tests.journeys.made.board import Board, days, expect_due, fates, watched
from tests.journeys.owing import does_the_rest, states

LETTER = {"kind": "correspondence", "text": "As we agreed."}
BOTH_ACCEPT = [{"agency": one, "accepts": True} for one in ("school", "social-care")]


class TestLoughbrae:
    @pytest.mark.parametrize(
        ("arose_at", "due_at", "last_day"),
        [
            ("2026-03-13T16:59:59Z", "2026-03-26T00:00:00Z", "2026-03-25"),
            ("2026-03-13T17:00:00Z", "2026-03-27T00:00:00Z", "2026-03-26"),
        ],
        ids=["a second before five", "at five"],
    )
    def test_what_comes_at_five_counts_as_of_the_next_working_day(
        self, loughbrae: Board, arose_at: str, due_at: str, last_day: str
    ) -> None:
        _, dispute = loughbrae.raises(
            raised_at="2026-03-16T10:00:00Z", arose_at=arose_at
        )

        finish = expect_due(dispute, "conversation.finish", "LB 3", due_at)
        assert finish["counted"]["days"][-1] == last_day
        assert len(finish["counted"]["days"]) == 7
        assert "2026-03-17" in {d["date"] for d in finish["counted"]["skipped"]}

    def test_as_soon_as_possible_is_asked_after_and_never_breached(
        self, loughbrae: Board
    ) -> None:
        case, dispute = loughbrae.raises(raised_at="2026-03-16T10:00:00Z")

        talk = expect_due(dispute, "conversation.talk", "LB 2", None)
        # Two working days from Monday 16 March: 18 and 19 March.
        assert talk["prompt"] == {
            "every": "2 working days",
            "first_at": "2026-03-20T00:00:00Z",
            "set_by": "the office of the Loughbrae panel",
        }
        assert talk["urgency"] == "as soon as possible"
        assert "2 working days" not in talk["reason"]
        found = watched(case, loughbrae.agency("school"))
        assert fates(found)["conversation.talk:1"] == ("running", None)

    def test_without_delay_has_an_outer_cap(self, loughbrae: Board) -> None:
        school = loughbrae.agency("school")
        case, dispute = loughbrae.raises(raised_at="2025-12-30T10:00:00Z")
        account = expect_due(dispute, "conversation.account", "LB 3", None)
        assert account["urgency"] == "without delay"

        talked = discussion(held_at="2025-12-31T16:59:00Z")
        dispute = case.act(school, "discussions", talked)

        two = days(("2026-01", (5, 6)))
        account = expect_due(
            dispute, "conversation.account", "LB 3", "2026-01-07T00:00:00Z", two
        )
        assert [(a["kind"], a["due_at"]) for a in account["arms"]] == [
            ("cap", "2026-01-07T00:00:00Z"),
            ("risk_set", None),
        ]
        assert account["span"]["unit"] == "working_days"
        assert "48 hours (two working days)" in account["span"]["printed"]
        skipped = [day["name"] for day in account["counted"]["skipped"]]
        assert any("Scotland" in name for name in skipped), skipped
        watched(case, school)
        sooner = {
            "kind": "risk_set",
            "duty": "conversation.account",
            "due_at": "2026-01-02T12:00:00Z",
            "reason": "They move on Friday.",
            "set_at": "2025-12-31T18:00:00Z",
        }
        dispute = case.act(school, "limits", sooner)
        shorter = deadline_of(dispute, "conversation.account")
        assert (shorter["won"], shorter["due_at"]) == (
            *("risk_set", "2026-01-02T12:00:00Z"),
        )

    def test_an_agreement_is_confirmed_checked_and_told(self, loughbrae: Board) -> None:
        school, social_care = (
            loughbrae.agency("school"),
            loughbrae.agency("social-care"),
        )
        case, dispute = loughbrae.raises(raised_at="2026-07-08T09:00:00Z")
        duties = {one["duty"] for one in dispute["deadlines"]}
        assert "conversation.confirm" not in duties

        agreed = resolution(resolved_at="2026-07-10T11:00:00Z")
        dispute = case.act(school, "resolutions", agreed)

        two = days(("2026-07", (14, 15)))
        expect_due(dispute, "conversation.confirm", "LB 4", "2026-07-15T23:00:00Z", two)
        assert states(dispute, "conversation.completion") == {"both": "due"}
        watched(case, school)
        confirmed = {**LETTER, "at": "2026-07-15T22:59:59Z"}
        dispute = case.act(social_care, "records", confirmed)
        assert fates(dispute)["conversation.confirm:1"] == ("breached", True)
        done = {"kind": "completion", "result": "confirmed"}
        case.act(school, "check-backs", done)
        assert does_the_rest(case, school, social_care)["status"] == "closed"

    def test_without_agreement_the_office_is_told_and_the_chair_ends_it(
        self, loughbrae: Board
    ) -> None:
        school = loughbrae.agency("school")
        case, _ = loughbrae.raises(raised_at="2026-07-29T09:00:00Z")
        first = {"trigger": "no_response", "escalated_at": "2026-07-30T09:00:00Z"}
        dispute = case.act(school, "escalations", first)
        assert dispute["stage"]["id"] == "account"
        assert "account.tell" not in {d["duty"] for d in dispute["deadlines"]}

        said = {"view": "We would still wait.", "responded_at": "2026-07-30T12:00:00Z"}
        dispute = case.act(loughbrae.agency("social-care"), "responses", said)
        considered = [p for p in dispute["prompts"] if p["kind"] == "considered"]
        assert [p["clause"] for p in considered] == ["LB 5"]

        talked = discussion(held_at="2026-07-30T16:30:00Z")
        dispute = case.act(school, "discussions", talked)

        # Half past five: as of Friday 31 July. Monday is a bank holiday in Scotland.
        told = days(("2026-08", (4,)))
        expect_due(dispute, "account.tell", "LB 4", "2026-08-04T23:00:00Z", told)
        watched(case, school)
        required = [p for p in dispute["prompts"] if p["kind"] == "required"]
        assert [p["to_stage"] for p in required] == ["chair"]
        self._is_ended_by_the_chair(case, loughbrae)

    def _is_ended_by_the_chair(self, case: Case, board: Board) -> None:
        school = board.agency("school")
        on = {"trigger": "not_agreed", "escalated_at": "2026-07-30T16:30:00Z"}
        dispute = case.act(school, "escalations", on)
        at_once = expect_due(dispute, "chair.bring-together", "LB 5", None)
        assert at_once["urgency"] == "immediately"
        five = days(("2026-08", (4, 5, 6, 7, 10)))
        expect_due(dispute, "chair.end", "LB 5", "2026-08-10T23:00:00Z", five)
        found = watched(case, school)
        assert fates(found)["chair.end:1"] == ("late", None)
        told = case.act(school, "records", {**LETTER, "at": "2026-08-05T09:00:00Z"})
        assert fates(told)["account.tell:1"] == ("breached", False)
        assert {b["duty"] for b in case.breaches(school)} == {"account.tell"}

        mine = case.act(school, "resolutions", resolution())
        assert mine["resolution"]["proposal"] is True
        word = resolution(accepted_by=BOTH_ACCEPT, resolved_at="2026-08-11T09:00:00Z")
        ended = case.act(board.office, "resolutions", word)
        assert ended["resolution"]["proposal"] is False
        assert fates(ended)["chair.end:1"] == ("late", False)

    def test_holds_inside_one_agency_and_before_birth(self, loughbrae: Board) -> None:
        _, dispute = loughbrae.raises(
            to=("school",),
            scope="single_agency",
            subject={"kind": "unborn", "reference": "U-77"},
        )

        assert (dispute["scope"], dispute["subject"]["kind"]) == (
            *("single_agency", "unborn"),
        )

    def test_tells_what_spares_a_dispute_and_what_each_step_asks_for(
        self, loughbrae: Board
    ) -> None:
        school = loughbrae.agency("school")
        case, _ = loughbrae.raises(raised_at="2026-03-16T10:00:00Z")
        shared = {"kind": "prevention", "about": "share-the-plan", "text": "We did."}
        dispute = case.act(school, "records", shared)
        steps = {
            p["about"]: p["done"]
            for p in dispute["prompts"]
            if p["kind"] == "prevention"
        }
        assert steps == {"who-does-what": False, "share-the-plan": True}
        shown = loughbrae.shown
        parts = {stage["id"]: stage["part_of"] for stage in shown["stages"]}
        assert parts == {"conversation": "account", "account": None, "chair": None}
        kinds = {task["kind"] for stage in shown["stages"] for task in stage["tasks"]}
        assert kinds == {"notice", "feedback", "record", "confirmation", "check_back"}
