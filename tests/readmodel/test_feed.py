"""The feed: everything in sight, once each, in an order that stays the same."""

import pytest

from dispute_core.bootstrap import Services
from dispute_core.domain.errors import NotAllowed
from dispute_core.readmodel.feed import Effort, read_feed
from dispute_core.readmodel.sight import sight_of
from tests.readmodel.following import Follower, all_of, content
from tests.readmodel.playing import Play
from tests.support.builders import a_dispute
from tests.support.records import adds_record
from tests.support.steps import (
    changes_parties,
    corrects,
    discusses,
    escalates,
    responds,
)
from tests.support.world import LEWISHAM, WALES, caller


@pytest.fixture
def school(services: Services) -> Follower:
    return Follower(services, "school")


class TestTheFeed:
    async def test_tells_each_event_once_in_the_order_of_the_log(
        self, play: Play, school: Follower
    ) -> None:
        first = await play.raised(a_dispute())
        second = await play.raised(a_dispute())
        await play.act(first.id, discusses("school"))

        assert await school.news() == [(first.id, 1), (second.id, 1), (first.id, 2)]
        assert await school.news() == []

        await play.act(second.id, responds("social-care"))
        assert await school.news() == [(second.id, 2)]

    async def test_is_the_same_on_pages_of_any_size(
        self, services: Services, play: Play
    ) -> None:
        for _ in range(3):
            dispute = await play.raised(a_dispute(), discusses("school"))
            await play.act(dispute.id, changes_parties("school", "add", "police"))
            await play.act(dispute.id, escalates("police"))

        for who in ("school", "police", "auditor"):
            whole = await Follower(services, who, limit=200).news()
            assert len(whole) == len(set(whole)) == 12
            for limit in (1, 2, 3, 7):
                assert await Follower(services, who, limit=limit).news() == whole

    async def test_moves_on_where_nothing_is_visible(
        self, services: Services, play: Play
    ) -> None:
        follower = Follower(services, "police")
        await follower.news()
        before = content(follower.place)
        await play.raised(a_dispute())

        assert await follower.page() == []
        assert content(follower.place) > before
        assert follower.caught_up

    async def test_looks_through_the_log_a_window_at_a_time(
        self, services: Services, play: Play
    ) -> None:
        dispute = await play.raised(a_dispute(WALES), discusses("school"))
        sight = await sight_of(caller("school", "wales-region"), services.catalogue)
        told, sizes, place, caught_up = [], [], None, False

        while not caught_up:
            fed = await read_feed(
                services.asking,
                sight,
                current=services.codec.current,
                after=place,
                limit=50,
                upto=await services.catalogue.look_to_the_end(),
                effort=Effort(window=2, rounds=2),
            )
            place, caught_up = fed.next, fed.caught_up
            told += [(event.stream_id, event.version) for event in fed.events]
            sizes.append(len(fed.events))

        assert told == all_of(dispute, up_to=2)
        assert sizes[:2] == [0, 0]

    async def test_holds_facts_only(self, services: Services, play: Play) -> None:
        await play.raised(a_dispute(), discusses("school"), adds_record("school"))

        fed = await services.queries.feed(
            caller("school", "worcestershire"), after=None, limit=50
        )

        told = repr([event.facts for event in fed.events])
        assert "Social care closed the referral" not in told
        assert "R. Example" not in told
        assert "MIS-2041" not in told
        assert "We went through the referral" not in told

    async def test_is_not_for_those_who_see_no_dispute(
        self, services: Services
    ) -> None:
        for who in ("monitor", "admin"):
            with pytest.raises(NotAllowed):
                await Follower(services, who).page()


class TestWhatAnAgencyKeeps:
    async def test_is_in_its_own_feed_and_the_auditors_only(
        self, services: Services, play: Play
    ) -> None:
        dispute = await play.raised(
            a_dispute(),
            adds_record("school", "note", visible_to="own_agency"),
            adds_record("school", "correspondence"),
        )
        await play.act(dispute.id, corrects("school", 2, "text", "Other"))

        told = {
            who: await Follower(services, who).news()
            for who in ("school", "social-care", "auditor")
        }

        assert told["school"] == told["auditor"] == all_of(dispute, up_to=4)
        assert told["social-care"] == [(dispute.id, 1), (dispute.id, 3)]

    async def test_moves_the_place_of_those_who_do_not_see_it(
        self, services: Services, play: Play
    ) -> None:
        dispute = await play.raised(
            a_dispute(), adds_record("school", "note", visible_to="own_agency")
        )
        other_side = Follower(services, "social-care", limit=1)

        assert await other_side.news() == [(dispute.id, 1)]
        assert await other_side.page() == []
        assert other_side.caught_up


class TestOtherPartnerships:
    async def test_are_never_in_the_feed(self, services: Services, play: Play) -> None:
        await play.raised(a_dispute(LEWISHAM))
        await play.raised(a_dispute())

        for who in ("school", "board", "auditor"):
            assert await Follower(services, who, "brighton-hove").news() == []
