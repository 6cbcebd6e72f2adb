"""Strathmorven: red, amber and green; every unit of time, Scotland's holidays.

The dates are those counted by hand at the head of its file.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.case import Case, deadline_of, instant, written
from tests.journeys.cast import discussion, resolution
from tests.journeys.made.board import Board, days, expect_due, fates, watched
from tests.support.http import Json

THREE_DAYS = timedelta(hours=72)
SOON = timedelta(seconds=2)


class TestStrathmorven:
    @pytest.mark.parametrize(
        ("priority", "raised_at", "due_at", "clause", "level"),
        [
            (
                *("amber", "2025-10-24T15:55:00Z", "2025-10-27T15:55:00Z"),
                *("SM 1.1", "first_line_manager"),
            ),
            (
                *("amber", "2025-03-28T16:55:00Z", "2025-03-31T16:55:00Z"),
                *("SM 1.1", "first_line_manager"),
            ),
            (
                *("red", "2025-10-24T15:55:00Z", "2025-10-28T00:00:00Z"),
                *("SM 1.2", "senior_manager"),
            ),
            (
                *("red", "2025-10-24T15:29:59Z", "2025-10-24T23:00:00Z"),
                *("SM 1.2", "senior_manager"),
            ),
            (
                *("green", "2025-10-10T23:30:00Z", "2025-11-09T00:00:00Z"),
                *("SM 1.3", "first_line_manager"),
            ),
        ],
        ids=[
            "72 hours while the clocks go back",
            "72 hours while they go on",
            "the same working day, too late on a Friday",
            "the same working day, one second before the cut-off",
            "28 calendar days from half past midnight",
        ],
    )
    def test_answers_in_the_time_of_its_colour(
        self,
        strathmorven: Board,
        priority: str,
        raised_at: str,
        due_at: str,
        clause: str,
        level: str,
    ) -> None:
        supposed = {"raised_at": raised_at, "priority": priority}

        case, dispute = strathmorven.raises(**supposed)

        answer = expect_due(dispute, "stage-1.answer", clause, due_at)
        assert answer["holder"] == {"side": "responding", "agency": None, "band": level}
        preview = strathmorven.previews(**supposed)
        assert deadline_of(preview, "stage-1.answer") == answer
        reds = [d for d in dispute["deadlines"] if d["clause"] == "SM 1.7"]
        assert len(reds) == (priority == "red")
        found = watched(case, strathmorven.agency("school"))
        assert fates(found)["stage-1.answer:1"] == ("breached", None)

    def test_a_kind_of_disagreement_changes_whose_duty_it_is(
        self, strathmorven: Board
    ) -> None:
        _, dispute = strathmorven.raises(
            raised_at="2025-10-24T15:55:00Z",
            category="leaving_hospital",
            category_text=None,
            priority="red",
        )

        answer = expect_due(dispute, "stage-1.answer", "SM 1.4", "2025-10-28T00:00:00Z")
        assert (answer["holder"]["side"], answer["holder"]["band"]) == (
            *("both", "senior_manager"),
        )
        # SM 1.7: within one hour, by the clock.
        expect_due(dispute, "stage-1.tell-the-senior", "SM 1.7", "2025-10-24T16:55:00Z")

    def test_a_kind_of_disagreement_changes_the_time_of_its_tier(
        self, strathmorven: Board
    ) -> None:
        supposed = {"raised_at": "2025-10-10T23:30:00Z", "priority": "green"}

        preview = strathmorven.previews(**supposed, category="assessment")

        fortnight = days(("2025-10", range(12, 26)))
        expect_due(
            preview, "stage-1.answer", "SM 1.8", "2025-10-25T23:00:00Z", fortnight
        )

    def test_the_worker_sees_72_hours_pass(self, strathmorven: Board) -> None:
        school = strathmorven.agency("school")
        due_at = datetime.now(UTC).replace(microsecond=0) + SOON
        raised_at = written(due_at - THREE_DAYS)

        case, dispute = strathmorven.raises(raised_at=raised_at, priority="amber")

        expect_due(dispute, "stage-1.answer", "SM 1.1", written(due_at))
        assert fates(dispute)["stage-1.answer:1"] == ("running", None)
        breach = case.breached(school, "stage-1.answer")["breach"]
        assert breach["cause"] == "normal"
        assert instant(breach["recorded_at"]) >= due_at
        case.act(strathmorven.agency("social-care"), "responses", {"view": "We see."})
        assert fates(case.now(school))["stage-1.answer:1"] == ("breached", False)

    def test_a_tier_of_the_document_must_be_chosen(self, strathmorven: Board) -> None:
        school = strathmorven.agency("school")
        body = strathmorven.body("school", ["social-care"])
        for wrong in ({}, {"priority": "blue"}):
            problem = school.post("/v1/disputes", {**body, **wrong}).json()
            assert "red, amber, green" in problem["detail"]

    def test_from_gathering_to_the_round_table(self, strathmorven: Board) -> None:
        school = strathmorven.agency("school")
        case, dispute = strathmorven.raises(
            priority="amber",
            raised_at="2025-12-29T10:00:00Z",
            concern_identified_at="2025-12-23T09:00:00Z",
            arose_at="2025-12-29T08:00:00Z",
            decision_received_at="2025-12-22T10:00:00Z",
        )
        week = days(("2025-12", (29, 30, 31)), ("2026-01", (5, 6)))
        gather = expect_due(
            dispute, "stage-1.gather", "SM 1.5", "2026-01-07T00:00:00Z", week
        )
        assert gather["counts_from"]["choice"] == "earliest"
        assert gather["counts_from"]["taken"] == "concern_identified"
        assert "Christmas Eve" in {d["name"] for d in gather["counted"]["skipped"]}
        watched(case, school)
        self._is_written_up(case, strathmorven)

        on = {"trigger": "not_agreed", "escalated_at": "2025-12-31T15:00:00Z"}
        dispute = case.act(school, "escalations", on)
        self._is_called_to_the_round_table(dispute)
        found = watched(case, school)
        assert {breach["duty"] for breach in case.breaches(school)} == {
            "stage-1.answer",
            "stage-1.gather",
            "stage-1.write-up",
            "stage-2.call",
        }
        decided = resolution("decided", resolved_at="2026-01-31T23:59:59Z")
        found = case.act(strathmorven.office, "resolutions", decided)
        told = fates(found)
        assert told["stage-2.call:1"] == ("breached", False)
        assert told["stage-2.be-over:1"] == ("late", True)
        assert told["stage-2.object:1"] == ("indication", None)

    def _is_written_up(self, case: Case, board: Board) -> None:
        school, social_care = board.agency("school"), board.agency("social-care")
        told = {"view": "We keep to it.", "responded_at": "2025-12-29T15:00:00Z"}
        waiting = case.act(social_care, "responses", told)
        assert deadline_of(waiting, "stage-1.write-up")["due_at"] is None
        held = discussion(held_at="2025-12-30T23:30:00Z")
        dispute = case.act(school, "discussions", held)
        # SM 1.6: the first talk was the later; New Year's Day is a calendar day too.
        two = days(("2025-12", (31,)), ("2026-01", (1,)))
        write_up = expect_due(
            dispute, "stage-1.write-up", "SM 1.6", "2026-01-02T00:00:00Z", two
        )
        assert write_up["span"]["unit"] == "calendar_days"
        assert write_up["span"]["printed"] == "Within two days"
        assert write_up["span"]["reading"] == "the two days of the write-up"
        assert "not the document's own word" in write_up["reason"]
        watched(case, school)
        letter = {"kind": "correspondence", "text": "As we wrote it up."}
        case.act(school, "records", {**letter, "at": "2025-12-31T12:00:00Z"})

    def _is_called_to_the_round_table(self, dispute: Json) -> None:
        ten_hours = days(("2025-12", (31,)), ("2026-01", (5,)))
        expect_due(dispute, "stage-2.call", "SM 2.1", "2026-01-05T17:00:00Z", ten_hours)
        over = expect_due(dispute, "stage-2.be-over", "SM 2.2", "2026-02-01T00:00:00Z")
        assert (over["force"], over["if_passed"]) == ("aim", "late")
        five = days(("2025-12", (23, 29, 30, 31)), ("2026-01", (5,)))
        objection = expect_due(
            dispute, "stage-2.object", "SM 2.3", "2026-01-06T00:00:00Z", five
        )
        assert (objection["force"], objection["if_passed"]) == ("guide", "indication")
        assert objection["counts_from"]["words"] == "of the decision"
        assert objection["counts_from"]["reading"] == "which decision"
        assert "ambiguous" in objection["reason"]

    def test_a_month_ends_on_the_last_day_where_its_own_day_is_missing(
        self, strathmorven: Board
    ) -> None:
        school = strathmorven.agency("school")
        case, dispute = strathmorven.raises(
            priority="green", raised_at="2026-01-30T10:00:00Z"
        )
        unknown = deadline_of(dispute, "stage-1.gather")
        assert unknown["counts_from"]["known"] is False
        assert "not known" in unknown["reason"]
        watched(case, school)
        at_risk = {"trigger": "immediate_risk", "escalated_at": "2026-01-31T12:00:00Z"}

        dispute = case.act(school, "escalations", at_risk)

        expect_due(dispute, "stage-2.be-over", "SM 2.2", "2026-03-01T00:00:00Z")
