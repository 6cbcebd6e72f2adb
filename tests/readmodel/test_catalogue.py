"""The catalogue: what was released, found in the log and remembered."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from dispute_core.application.policies.releasing import (
    OPERATOR,
    publish_directory,
    release_policies,
)
from dispute_core.application.ports import Append
from dispute_core.bootstrap import Services, now
from dispute_core.domain.directory.events import DIRECTORY_EVENTS
from dispute_core.domain.refusals.directories import TrainingSaidOnce
from dispute_core.domain.releases import EVERYWHERE, RELEASES, policy_stream, release
from dispute_core.policies import ReleasedPolicy, shipped
from tests.readmodel.playing import publish
from tests.support.world import ALL_POLICIES, partnerships, policies


def amended(policy: ReleasedPolicy) -> ReleasedPolicy:
    """The same reference with other words and another hash."""
    content = {**policy.content, "title": "Amended"}
    return ReleasedPolicy(ref=policy.ref, sha256="f" * 64, content=content)


def an_entry(name: str) -> dict[str, Any]:
    return {
        "partnership": "elsewhere",
        "name": name,
        "prefix": "ELS",
        "nation": "England",
        "policies": [],
        "agencies": [],
        "offices": [],
    }


class TestReleasing:
    async def test_puts_every_policy_and_partnership_into_the_log(
        self, services: Services
    ) -> None:
        found = await services.catalogue.policies()
        known = await services.catalogue.partnerships()

        assert {policy.ref for policy in found} == set(ALL_POLICIES)
        assert list(found) == [policies()[policy.ref] for policy in found]
        assert {entry.code: entry for entry in known} == partnerships()

    async def test_says_nothing_twice(self, services: Services) -> None:
        head = await services.log.head()

        assert await publish(services) == (0, 0)
        assert await services.log.head() == head

    async def test_happens_once_when_two_processes_start_at_once(
        self, empty: Services
    ) -> None:
        counts = await asyncio.gather(*(publish(empty) for _ in range(4)))

        assert [sum(kind) for kind in zip(*counts, strict=True)] == [5, 6]
        assert await empty.log.head() == 11

    async def test_publishes_a_changed_entry_and_one_changed_back(
        self, services: Services
    ) -> None:
        log, shelf = services.core.log, services.catalogue

        published = [
            await publish_directory(log, shelf, [an_entry(name)], clock=now)
            for name in ("First", "Second", "Second", "First")
        ]

        assert published == [1, 1, 0, 1]
        practice = {**an_entry("First"), "training": True}
        with pytest.raises(TrainingSaidOnce):
            await publish_directory(log, shelf, [practice], clock=now)


class TestTheCatalogue:
    async def test_keeps_both_contents_of_one_reference(
        self, services: Services
    ) -> None:
        old = shipped()[0]
        await services.catalogue.policy(old.ref)
        new = amended(old)
        await release_policies(services.core.log, services.catalogue, [new], clock=now)
        await services.catalogue.look()

        newest = await services.catalogue.policy(old.ref)
        pinned = await services.catalogue.policy(old.ref, old.sha256)

        assert newest is not None
        assert (newest.sha256, newest.title) == (new.sha256, "Amended")
        assert pinned == policies()[old.ref]

    async def test_finds_a_policy_that_another_process_has_just_released(
        self, empty: Services
    ) -> None:
        assert await empty.catalogue.policy(ALL_POLICIES[0]) is None
        await publish(empty)

        await asyncio.sleep(1.05)  # it looks for what it misses once a second

        assert await empty.catalogue.policy(ALL_POLICIES[0]) is not None

    async def test_hides_no_policy_behind_one_that_it_cannot_read(
        self, services: Services
    ) -> None:
        """As an older process meets what a newer release of Concord has written."""
        later = {"policy": "later@1", "words_of_a_later_format": True}
        event = release("later@1", "f" * 64, later, version=1, at=now())
        await services.core.log.append(
            Append(
                stream_id=policy_stream("later@1"),
                expected_version=0,
                partnership=EVERYWHERE,
                events=[event],
                author=OPERATOR,
            )
        )
        await services.catalogue.look()

        assert await services.catalogue.policy("later@1", "f" * 64) is None
        assert await services.catalogue.unreadable() == {"later@1"}
        assert len(await services.catalogue.policies()) == len(ALL_POLICIES)
        state = await services.queries.state()
        assert "of which the first is later@1, cannot be read" in state.warnings[-1]

    async def test_knows_nothing_of_other_names(self, services: Services) -> None:
        assert await services.catalogue.policy("nowhere@1") is None
        assert await services.catalogue.policy(ALL_POLICIES[0], "0" * 64) is None
        assert await services.catalogue.partnership("nowhere") is None

    async def test_says_since_when_an_agency_acts_for_another(
        self, services: Services
    ) -> None:
        acting = await services.catalogue.acting_since("lewisham", "housing")
        nobody = await services.catalogue.acting_since("lewisham", "school")

        assert list(acting) == ["voluntary"]
        assert 0 < acting["voluntary"] <= await services.log.head()
        assert nobody == {}

    async def test_reads_what_was_released_before_a_restart(
        self, services: Services
    ) -> None:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        policy = amended(shipped()[1])
        event = release(policy.ref, policy.sha256, policy.content, version=2, at=at)
        await services.core.log.append(
            Append(
                stream_id=policy_stream(policy.ref),
                expected_version=1,
                partnership=EVERYWHERE,
                events=[event],
                author=OPERATOR,
            )
        )

        newest = await services.catalogue.newest(policy_stream(policy.ref))

        assert newest is not None
        assert (newest.version, newest.content) == (2, policy.content)


class TestLooking:
    async def test_finds_whatever_is_published_by_an_index_of_its_own(
        self, worker_pool: asyncpg.Pool
    ) -> None:
        covered = await worker_pool.fetchval(
            "SELECT pg_get_expr(indpred, indrelid) FROM pg_index"
            " WHERE indexrelid = 'events_decided'::regclass"
        )

        topics = [vars(event)["TOPIC"] for event in (*RELEASES, *DIRECTORY_EVENTS)]
        assert [topic for topic in topics if f"'{topic}'" not in covered] == []
