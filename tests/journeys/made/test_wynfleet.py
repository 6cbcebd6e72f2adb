"""Wynfleet: a reviewing officer's one-way challenge, moved on by the service itself.

The dates are those counted by hand at the head of its file.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.journeys.case import (
    Case,
    deadline_of,
    instant,
    raise_case,
    refuse_to_raise,
    written,
)
from tests.journeys.cast import discussion, resolution
from tests.journeys.made.board import Board, days, expect_due, fates, watched
from tests.support.http import Json

ASKED_AT = "2026-04-29T23:15:00Z"
SOON = timedelta(seconds=2)


def asked(board: Board, **more: Any) -> tuple[Case, Json]:
    return board.raises(by="reviewing", **more)


class TestWynfleet:
    def test_only_the_officer_challenges_and_only_social_care(
        self, wynfleet: Board
    ) -> None:
        for by, to in (("school", "social-care"), ("reviewing", "school")):
            body = wynfleet.body(by, [to])
            problem = refuse_to_raise(wynfleet.agency(by), body, "one-way-only")
            assert "WF 1" in problem["detail"]
        actors = wynfleet.shown["stages"][0]["actors"]
        officer = [who for who in actors if who["one_way"]]
        assert [who["side"] for who in officer] == ["quality_role"]

    def test_goes_from_informal_asking_to_the_directors_decision(
        self, wynfleet: Board
    ) -> None:
        officer = wynfleet.agency("reviewing")
        case, dispute = asked(wynfleet, raised_at=ASKED_AT)
        # Asked at a quarter past midnight: 30 April is day 0, though UTC has the 29th.
        two = days(("2026-05", (1, 5)))
        expect_due(
            dispute, "before-the-start.answer", "WF 2", "2026-05-05T23:00:00Z", two
        )
        assert (dispute["stage"]["id"], dispute["stage"]["number"]) == (
            *("before-the-start", 0),
        )
        watched(case, officer)
        # Written down long after: people may have acted, so nothing moves by itself.
        assert case.now(officer)["stage"]["id"] == "before-the-start"
        self._turns_outside_and_no_clock_stops(case, wynfleet)

        formal = {
            "trigger": "unsatisfactory_response",
            "escalated_at": "2026-05-01T09:00:00Z",
        }
        dispute = case.act(officer, "escalations", formal)
        five = days(("2026-05", (5, 6, 7, 8, 11)))
        expect_due(dispute, "stage-1.reply", "WF 3.1", "2026-05-11T23:00:00Z", five)
        watched(case, officer)
        held = discussion(held_at="2026-05-12T08:00:00Z")
        dispute = case.act(officer, "discussions", held)
        ten = days(("2026-05", (13, 14, 15, 18, 19, 20, 21, 22, 26, 27)))
        expect_due(dispute, "stage-2.decide", "WF 4", "2026-05-27T23:00:00Z", ten)
        watched(case, officer)
        self._is_decided_to_the_officers_satisfaction(case, wynfleet)

    def _turns_outside_and_no_clock_stops(self, case: Case, board: Board) -> None:
        officer = board.agency("reviewing")
        before = fates(case.now(officer))
        turned = {
            "kind": "outside_route",
            "about": "family-court-adviser",
            "text": "The adviser has been asked.",
            "at": "2026-04-30T15:00:00Z",
        }
        dispute = case.act(officer, "records", turned)
        assert fates(dispute) == before
        [outside] = [p for p in dispute["prompts"] if p["kind"] == "outside_route"]
        assert (outside["clause"], outside["done"]) == ("WF 5", True)

    def _is_decided_to_the_officers_satisfaction(
        self, case: Case, board: Board
    ) -> None:
        officer, social_care = board.agency("reviewing"), board.agency("social-care")
        on = {
            "trigger": "unsatisfactory_response",
            "escalated_at": "2026-05-12T10:00:00Z",
        }
        dispute = case.act(officer, "escalations", on)
        decide = deadline_of(dispute, "stage-2.decide")
        assert (decide["generation"], decide["due_on"]) == (1, "2026-05-27")
        watched(case, officer)
        said = {
            "view": "The plan is put right.",
            "responded_at": "2026-05-27T22:59:59Z",
        }
        case.act(social_care, "responses", said)
        offered = case.act(social_care, "resolutions", resolution())
        assert offered["resolution"]["proposal"] is True
        done = case.act(
            officer, "resolutions", resolution(resolved_at="2026-05-28T09:00:00Z")
        )
        assert done["resolution"]["proposal"] is False
        assert fates(done) == {
            "before-the-start.answer:1": ("breached", True),
            "stage-1.reply:1": ("breached", False),
            "stage-2.decide:1": ("breached", True),
        }

    def test_the_formal_start_follows_by_itself_once_the_time_has_passed(
        self, wynfleet: Board
    ) -> None:
        officer = wynfleet.agency("reviewing")
        due_at = datetime.now(UTC).replace(microsecond=0) + SOON
        limit = {"due_at": written(due_at), "reason": "Court is tomorrow."}
        body = wynfleet.body("reviewing", ["social-care"], risk_set_limit=limit)

        case, dispute = raise_case(officer, body)

        answer = expect_due(dispute, "before-the-start.answer", "WF 2", written(due_at))
        assert answer["won"] == "risk_set"
        dispute = case.until(officer, lambda it: it["stage"]["id"] == "stage-1")
        assert case.types(officer) == ["raised", "deadline_breached", "escalated"]
        assert fates(dispute)["before-the-start.answer:1"] == ("breached", False)
        assert (dispute["stage"]["entered"], dispute["stage"]["clause"]) == (
            *("automatic", "WF 2.1"),
        )
        assert instant(dispute["stage"]["started_at"]) >= due_at
        reply = deadline_of(dispute, "stage-1.reply")
        assert reply["started_at"] == dispute["stage"]["started_at"]

    def test_gives_way_to_a_book_that_nobody_has_shown(self, wynfleet: Board) -> None:
        shown = wynfleet.shown
        [book] = shown["layers"]
        assert (book["relation"], book["seen"], book["held"]) == (
            *("defers_to", False, False),
        )
        kinds = {one["about"]: one["kind"] for one in shown["silences"]}
        assert kinds == {
            "what a working day is": "not_said",
            "who learns of it": "not_said",
            "the Wynfleet Practice Book": "not_seen",
        }
        found = {one["code"] for one in wynfleet.released["lint"]["findings"]}
        assert "document-not-seen" in found
