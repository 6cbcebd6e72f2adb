from datetime import timedelta

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    AlreadyParty,
    DisputeNotFound,
    InTheFuture,
    NotAParty,
    NotYourSide,
    Refused,
    UnknownAgency,
)
from tests.support.builders import a_dispute
from tests.support.steps import changes_parties, discusses, escalates
from tests.support.story import MONDAY, Story
from tests.support.world import LEWISHAM, WALES


class TestAddingAnAgency:
    async def test_lets_it_see_the_dispute_and_act(self, story: Story) -> None:
        await story.given(a_dispute())
        await story.refuses(discusses("police"), DisputeNotFound)

        await story.when(changes_parties("social-care", "add", "police"))

        story.then(Dispute.PartiesChanged, kind="add", side="responding")
        await story.when(discusses("police"))
        assert story.then(Dispute.Discussed).by.side == "responding"

    async def test_is_for_agencies_that_are_not_there_yet(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(
            changes_parties("school", "add", "social-care"), AlreadyParty
        )
        await story.refuses(changes_parties("school", "add", "nobody"), UnknownAgency)

    async def test_gives_the_raising_side_no_second_agency(self, story: Story) -> None:
        await story.given(a_dispute())
        change = changes_parties("school", "add", "police", side="raising")

        await story.refuses(change, Refused)

    async def test_does_not_put_the_raising_agency_on_both_sides(
        self, story: Story
    ) -> None:
        await story.given(a_dispute())

        await story.refuses(changes_parties("school", "add", "school"), Refused)

    async def test_is_not_possible_inside_one_agency(self, story: Story) -> None:
        await story.given(a_dispute(WALES, responding=["school"]))

        await story.refuses(changes_parties("school", "add", "police"), Refused)


class TestRemovingAnAgency:
    async def test_ends_its_sight_of_the_dispute(self, story: Story) -> None:
        await story.given(a_dispute(responding=["social-care", "police"]))

        await story.when(changes_parties("school", "remove", "police"))

        await story.refuses(discusses("police"), DisputeNotFound)

    async def test_is_for_the_raising_side(self, story: Story) -> None:
        """Nobody leaves a dispute by striking its own name out."""
        await story.given(a_dispute(responding=["social-care", "police"]))

        for agency in ("police", "social-care"):
            change = changes_parties("police", "remove", agency)
            refused = await story.refuses(change, NotYourSide)
            assert refused.pointer == "/change"

    async def test_leaves_one_agency_on_each_side(self, story: Story) -> None:
        await story.given(a_dispute())
        last = changes_parties("school", "remove", "social-care")
        raiser = changes_parties("school", "remove", "school", side="raising")

        for change in (last, raiser):
            await story.refuses(change, Refused)

    async def test_needs_an_agency_that_is_there(self, story: Story) -> None:
        await story.given(a_dispute())

        await story.refuses(changes_parties("school", "remove", "police"), NotAParty)


class TestReplacingAContact:
    async def test_changes_who_speaks_for_an_agency(self, story: Story) -> None:
        await story.given(a_dispute(responding=["social-care", "police"]))

        await story.when(
            changes_parties("police", "replace_contact", "police", name="P. Officer")
        )

        names = [(p.agency, p.name) for p in (await story.dispute()).responding]
        assert names == [("social-care", None), ("police", "P. Officer")]

    async def test_on_the_raising_side(self, story: Story) -> None:
        await story.given(a_dispute())
        change = changes_parties(
            "school", "replace_contact", "school", side="raising", name="N. Head"
        )

        await story.when(change)

        dispute = await story.dispute()
        assert dispute.raised_by.name == "N. Head"
        assert dispute.raised.raised_by.name == "R. Example"


class TestChangingParties:
    async def test_is_not_for_the_board(self, story: Story) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"))

        await story.refuses(changes_parties("board", "add", "police"), NotYourSide)

    async def test_happened_already(self, story: Story) -> None:
        await story.given(a_dispute())
        tomorrow = MONDAY + timedelta(days=1)

        refused = await story.refuses(
            changes_parties("school", "add", "police", at=tomorrow), InTheFuture
        )

        assert refused.pointer == "/changed_at"
