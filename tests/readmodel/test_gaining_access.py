"""Gaining access to a dispute brings its whole stream into the feed."""

import json
from typing import Any

from dispute_core.application.policies.releasing import publish_directory
from dispute_core.bootstrap import Services, now
from tests.readmodel.following import Follower, all_of
from tests.readmodel.playing import Play
from tests.support.builders import a_dispute
from tests.support.steps import changes_parties, discusses, escalates, responds


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
