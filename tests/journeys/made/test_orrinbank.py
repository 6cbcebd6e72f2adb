"""Orrinbank: a time that only the two sides set, most voices, a board that may move.

The dates are those counted by hand at the head of its file.
"""

from tests.journeys.case import Case, deadline_of
from tests.journeys.cast import discussion, resolution
from tests.journeys.made.board import Board, days, expect_due, fates, watched
from tests.journeys.owing import CHECK_BACKS

RAISED_AT = "2026-03-31T22:30:00Z"
BY_NOON = "2026-04-08T11:00:00Z"
LETTER = {"kind": "correspondence", "text": "As was agreed."}


class TestOrrinbank:
    def test_goes_from_an_agreed_time_to_most_voices(self, orrinbank: Board) -> None:
        school = orrinbank.agency("school")
        case, dispute = orrinbank.raises(raised_at=RAISED_AT)
        meet = expect_due(dispute, "first-meeting.meet", "OB 1.1", None)
        assert meet["arms"] == []
        week = days(("2026-04", (1, 2, 7, 8, 9)))
        friend = expect_due(
            dispute,
            "first-meeting.bring-a-friend",
            "OB 1.3",
            "2026-04-09T23:00:00Z",
            week,
        )
        assert (friend["force"], friend["if_passed"]) == ("may", "indication")
        watched(case, school)
        self._nobody_answers(case, orrinbank)
        self._they_agree_by_when_and_then_in_part(case, orrinbank)

        on = {"trigger": "not_agreed", "escalated_at": "2026-04-09T23:30:00Z"}
        dispute = case.act(orrinbank.office, "escalations", on)
        three = days(("2026-04", (13, 14, 15)))
        panel = expect_due(
            dispute, "second-meeting.meet", "OB 2.2", "2026-04-15T23:00:00Z", three
        )
        assert panel["span"]["reading"] == "the three days of the panel"
        watched(case, school)
        self._the_panel_votes_and_sends(case, orrinbank)

    def _nobody_answers(self, case: Case, board: Board) -> None:
        school = board.agency("school")
        duties = {one["duty"] for one in case.now(school)["deadlines"]}
        assert "first-meeting.tell-own-manager" not in duties
        tried = discussion("no_response", held_at="2026-04-02T15:00:00Z")
        dispute = case.act(school, "discussions", tried)
        four = days(("2026-04", (1, 2, 7, 8)))
        expect_due(
            dispute,
            "first-meeting.tell-own-manager",
            "OB 1.2",
            "2026-04-08T23:00:00Z",
            four,
        )
        watched(case, school)
        told = case.act(school, "records", {**LETTER, "at": "2026-04-07T22:59:59Z"})
        assert fates(told)["first-meeting.tell-own-manager:1"] == ("breached", True)

    def _they_agree_by_when_and_then_in_part(self, case: Case, board: Board) -> None:
        school, social_care = board.agency("school"), board.agency("social-care")
        noon = {"kind": "agreed", "duty": "first-meeting.meet", "due_at": BY_NOON}
        case.act(school, "limits", {**noon, "set_at": "2026-04-07T08:00:00Z"})
        accepted = {**noon, "set_at": "2026-04-07T09:00:00Z"}
        dispute = case.act(social_care, "limits", accepted)
        meet = expect_due(dispute, "first-meeting.meet", "OB 1.1", BY_NOON)
        assert [arm["kind"] for arm in meet["arms"]] == ["agreed"]
        watched(case, school)
        held = discussion(
            "partly_agreed", method="meeting", held_at="2026-04-08T10:30:00Z"
        )
        dispute = case.act(school, "discussions", held)
        two = days(("2026-04", (9, 10)))
        expect_due(dispute, "first-meeting.list", "OB 1.6", "2026-04-10T23:00:00Z", two)
        told = fates(watched(case, school))
        assert told["first-meeting.meet:2"] == ("breached", True)
        assert told["first-meeting.bring-a-friend:1"] == ("indication", True)

    def _the_panel_votes_and_sends(self, case: Case, board: Board) -> None:
        office = board.office
        voices = [
            {"agency": "school", "accepts": True},
            {"agency": "social-care", "accepts": False},
        ]
        at = "2026-04-15T12:00:00Z"
        split = resolution("decided", accepted_by=voices, resolved_at=at)
        case.refused(office, "resolutions", split, "not-yours-to-declare")
        police = {"agency": "police", "accepts": True}
        most = resolution("decided", accepted_by=[*voices, police], resolved_at=at)
        dispute = case.act(office, "resolutions", most)
        assert (dispute["status"], dispute["resolution"]["binding"]) == (
            *("resolved", True),
        )
        two = days(("2026-04", (16, 17)))
        expect_due(
            dispute, "second-meeting.send", "OB 2.4", "2026-04-17T23:00:00Z", two
        )
        watched(case, office)
        sent = case.act(office, "records", {**LETTER, "at": "2026-04-17T22:59:59Z"})
        assert fates(sent)["second-meeting.send:1"] == ("breached", True)

    def test_ends_when_both_sides_say_the_same(self, orrinbank: Board) -> None:
        school, social_care = (
            orrinbank.agency("school"),
            orrinbank.agency("social-care"),
        )
        case, _ = orrinbank.raises(raised_at=RAISED_AT)
        watched(case, school)

        offered = case.act(school, "resolutions", resolution())
        assert (offered["status"], offered["resolution"]["proposal"]) == ("open", True)
        dispute = case.act(social_care, "resolutions", resolution())

        assert (dispute["status"], dispute["resolution"]["proposal"]) == (
            *("resolved", False),
        )
        asked = [d["kind"] for d in dispute["duties"] if d["kind"] in CHECK_BACKS]
        assert asked == ["understanding", "understanding", "outcome_for_person"]
        told = [task["when"] for task in orrinbank.shown["stages"][0]["tasks"]]
        assert told == ["during", "at_start", "during"]
        [guide] = orrinbank.shown["layers"]
        assert (guide["relation"], guide["held"]) == ("points_to", False)
        assert deadline_of(dispute, "first-meeting.meet")["status"] == "stopped"
