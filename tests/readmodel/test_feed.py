"""The feed: everything in sight, once each, in an order that stays the same."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from dispute_core.application.releasing import publish_directory
from dispute_core.bootstrap import Services, now
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import NotAllowed
from dispute_core.readmodel import feed as feeding
from dispute_core.readmodel.feed_order import Place
from tests.readmodel.playing import Play
from tests.support.builders import a_dispute
from tests.support.steps import (
    adds_record,
    changes_parties,
    corrects,
    discusses,
    escalates,
    responds,
)
from tests.support.world import LEWISHAM, WALES, caller

Told = list[tuple[UUID, int]]


@dataclass
class Follower:
    """Somebody who follows the feed and keeps their place."""

    services: Services
    who: str
    partnership: str = "worcestershire"
    limit: int = 50
    place: Place | None = None
    pages: int = 0

    async def page(self) -> Told:
        fed = await self.services.queries.feed(
            caller(self.who, self.partnership), after=self.place, limit=self.limit
        )
        self.place, self.caught_up = fed.next, fed.caught_up
        self.pages += 1
        assert len(fed.events) <= self.limit
        return [(event.stream_id, event.version) for event in fed.events]

    async def news(self) -> Told:
        """Everything until nothing more is there."""
        told = await self.page()
        while not self.caught_up:
            told += await self.page()
            assert self.pages < 500
        return told


def all_of(dispute: Dispute, *, up_to: int | None = None) -> Told:
    return [
        (dispute.id, version) for version in range(1, (up_to or dispute.version) + 1)
    ]


def content(place: Place | None) -> Any:
    return place and tuple(place)


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
        self, services: Services, play: Play, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(feeding, "WINDOW", 2)
        monkeypatch.setattr(feeding, "ROUNDS", 2)
        dispute = await play.raised(a_dispute(WALES), discusses("school"))
        follower = Follower(services, "school", "wales-region")

        first = await follower.page()

        assert (first, follower.caught_up) == ([], False)
        assert await follower.news() == all_of(dispute, up_to=2)

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


class TestGainingAccess:
    async def test_brings_the_whole_stream_to_an_agency_that_joins(
        self, services: Services, play: Play
    ) -> None:
        police = Follower(services, "police")
        dispute = await play.raised(a_dispute(), discusses("school"))
        assert await police.news() == []

        await play.act(dispute.id, changes_parties("school", "add", "police"))
        await play.act(dispute.id, discusses("school"))

        assert await police.news() == [
            (dispute.id, version) for version in (1, 2, 3, 4)
        ]

    async def test_ends_when_the_agency_leaves_and_begins_anew_when_it_returns(
        self, services: Services, play: Play
    ) -> None:
        police = Follower(services, "police")
        dispute = await play.raised(
            a_dispute(), changes_parties("school", "add", "police")
        )
        assert len(await police.news()) == 2

        await play.act(dispute.id, changes_parties("school", "remove", "police"))
        assert await police.news() == []

        await play.act(dispute.id, changes_parties("school", "add", "police"))
        assert await police.news() == all_of(dispute, up_to=4)

    async def test_brings_it_to_the_board_when_the_policy_says_it_is_told(
        self, services: Services, play: Play
    ) -> None:
        board = Follower(services, "board")
        dispute = await play.raised(
            a_dispute(), escalates("school"), escalates("school")
        )
        assert await board.news() == []

        dispute = (await play.act(dispute.id, escalates("school"))).dispute
        assert dispute.board_sees
        await play.act(dispute.id, discusses("school"))

        assert await board.news() == all_of(dispute, up_to=5)

    async def test_brings_what_was_there_to_an_agency_that_begins_to_act_for_another(
        self, services: Services, play: Play
    ) -> None:
        health = Follower(services, "health", limit=2)
        disputes = [
            await play.raised(
                a_dispute(responding=("voluntary",)), responds("voluntary")
            )
            for _ in range(3)
        ]
        mixed = await play.raised(a_dispute(responding=("voluntary", "health")))
        assert await health.news() == [(mixed.id, 1)]

        entry = await newest_entry(services)
        for agency in entry["agencies"]:
            if agency["agency"] == "health":
                agency["proxy_for"] = ["voluntary"]
        await publish_directory(
            services.core.log, services.catalogue, [entry], clock=now
        )
        await services.catalogue.look()
        later = await play.raised(a_dispute(responding=("voluntary",)))

        expected = [place for one in disputes for place in all_of(one, up_to=2)]
        assert await health.news() == [*sorted(expected), (later.id, 1)]
        afresh = Follower(services, "health", limit=1)
        assert await afresh.news() == [(mixed.id, 1), *sorted(expected), (later.id, 1)]


async def newest_entry(services: Services) -> dict[str, Any]:
    """Worcestershire's entry in the directory, to be changed."""
    row = await services.asking.ask(
        lambda it: it.fetchval(
            "SELECT b.facts -> 'content' FROM events JOIN event_bodies AS b"
            " USING (position) WHERE topic = 'directory.published'"
            " AND partnership = 'worcestershire' ORDER BY position DESC LIMIT 1"
        )
    )
    found: dict[str, Any] = json.loads(row)
    return found


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
