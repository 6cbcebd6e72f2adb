"""The answer of a COMMIT is lost: only what is certain is said to be so."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic
from uuid import uuid4

import asyncpg
import pytest

from dispute_core.application.ports import Appended, VersionConflict
from dispute_core.domain.errors import OutcomeUnknown
from dispute_core.log import PostgresLog, Secrets, open_log
from dispute_core.log.verify import verify
from tests.faults.proxy import Cut, Proxy, proxied
from tests.log.events import an_append, codec
from tests.support.databases import Database


@pytest.fixture
async def proxy(database: Database) -> AsyncIterator[Proxy]:
    async with proxied("127.0.0.1", database.server.port) as proxy:
        yield proxy


@pytest.fixture
async def log(
    database: Database, proxy: Proxy, secrets: Secrets
) -> AsyncIterator[PostgresLog]:
    async with open_log(
        writer_url=proxy.url(database.writer_url),
        reader_url=database.reader_url,
        secrets=secrets,
        codec=codec(),
    ) as log:
        await log.append(an_append())
        yield log


class TestLosingTheAnswer:
    @pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])
    async def test_records_the_event_once_and_says_so(
        self, log: PostgresLog, proxy: Proxy, cut: Cut
    ) -> None:
        proxy.cut = cut
        append = an_append(key="k")

        appended = await log.append(append)

        assert proxy.cuts == 1
        (event,) = await log.reader.stream(append.stream_id)
        assert event.recorded_at == appended.recorded_at[0]
        assert (await log.append(append)).replayed

    @pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])
    async def test_needs_no_key_to_find_its_own_event(
        self, log: PostgresLog, proxy: Proxy, cut: Cut
    ) -> None:
        proxy.cut = cut
        append = an_append(count=3)

        assert (await log.append(append)).version == 3

        assert len(await log.reader.stream(append.stream_id)) == 3

    async def test_still_lets_one_win_and_the_others_lose(
        self, log: PostgresLog, proxy: Proxy
    ) -> None:
        stream = uuid4()
        for version, cut in enumerate((Cut.AFTER, Cut.BEFORE, Cut.AFTER)):
            proxy.cut = cut

            outcomes = await asyncio.gather(
                *(log.append(an_append(stream, expected=version)) for _ in range(16)),
                return_exceptions=True,
            )

            assert sum(isinstance(it, Appended) for it in outcomes) == 1
            assert sum(isinstance(it, VersionConflict) for it in outcomes) == 15

    async def test_waits_for_no_answer_longer_than_its_limit(
        self, log: PostgresLog, proxy: Proxy
    ) -> None:
        proxy.cut = Cut.SILENCE
        append = an_append()
        started = monotonic()

        await log.append(append)

        assert monotonic() - started < 7
        assert len(await log.reader.stream(append.stream_id)) == 1

    async def test_says_that_it_does_not_know_when_nobody_can_be_asked(
        self, log: PostgresLog, proxy: Proxy, database: Database
    ) -> None:
        append = an_append(key="k")
        proxy.cut, proxy.closed = Cut.AFTER, True

        with pytest.raises(OutcomeUnknown):
            await log.append(append)

        proxy.closed = False
        again = await log.append(append)
        assert again.replayed
        assert len(await log.reader.stream(append.stream_id)) == 1
        assert (await verify(database.reader_url)).sound

    async def test_never_records_a_repeat_twice_however_often_it_is_cut(
        self, log: PostgresLog, proxy: Proxy, database: Database
    ) -> None:
        for number in range(30):
            proxy.cut = Cut.AFTER if number % 2 else Cut.BEFORE
            append = an_append(key=f"k{number}")
            await log.append(append)
            assert (await log.append(append)).replayed

        assert proxy.cuts == 30
        assert await log.head() == 31
        assert (await verify(database.reader_url)).sound


class TestNotWaitingForTheStandby:
    async def test_is_never_taken_for_done(
        self, log: PostgresLog, database: Database
    ) -> None:
        administrator = await asyncpg.connect(database.url())
        standby = "ALTER SYSTEM SET synchronous_standby_names = 'nobody'"
        append = an_append(key="k")
        try:
            await administrator.execute(standby)
            await administrator.execute("SELECT pg_reload_conf()")
            await asyncio.sleep(0.2)
            pending = asyncio.create_task(log.append(append))
            await cancel_the_wait(administrator)

            with pytest.raises(OutcomeUnknown):
                await pending
        finally:
            await administrator.execute("ALTER SYSTEM RESET synchronous_standby_names")
            await administrator.execute("SELECT pg_reload_conf()")
            await administrator.close()

        assert (await log.append(append)).replayed
        assert len(await log.reader.stream(append.stream_id)) == 1


async def cancel_the_wait(administrator: asyncpg.Connection) -> None:
    """Cancel the writer's wait for a standby, which makes the server report success."""
    for _ in range(100):
        if await administrator.fetchval(
            "SELECT bool_or(pg_cancel_backend(pid)) FROM pg_stat_activity"
            " WHERE wait_event = 'SyncRep' AND application_name = 'concord-writer'"
        ):
            return
        await asyncio.sleep(0.05)
    pytest.fail("the writer never waited for a standby")
