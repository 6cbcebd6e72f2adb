"""Rebuilding the summaries gives what the appends wrote, while appends go on."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from dispute_core.bootstrap import Services
from dispute_core.log.statements import APPEND_LOCK
from dispute_core.readmodel import rebuild as rebuilding
from tests.readmodel.playing import Play
from tests.readmodel.rows import a_varied_past, table_shape, the_row
from tests.support.builders import a_dispute
from tests.support.databases import Database
from tests.support.records import adds_record


class TestRebuilding:
    async def test_gives_what_was_written_with_the_appends(
        self, services: Services, play: Play, database: Database
    ) -> None:
        disputes = await a_varied_past(play)
        before = [await the_row(services, dispute) for dispute in disputes]

        report = await rebuilding.rebuild(
            database.url(), services.codec.decode, append_lock=APPEND_LOCK
        )

        assert [await the_row(services, dispute) for dispute in disputes] == before
        assert report.disputes == len(disputes)
        assert report.events == await services.log.head()

    async def test_mends_what_was_wrong(
        self, services: Services, play: Play, database: Database
    ) -> None:
        disputes = await a_varied_past(play)
        connection = await asyncpg.connect(database.url())
        await connection.execute(
            "UPDATE dispute_summaries SET status = 'closed' WHERE id = $1",
            disputes[1].id,
        )
        await connection.execute(
            "DELETE FROM dispute_summaries WHERE id = $1", disputes[2].id
        )
        await connection.close()
        decode = services.codec.decode

        found = await rebuilding.compare(database.reader_url, decode)
        await rebuilding.rebuild(database.url(), decode, append_lock=APPEND_LOCK)

        assert found == sorted(dispute.id for dispute in disputes[1:3])
        assert await rebuilding.compare(database.reader_url, decode) == []

    async def test_leaves_the_table_as_the_migrations_made_it(
        self, services: Services, play: Play, database: Database
    ) -> None:
        await play.raised(a_dispute())
        before = await table_shape(database)

        for _ in range(2):
            await rebuilding.rebuild(
                database.url(), services.codec.decode, append_lock=APPEND_LOCK
            )

        assert await table_shape(database) == before

    async def test_loses_nothing_that_is_appended_meanwhile(
        self, services: Services, play: Play, database: Database
    ) -> None:
        raised = [await play.raised(a_dispute()) for _ in range(20)]
        decode, done = services.codec.decode, asyncio.Event()

        async def go_on() -> int:
            appended = 0
            while not done.is_set():
                dispute = raised[appended % len(raised)]
                await play.act(dispute.id, adds_record("school"))
                await play.raised(a_dispute())
                appended += 2
            return appended

        people = asyncio.create_task(go_on())
        for _ in range(3):
            await rebuilding.rebuild(database.url(), decode, append_lock=APPEND_LOCK)
        done.set()

        assert await asyncio.wait_for(people, 10) > 0
        assert await rebuilding.compare(database.reader_url, decode) == []

    async def test_goes_on_after_an_attempt_that_was_broken_off(
        self, services: Services, play: Play, database: Database
    ) -> None:
        await play.raised(a_dispute())
        connection = await asyncpg.connect(database.url())
        await connection.execute("CREATE TABLE dispute_summaries_next (rest integer)")
        await connection.close()
        decode = services.codec.decode

        report = await rebuilding.rebuild(
            database.url(), decode, append_lock=APPEND_LOCK
        )

        assert report.disputes == 1

    async def test_is_refused_while_another_is_at_work(
        self, services: Services, database: Database
    ) -> None:
        connection = await asyncpg.connect(database.url())
        await connection.execute("SELECT pg_advisory_lock($1)", rebuilding._REBUILDING)

        with pytest.raises(rebuilding.AlreadyRebuilding):
            await rebuilding.rebuild(
                database.url(), services.codec.decode, append_lock=APPEND_LOCK
            )
        await connection.close()

    async def test_leaves_out_a_dispute_whose_facts_were_deleted(
        self, services: Services, play: Play, database: Database
    ) -> None:
        gone, kept = [await play.raised(a_dispute()) for _ in range(2)]
        connection = await asyncpg.connect(database.url("concord_eraser"))
        await connection.execute(
            "DELETE FROM event_bodies WHERE position IN"
            " (SELECT position FROM events WHERE stream_id = $1)",
            gone.id,
        )
        await connection.close()

        report = await rebuilding.rebuild(
            database.url(), services.codec.decode, append_lock=APPEND_LOCK
        )

        assert report.disputes == 1
        assert (await the_row(services, kept))["version"] == 1


def test_a_report_tells_its_speed() -> None:
    report = rebuilding.Report(events=3000, disputes=200, seconds=0.1)

    assert timedelta(seconds=report.seconds) == timedelta(milliseconds=100)
    assert report.events_per_second == pytest.approx(30_000)
