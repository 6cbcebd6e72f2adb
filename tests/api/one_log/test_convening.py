"""Convening, moving and calling off a meeting, over HTTP."""

import pytest
import pytest_asyncio

from tests.api.one_log.convened import a_meeting, in_days, in_wales, refused
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.made import publish_made

WALES = ("school", "social-care", "health")


@pytest.fixture(scope="module")
def wales_school(api: Api) -> Speaker:
    return api.agency("school", "wales-region")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def officer(api: Api) -> Speaker:
    await publish_made(api.services, "moor-one-way")
    return api.agency("reviewing", "moor")


async def a_challenge(officer: Speaker) -> Json:
    return await officer.raises(
        a_dispute(
            partnership="moor",
            subject={"kind": "child", "reference": "R-1"},
            raised_by={"agency": "reviewing", "role": "Reviewing officer"},
            responding=[{"agency": "police"}],
        )
    )


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
class TestTheChair:
    async def test_is_the_lead_agencys_in_wales(
        self, api: Api, wales_school: Speaker
    ) -> None:
        dispute = await in_wales(api, lead_agency="social-care")

        convened = await wales_school.does(
            "meetings/convenings",
            dispute,
            a_meeting(*WALES, chair={"rule": "lead_agency", "name": "L. Rees"}),
        )

        chair = convened["convened_meetings"][0]["chair"]
        assert (chair["rule"], chair["agency"]) == ("lead_agency", "social-care")

    async def test_waits_for_a_lead_agency_to_be_named(
        self, api: Api, wales_school: Speaker
    ) -> None:
        dispute = await in_wales(api)
        body = a_meeting(*WALES, chair={"rule": "lead_agency"})

        act = "meetings/convenings"
        await refused(wales_school, dispute, act, body, "chair-not-by-rule")
        named = await wales_school.does("lead-agencies", dispute, {"agency": "health"})
        convened = await wales_school.does(act, named, body)

        assert convened["convened_meetings"][0]["chair"]["agency"] == "health"

    async def test_by_another_rule_than_the_documents_needs_a_reason(
        self, api: Api, wales_school: Speaker
    ) -> None:
        dispute = await in_wales(api, lead_agency="school")
        act = "meetings/convenings"

        problem = await refused(
            wales_school, dispute, act, a_meeting(*WALES), "chair-not-by-rule"
        )
        other = {"rule": "other", "role": "Head of quality"}
        bare = a_meeting(*WALES, chair=other)
        await refused(wales_school, dispute, act, bare, "invalid-request")
        convened = await wales_school.does(
            act, dispute, a_meeting(*WALES, chair={**other, "reason": "She is ill."})
        )

        assert "004 stage 3, third point" in problem["detail"]
        assert convened["convened_meetings"][0]["chair"]["reason"] == "She is ill."

    @pytest.mark.parametrize(
        ("chair", "code"),
        [
            ({"rule": "independent", "agency": "social-care", "role": "Head"},
             "chair-not-by-rule"),
            ({"rule": "independent"}, "invalid-request"),
            ({"rule": "independent", "office": "no-such-office"}, "invalid-request"),
            ({"rule": "independent", "agency": "nobody", "role": "Head"},
             "unknown-agency"),
            ({"rule": "lead_agency", "agency": "police"}, "chair-not-by-rule"),
        ],
    )  # fmt: skip
    async def test_fits_its_rule(self, school: Speaker, chair: Json, code: str) -> None:
        raised = await school.raises(a_dispute(lead_agency="school"))

        body = a_meeting("school", "social-care", chair=chair)
        await refused(school, raised, "meetings/convenings", body, code)


@pytest.mark.asyncio(loop_scope="module")
class TestMediationAndArbitration:
    """001-8: by the three partners, as a last resort, on a ground that is recorded."""

    async def test_need_the_power_that_the_document_gives(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()

        problem = await refused(
            school,
            raised,
            "meetings/convenings",
            a_meeting("school", "social-care", mode="mediation", ground="protracted"),
            "right-not-given",
        )

        assert "nobody the power to mediate" in problem["detail"]

    async def test_are_the_three_partners_in_bexley(self, api: Api) -> None:
        school = api.agency("school", "bexley")
        body = a_dispute(partnership="bexley", responding=[{"agency": "social-care"}])
        dispute = await school.raises(body)
        for _ in range(3):
            dispute = await school.does(
                "escalations", dispute, {"trigger": "not_agreed"}
            )
        act, board = "meetings/convenings", api.role("board", "bexley")
        wanted = a_meeting("school", "social-care", mode="arbitration")

        await refused(
            school, dispute, act, {**wanted, "ground": "intractable"}, "right-not-given"
        )
        await refused(board, dispute, act, wanted, "invalid-request")
        convened = await board.does(act, dispute, {**wanted, "ground": "intractable"})

        (meeting,) = convened["convened_meetings"]
        assert (meeting["mode"], meeting["ground"]) == ("arbitration", "intractable")
        assert meeting["clause"] == "001 second paragraph"
        assert "An arbitration is convened for" in convened["next_step"]

    async def test_alone_have_a_ground(self, school: Speaker) -> None:
        raised = await school.raises()

        body = a_meeting("school", "social-care", ground="protracted")
        await refused(school, raised, "meetings/convenings", body, "invalid-request")


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


@pytest.mark.asyncio(loop_scope="module")
class TestTheLeadAgency:
    async def test_is_named_and_changed_with_a_reason(self, school: Speaker) -> None:
        raised = await school.raises()
        assert raised["lead_agency"] is None

        named = await school.does("lead-agencies", raised, {"agency": "school"})
        bare = {"agency": "social-care"}
        await refused(school, named, "lead-agencies", bare, "invalid-request")
        changed = await school.does(
            "lead-agencies", named, {**bare, "reason": "They hold the plan."}
        )

        assert changed["lead_agency"] == "social-care"
        await refused(
            school,
            changed,
            "lead-agencies",
            {"agency": "social-care"},
            "already-lead-agency",
        )

    async def test_is_an_agency_of_the_dispute(self, school: Speaker) -> None:
        raised = await school.raises()

        await refused(
            school, raised, "lead-agencies", {"agency": "police"}, "not-a-party"
        )


@pytest.mark.asyncio(loop_scope="module")
class TestTheContacts:
    async def test_are_one_for_each_agency_and_the_newest_named(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()

        changed = await school.does(
            "parties",
            raised,
            {
                "change": "replace_contact",
                "side": "responding",
                "agency": "social-care",
                "contact": {"role": "Team manager", "name": "T. New"},
            },
        )

        found = {one["agency"]: one for one in changed["contacts"]}
        assert list(found) == ["school", "social-care"]
        assert found["school"]["sides"] == ["raising"]
        assert found["social-care"]["name"] == "T. New"
