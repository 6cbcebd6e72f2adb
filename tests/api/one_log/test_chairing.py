"""Who chairs a meeting, who leads, whom to speak to, and who arbitrates."""

import pytest

from tests.api.one_log.convened import WALES, a_meeting, in_wales, refused
from tests.support.api import Api, Json, Speaker, a_dispute


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
