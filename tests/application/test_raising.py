from dataclasses import replace

import pytest

from dispute_core.application.authorization.fields import CASE
from dispute_core.application.ports import IdempotencyKey
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    DisputeNotFound,
    Invalid,
    KeyReused,
    NotAllowed,
    NotYourAgency,
    UnknownAgency,
    UnknownPartnership,
    UnknownPolicy,
)
from tests.support.builders import a_dispute
from tests.support.story import Story
from tests.support.world import BEXLEY, WALES, london

KEY = IdempotencyKey(client="school-system", key="one", fingerprint=b"raise it")


class TestWhoMayRaise:
    async def test_an_agency_for_itself(self, story: Story) -> None:
        await story.when(a_dispute(by="school"))

        raised = story.then(Dispute.Raised)
        assert raised.entered_by.agency == "school"
        assert raised.entered_by.reported_by is None

    async def test_an_agency_for_one_that_it_is_proxy_for(self, story: Story) -> None:
        changed = await story.when(a_dispute(by="voluntary", entered_by="housing"))

        entered_by = story.then(Dispute.Raised).entered_by
        assert (entered_by.agency, entered_by.reported_by) == ("voluntary", "housing")
        assert changed.standing.sides == ("raising",)

    async def test_no_agency_for_another(self, story: Story) -> None:
        raising = a_dispute(by="police", entered_by="housing")

        refused = await story.refuses(raising, NotYourAgency)

        assert refused.pointer == "/raised_by/agency"

    async def test_the_board_office_for_a_paper_case(self, story: Story) -> None:
        changed = await story.when(
            a_dispute(by="school", entered_by="board", at=london(2026, 2, 2, 12))
        )

        entered_by = story.then(Dispute.Raised).entered_by
        assert (entered_by.agency, entered_by.reported_by) == (
            "school",
            "board-manager",
        )
        assert changed.standing.fields == CASE
        assert changed.standing.sides == ()

    @pytest.mark.parametrize("who", ["auditor", "monitor", "admin"])
    async def test_nobody_else(self, story: Story, who: str) -> None:
        await story.refuses(a_dispute(by="school", entered_by=who), NotAllowed)


class TestWhomADisputeIsAbout:
    async def test_the_partnership_exists(self, story: Story) -> None:
        await story.refuses(a_dispute(partnership="nowhere"), UnknownPartnership)

    @pytest.mark.parametrize(
        ("raising", "pointer"),
        [
            (a_dispute(by="nobody"), "/raised_by/agency"),
            (a_dispute(responding=["police", "nobody"]), "/responding/1/agency"),
            (a_dispute(lead_agency="nobody"), "/lead_agency"),
            (a_dispute(held_by="nobody"), "/subject/held_by"),
        ],
    )
    async def test_its_agencies_belong_to_the_partnership(
        self, story: Story, raising: object, pointer: str
    ) -> None:
        refused = await story.refuses(raising, UnknownAgency)  # type: ignore[arg-type]

        assert refused.pointer == pointer

    async def test_each_responding_agency_is_named_once(self, story: Story) -> None:
        await story.refuses(a_dispute(responding=["police", "police"]), Invalid)

    async def test_the_raising_agency_answers_no_others(self, story: Story) -> None:
        raising = a_dispute(WALES, responding=["school", "police"])

        await story.refuses(raising, Invalid)

    async def test_the_scope_fits_the_agencies(self, story: Story) -> None:
        inside = a_dispute(WALES, responding=["school"], scope="inter_agency")
        between = a_dispute(WALES, responding=["police"], scope="single_agency")

        for raising in (inside, between):
            refused = await story.refuses(raising, Invalid)
            assert refused.pointer == "/scope"


class TestThePolicy:
    async def test_is_the_one_in_force_if_none_is_named(self, story: Story) -> None:
        await story.when(a_dispute(BEXLEY, policy_named=False))

        assert story.then(Dispute.Raised).policy.ref == BEXLEY

    async def test_must_be_named_for_a_time_before_it_was_in_force(
        self, story: Story
    ) -> None:
        old = london(2001, 1, 1, 12)

        refused = await story.refuses(
            a_dispute(BEXLEY, policy_named=False, at=old), UnknownPolicy
        )

        assert refused.pointer == "/policy"

    async def test_is_one_of_the_partnerships_own(self, story: Story) -> None:
        await story.refuses(
            a_dispute(WALES, partnership="worcestershire"), UnknownPolicy
        )


class TestRaisingTwice:
    async def test_with_the_same_key_records_one_dispute(self, story: Story) -> None:
        first = await story.when(a_dispute(), key=KEY)

        again = await story.when(a_dispute(), key=KEY)

        assert again.replayed
        assert story.happened == []
        assert again.dispute.id == first.dispute.id

    async def test_answers_a_repeat_that_would_now_be_refused(
        self, story: Story
    ) -> None:
        first = await story.when(a_dispute(), key=KEY)

        again = await story.when(a_dispute(category="no longer"), key=KEY)

        assert again.dispute.id == first.dispute.id

    async def test_answers_the_board_office_again(self, story: Story) -> None:
        key = replace(KEY, client="board-system")
        raising = a_dispute(by="school", entered_by="board")
        first = await story.when(raising, key=key)

        again = await story.when(raising, key=key)

        assert again.standing == first.standing

    async def test_shows_it_to_nobody_else_who_uses_the_client(
        self, story: Story
    ) -> None:
        shared = replace(KEY, client="police-system")
        await story.when(a_dispute(by="school"), key=shared)

        await story.refuses(
            a_dispute(by="school", entered_by="police"), DisputeNotFound, key=shared
        )

    async def test_refuses_the_key_of_another_request(self, story: Story) -> None:
        await story.when(a_dispute(), key=KEY)

        other = replace(KEY, fingerprint=b"other")
        await story.refuses(a_dispute(), KeyReused, key=other)
