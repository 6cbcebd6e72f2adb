"""Pellworth: each side its own clock, eight timers in two levels, the raiser's word.

The dates are those counted by hand at the head of its file.
"""

from tests.journeys.case import Case, deadline_of, tells_the_past_again
from tests.journeys.cast import discussion, resolution
from tests.journeys.made.board import Board, days, expect_due, fates, watched
from tests.support.http import Json

ASKED_AT = "2025-04-17T15:59:00Z"
LETTER = {"kind": "correspondence", "text": "We have it, and look again."}
REPLY = {"view": "We looked again, and would still close it."}
IN_THE_END = {
    "stage-1.acknowledge:1": ("breached", True),
    "stage-1.reply:1": ("breached", True),
    "stage-1.speak:1": ("breached", None),
    "stage-1.answer:1": ("superseded", None),
    "stage-1.answer:2": ("breached", False),
    "stage-2.acknowledge:1": ("breached", False),
    "stage-2.meet:1": ("breached", True),
    "stage-2.set-out:1": ("superseded", None),
    "stage-2.set-out:2": ("breached", True),
    "stage-2.answer:1": ("superseded", None),
    "stage-2.answer:2": ("breached", True),
}


class TestPellworth:
    def test_goes_from_asking_to_the_word_of_whoever_asked(
        self, pellworth: Board
    ) -> None:
        school, social_care = (
            pellworth.agency("school"),
            pellworth.agency("social-care"),
        )
        case, dispute = pellworth.raises(raised_at=ASKED_AT)
        self._each_side_has_its_own_clock(dispute)
        watched(case, school)

        at_the_last_second = {"at": "2025-04-22T22:59:59Z"}
        case.act(social_care, "records", {**LETTER, **at_the_last_second})
        replied = {**REPLY, "responded_at": "2025-04-24T22:59:59Z"}
        dispute = case.act(social_care, "responses", replied)
        expect_due(
            dispute,
            "stage-1.answer",
            "PW 1.4",
            "2025-04-28T23:00:00Z",
            days(("2025-04", (25, 28))),
        )
        watched(case, school)

        self._goes_up_after_notice(case, pellworth)
        self._is_worked_out_between_the_heads(case, pellworth)

        ended = resolution(resolved_at="2025-05-19T22:59:59Z")
        dispute = case.act(school, "resolutions", ended)
        assert dispute["resolution"]["proposal"] is False
        assert fates(dispute) == IN_THE_END
        assert tells_the_past_again(case, (school, social_care)) >= 10

    def _each_side_has_its_own_clock(self, dispute: Json) -> None:
        first = days(("2025-04", (22,)))
        expect_due(
            dispute, "stage-1.acknowledge", "PW 1.1", "2025-04-22T23:00:00Z", first
        )
        three = days(("2025-04", (22, 23, 24)))
        expect_due(dispute, "stage-1.reply", "PW 1.2", "2025-04-24T23:00:00Z", three)
        five = days(("2025-04", (22, 23, 24, 25, 28)))
        expect_due(dispute, "stage-1.speak", "PW 1.3", "2025-04-28T23:00:00Z", five)
        answer = expect_due(dispute, "stage-1.answer", "PW 1.4", None)
        assert answer["waits_for"] == ["response_received"]
        holders = {d["duty"]: d["holder"]["side"] for d in dispute["deadlines"]}
        assert holders == {
            "stage-1.acknowledge": "responding",
            "stage-1.reply": "responding",
            "stage-1.speak": "both",
            "stage-1.answer": "raising",
        }

    def _goes_up_after_notice(self, case: Case, board: Board) -> None:
        school, social_care = board.agency("school"), board.agency("social-care")
        up = {"trigger": "unsatisfactory_response"}
        # PW 1.6: whoever asked and nobody else, and not without notice.
        case.refused(social_care, "escalations", up, "not-your-side")
        without = {**up, "escalated_at": "2025-05-02T14:30:00Z"}
        problem = case.refused(school, "escalations", without, "invalid-request")
        assert "PW 1.6" in problem["detail"]
        told = {
            "kind": "notice_of_intention",
            "text": "We shall go up.",
            "at": "2025-04-30T09:00:00Z",
        }
        case.act(school, "records", told)
        early = {**up, "escalated_at": "2025-05-01T22:59:59Z"}
        case.refused(school, "escalations", early, "invalid-request")

        dispute = case.act(school, "escalations", without)

        # PW 2.1: 15:30 to 17:00 on Friday; the May holiday; 09:00 to 11:30 on Tuesday.
        hours = days(("2025-05", (2, 6)))
        expect_due(
            dispute, "stage-2.acknowledge", "PW 2.1", "2025-05-06T10:30:00Z", hours
        )
        three = days(("2025-05", (6, 7, 8)))
        expect_due(dispute, "stage-2.meet", "PW 2.2", "2025-05-08T23:00:00Z", three)
        expect_due(dispute, "stage-2.set-out", "PW 2.3", None)
        expect_due(dispute, "stage-2.answer", "PW 2.4", None)
        watched(case, school)

    def _is_worked_out_between_the_heads(self, case: Case, board: Board) -> None:
        school, social_care = board.agency("school"), board.agency("social-care")
        met = discussion(method="meeting", held_at="2025-05-08T22:30:00Z")
        dispute = case.act(school, "discussions", met)
        two = days(("2025-05", (9, 12)))
        expect_due(dispute, "stage-2.set-out", "PW 2.3", "2025-05-12T23:00:00Z", two)
        watched(case, school)

        outcome = {**REPLY, "responded_at": "2025-05-12T10:00:00Z"}
        dispute = case.act(social_care, "responses", outcome)
        five = days(("2025-05", (13, 14, 15, 16, 19)))
        expect_due(dispute, "stage-2.answer", "PW 2.4", "2025-05-19T23:00:00Z", five)
        watched(case, school)

        # PW 2.5: only whoever asked can end it; the other's word is an offer.
        offered = case.act(social_care, "resolutions", resolution())
        assert (offered["status"], offered["resolution"]["proposal"]) == ("open", True)

    def test_reaches_the_chair_whose_word_binds(self, pellworth: Board) -> None:
        school = pellworth.agency("school")
        case, _ = pellworth.raises(raised_at="2025-08-20T08:00:00Z")
        watched(case, school)
        unheard = {
            "trigger": "no_response",
            "not_done_because": "Nobody answers there.",
            "escalated_at": "2025-08-21T08:00:00Z",
        }
        case.act(school, "escalations", unheard)
        watched(case, school)
        on = {"trigger": "time_passed", "escalated_at": "2025-08-22T22:59:59Z"}
        dispute = case.act(school, "escalations", on)

        # PW 3: ten working days after Friday 22 August; Monday 25 is a bank holiday.
        ten = days(("2025-08", (26, 27, 28, 29)), ("2025-09", (1, 2, 3, 4, 5, 8)))
        expect_due(dispute, "stage-3.decide", "PW 3", "2025-09-08T23:00:00Z", ten)
        assert deadline_of(dispute, "stage-3.decide")["holder"]["side"] == "board"
        watched(case, school)
        decided = resolution("decided", resolved_at="2025-09-08T22:59:59Z")
        dispute = case.act(pellworth.office, "resolutions", decided)
        assert dispute["resolution"]["proposal"] is False
        assert fates(dispute)["stage-3.decide:1"] == ("breached", True)
