"""Repeats: one event and the same answer, however often and whenever they come."""

import asyncio

import asyncpg
import pytest

from dispute_core.application.ports import (
    VersionConflict,
)
from dispute_core.domain.errors import KeyReused
from dispute_core.log import PostgresLog
from tests.log.events import an_append


class TestRepeating:
    async def test_answers_a_repeat_with_what_was_recorded(
        self, log: PostgresLog
    ) -> None:
        append = an_append(key="k", count=2)

        first = await log.append(append)
        again = await log.append(an_append(append.stream_id, key="k", count=2))

        assert again.replayed
        assert (again.version, again.recorded_at) == (2, first.recorded_at)
        assert await log.head() == 2

    async def test_answers_twins_that_meet_with_one_event(
        self, log: PostgresLog
    ) -> None:
        outcomes = await asyncio.gather(
            *(log.append(an_append(key="k")) for _ in range(20))
        )

        assert sum(not it.replayed for it in outcomes) == 1
        assert len({(it.stream_id, it.version) for it in outcomes}) == 1
        assert await log.head() == 1

    async def test_refuses_the_key_for_another_request(self, log: PostgresLog) -> None:
        await log.append(an_append(key="k", body=b"one"))

        with pytest.raises(KeyReused):
            await log.append(an_append(key="k", body=b"other"))
        with pytest.raises(KeyReused):
            await log.find(an_append(key="k", body=b"other").idempotency)  # type: ignore[arg-type]

    async def test_takes_the_same_key_of_another_client_as_new(
        self, log: PostgresLog
    ) -> None:
        await log.append(an_append(key="k", client="one"))

        other = await log.append(an_append(key="k", client="other"))

        assert not other.replayed

    async def test_records_no_key_of_an_append_that_lost(
        self, log: PostgresLog
    ) -> None:
        with pytest.raises(VersionConflict):
            await log.append(an_append(expected=3, key="k"))

        assert not (await log.append(an_append(key="k"))).replayed

    async def test_finds_what_a_key_recorded(self, log: PostgresLog) -> None:
        append = an_append(key="k", count=2)
        assert append.idempotency
        assert await log.find(append.idempotency) is None

        appended = await log.append(append)

        found = await log.find(append.idempotency)
        assert found
        assert (found.version, found.recorded_at) == (2, appended.recorded_at)
        assert found.replayed

    async def test_answers_a_repeat_from_what_a_commit_proved_durable(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        append = an_append(key="k")
        await log.append(append)
        head = "SELECT xmin::text FROM head"
        before = await administrator.fetchval(head)

        assert append.idempotency
        assert await log.find(append.idempotency)

        assert await administrator.fetchval(head) != before
        assert await log.head() == 1
