"""Who sees a dispute: the table of design section 7, row by row."""

import pytest

from dispute_core.application.authorization.decision import decide
from dispute_core.application.authorization.standing import stands_to
from dispute_core.application.caller import agencies_of
from dispute_core.domain.errors import DisputeNotFound
from tests.support.builders import a_dispute
from tests.support.records import adds_record
from tests.support.steps import changes_parties, discusses, escalates
from tests.support.story import Story
from tests.support.world import (
    BEXLEY,
    BRIGHTON,
    LEWISHAM,
    WALES,
    WORCESTERSHIRE,
    caller,
    partnerships,
)

TOLD_AT = {
    LEWISHAM: "stage-2",  # 000: the referral to the board
    BEXLEY: "stage-3",  # 001: the attention of the Executive
    WORCESTERSHIRE: "stage-4",  # 002: the board's members are informed
    BRIGHTON: None,  # 003: counts and the nameless copy, never the case
    WALES: None,  # 004: likewise
}


async def sees(story: Story, who: str, partnership: str = "worcestershire") -> bool:
    dispute = await story.dispute()
    known = partnerships()[dispute.raised.partnership]
    stands = stands_to(dispute, caller(who, partnership), known, story.clock())
    return decide("getDispute", stands.relations).deny is None


class TestWhoSees:
    @pytest.mark.parametrize(
        ("who", "sees_it"),
        [
            ("school", True),
            ("social-care", True),
            ("police", False),
            ("housing", False),
            ("board", False),
            ("auditor", True),
            ("monitor", False),
            ("admin", False),
        ],
    )
    async def test_a_dispute_at_the_first_stage(
        self, story: Story, who: str, sees_it: bool
    ) -> None:
        await story.given(a_dispute())

        assert await sees(story, who) == sees_it

    @pytest.mark.parametrize("who", ["school", "social-care", "auditor", "board"])
    async def test_nobody_of_another_partnership(self, story: Story, who: str) -> None:
        await story.given(a_dispute(), *[escalates("school")] * 3)

        assert not await sees(story, who, partnership="bexley")

    async def test_an_agency_that_stands_in_for_a_party(self, story: Story) -> None:
        await story.given(a_dispute(by="voluntary"))

        assert await sees(story, "housing")
        known = partnerships()["worcestershire"]
        who = caller("housing", "worcestershire")
        stands = stands_to(await story.dispute(), who, known, story.clock())
        assert (stands.agency, stands.sides) == ("voluntary", ("raising",))

    async def test_an_agency_acts_for_itself_before_it_stands_in_for_another(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(by="voluntary", responding=["housing"]))

        known = partnerships()["worcestershire"]
        who = caller("housing", "worcestershire")
        stands = stands_to(await story.dispute(), who, known, story.clock())
        assert (stands.agency, stands.sides) == ("housing", ("responding",))

    async def test_an_agency_until_it_is_removed(self, story: Story) -> None:
        await story.given(
            a_dispute(responding=["social-care", "police"]),
            changes_parties("school", "remove", "police"),
        )

        assert not await sees(story, "police")


class TestWhenTheBoardIsTold:
    @pytest.mark.parametrize(("policy", "told_at"), TOLD_AT.items())
    async def test_as_each_document_says(
        self, story: Story, policy: str, told_at: str | None
    ) -> None:
        await story.given(a_dispute(policy))
        seen = {}
        while True:
            dispute = await story.dispute()
            seen[dispute.stage.id] = await sees(
                story, "board", dispute.raised.partnership
            )
            if dispute.stage.last:
                break
            await story.given(escalates("school"))

        first = next((stage for stage, told in seen.items() if told), None)
        assert first == told_at


class TestActing:
    async def test_on_a_hidden_dispute_is_as_on_none_at_all(self, story: Story) -> None:
        await story.given(a_dispute())
        hidden = await story.refuses(discusses("police"), DisputeNotFound)
        story.log.events.clear()

        absent = await story.refuses(discusses("school"), DisputeNotFound, seen=1)

        assert (hidden.detail, hidden.pointer) == (absent.detail, absent.pointer)

    async def test_for_another_agency_says_who_entered_it(self, story: Story) -> None:
        await story.given(a_dispute(by="voluntary"))

        await story.when(adds_record("housing"))

        [record] = (await story.dispute()).records
        assert record.by.agency == "voluntary"
        assert record.by.reported_by == "housing"


class TestTheAgenciesOfACaller:
    def test_are_its_own_and_those_it_acts_for(self) -> None:
        known = partnerships()["worcestershire"]

        assert agencies_of(caller("housing", "worcestershire"), known) == (
            "housing",
            "voluntary",
        )
        assert agencies_of(caller("school", "worcestershire"), known) == ("school",)
        assert agencies_of(caller("auditor", "worcestershire"), known) == ()
