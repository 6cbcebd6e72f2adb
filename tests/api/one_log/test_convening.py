"""Convening, moving and calling off a meeting, over HTTP."""

import pytest

from tests.api.one_log.convened import (
    a_challenge,
    a_meeting,
    in_days,
    in_wales,
    refused,
)
from tests.support.api import Api, Speaker


@pytest.mark.asyncio(loop_scope="module")
class TestConveningAMeeting:
    async def test_says_when_where_under_whom_with_whom_and_on_what(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()
        assert "conveneMeeting" in raised["allowed"]

        convened = await school.does(
            "meetings/convenings",
            raised,
            a_meeting(
                "school",
                "social-care",
                starts_at="2199-03-02T10:00:00Z",
                also_consider=["Who sees the child this week?"],
            ),
        )

        (meeting,) = convened["convened_meetings"]
        assert (meeting["id"], meeting["status"]) == ("meeting-1", "convened")
        assert meeting["starts_at"] == "2199-03-02T10:00:00Z"
        assert meeting["venue"]["where"] == "Room 4, County Hall"
        assert meeting["chair"]["name"] == "C. Lee"
        assert [one["agency"] for one in meeting["invitees"]] == [
            "school",
            "social-care",
        ]
        assert meeting["to_consider"] == [
            {"id": "added-1", "text": "Who sees the child this week?", "clause": None}
        ]
        assert convened["next_step"].startswith(
            "A meeting is convened for 10:00 on Saturday 2 March 2199"
        )

    async def test_stops_and_starts_no_deadline(self, school: Speaker) -> None:
        raised = await school.raises()

        convened = await school.does(
            "meetings/convenings", raised, a_meeting("school", "social-care")
        )

        assert convened["deadlines"] == raised["deadlines"]

    async def test_needs_every_agency_of_the_dispute(self, api: Api) -> None:
        dispute = await in_wales(api)

        problem = await refused(
            api.agency("health", "wales-region"),
            dispute,
            "meetings/convenings",
            a_meeting(
                "school",
                "police",
                chair={"rule": "other", "role": "Head", "reason": "He is free."},
            ),
            "meeting-without-quorum",
        )

        assert problem["detail"].endswith("missing: social-care and health.")
        assert problem["errors"][0]["pointer"] == "/invitees"

    async def test_is_not_for_a_time_that_has_passed(self, school: Speaker) -> None:
        raised = await school.raises()

        body = a_meeting("school", "social-care", starts_at=in_days(-1))
        await refused(school, raised, "meetings/convenings", body, "out-of-order")

    async def test_is_done_by_nobody_who_may_not_see_the_dispute(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises()

        body = a_meeting("school", "social-care")
        await refused(
            api.agency("police"),
            raised,
            "meetings/convenings",
            body,
            "dispute-not-found",
        )

    async def test_is_over_once_the_dispute_is_settled(self, school: Speaker) -> None:
        raised = await school.raises()
        settled = await school.does("withdrawals", raised, {"ground": "no_longer_held"})

        assert "conveneMeeting" not in settled["allowed"]
        body = a_meeting("school", "social-care")
        await refused(school, settled, "meetings/convenings", body, "dispute-settled")

    async def test_puts_on_the_list_what_the_document_has_it_consider(
        self, officer: Speaker
    ) -> None:
        raised = await a_challenge(officer)
        later = await officer.does("escalations", raised, {"trigger": "not_agreed"})

        convened = await officer.does(
            "meetings/convenings", later, a_meeting("reviewing", "police")
        )

        (meeting,) = convened["convened_meetings"]
        assert meeting["clause"] == "M 7"
        assert [(one["id"], one["clause"]) for one in meeting["to_consider"]] == [
            ("effect", "M 7.1"),
            ("plan-review", "M 7.2"),
        ]

    async def test_answers_a_meeting_that_was_required_until_it_is_called_off(
        self, api: Api, officer: Speaker
    ) -> None:
        raised = await a_challenge(officer)
        police = api.agency("police", "moor")
        called = await police.does("meetings", raised, {"kind": "required"})
        demanded = "A multi-agency meeting is required by police"
        assert called["next_step"].startswith(demanded)

        convened = await officer.does(
            "meetings/convenings", called, a_meeting("reviewing", "police")
        )
        assert convened["next_step"].startswith("A meeting is convened for")
        off = await officer.does(
            "meetings/meeting-1/cancellations", convened, {"reason": "Nobody could."}
        )

        assert off["next_step"].startswith(demanded)
        assert off["convened_meetings"][0]["status"] == "cancelled"
        assert off["convened_meetings"][0]["cancelled"]["reason"] == "Nobody could."


@pytest.mark.asyncio(loop_scope="module")
class TestAMeetingThatWasConvened:
    async def test_gets_another_date_and_keeps_the_first_on_record(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()
        convened = await school.does(
            "meetings/convenings", raised, a_meeting("school", "social-care")
        )

        moved = await school.does(
            "meetings/meeting-1/dates",
            convened,
            {
                "starts_at": "2199-03-03T09:00:00Z",
                "venue": {"kind": "remote"},
                "reason": "The school is closed.",
            },
        )

        (meeting,) = moved["convened_meetings"]
        assert meeting["starts_at"] == "2199-03-03T09:00:00Z"
        assert meeting["venue"] == {"kind": "remote", "where": None}
        assert meeting["moves"][0]["reason"] == "The school is closed."
        listed = await school.get(f"/v1/disputes/{raised['id']}/events")
        types = [one["type"] for one in listed.json()["items"]]
        assert types[-2:] == ["dispute.meeting_convened", "dispute.meeting_moved"]

    async def test_is_moved_and_called_off_no_more_once_it_was_called_off(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()
        convened = await school.does(
            "meetings/convenings", raised, a_meeting("school", "social-care")
        )
        place, why = "meetings/meeting-1", {"reason": "It was settled by phone."}
        off = await school.does(f"{place}/cancellations", convened, why)

        when = {"starts_at": in_days(4)}
        await refused(school, off, f"{place}/dates", when, "meeting-settled")
        await refused(school, off, f"{place}/cancellations", why, "meeting-settled")
        assert "cancelMeeting" not in off["allowed"]

    async def test_must_be_one_that_there_is(self, school: Speaker) -> None:
        raised = await school.raises()

        when = {"starts_at": in_days(4)}
        await refused(
            school, raised, "meetings/meeting-7/dates", when, "meeting-not-found"
        )
