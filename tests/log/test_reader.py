"""Reading: in order, nothing skipped, and only what was there at the time."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from dispute_core.domain.errors import DisputeNotFound, Unavailable
from dispute_core.log import (
    GapFound,
    PostgresLog,
    Reader,
    Secrets,
    open_log,
    roles,
)
from tests.log.events import an_append, codec
from tests.support.databases import Database
from tests.support.waiting import until

TICK = timedelta(microseconds=1)


class TestReadingAStream:
    async def test_shows_it_as_it_stood(self, log: PostgresLog) -> None:
        stream = uuid4()
        for version in range(3):
            await log.append(an_append(stream, expected=version))
        events = await log.reader.stream(stream)

        for event in events:
            by_version = await log.reader.stream(stream, version=event.version)
            at = await log.reader.stream(stream, as_at=event.recorded_at)
            before = await log.reader.stream(stream, as_at=event.recorded_at - TICK)
            assert len(by_version) == len(at) == event.version
            assert len(before) == event.version - 1

    async def test_finds_no_dispute_in_a_stream_of_something_else(
        self, log: PostgresLog
    ) -> None:
        append = an_append()
        await log.append(append)

        for stream in (append.stream_id, uuid4()):
            with pytest.raises(DisputeNotFound):
                await log.load(stream)

    async def test_shows_no_narrative_once_its_key_is_destroyed(
        self, log: PostgresLog, database: Database
    ) -> None:
        append = an_append(text="To be forgotten.")
        await log.append(append)
        (before,) = await log.reader.stream(append.stream_id)
        eraser = await asyncpg.connect(database.url(roles.ERASER))
        await eraser.execute("DELETE FROM keys")
        await eraser.close()

        (after,) = await log.reader.stream(append.stream_id)

        assert before.narrative == {"text": "To be forgotten."}
        assert after.narrative is None
        assert after.erased
        assert after.facts == before.facts


class TestReadingInOrder:
    async def test_gives_pages_that_follow_each_other(self, log: PostgresLog) -> None:
        await log.append(an_append(count=7))

        pages = [await log.after(position, 3) for position in (0, 3, 6, 7)]

        found = [[event.position for event in page] for page in pages]
        assert found == [[1, 2, 3], [4, 5, 6], [7], []]

    async def test_leaves_narrative_closed_if_wished(self, log: PostgresLog) -> None:
        await log.append(an_append(text="Said."))

        (event,) = await log.after(0, narrative=False)

        assert event.narrative is None
        assert event.facts == {"code": "a"}

    @pytest.mark.parametrize(
        ("missing", "expected"), [(1, 1), (3, 3), (5, 5)], ids=["first", "mid", "last"]
    )
    async def test_stops_at_a_gap(
        self,
        log: PostgresLog,
        administrator: asyncpg.Connection,
        missing: int,
        expected: int,
    ) -> None:
        await log.append(an_append(count=5))
        await administrator.execute("ALTER TABLE events DISABLE TRIGGER ALL")
        await administrator.execute("DELETE FROM events WHERE position = $1", missing)

        with pytest.raises(GapFound) as gap:
            await log.after(0)

        assert gap.value.expected == expected

    async def test_stops_if_the_log_is_shorter_than_what_was_read(
        self, log: PostgresLog
    ) -> None:
        await log.append(an_append(count=2))

        with pytest.raises(GapFound):
            await log.after(3)


class TestTailing:
    async def test_skips_nothing_while_many_write(self, log: PostgresLog) -> None:
        seen: list[int] = []

        async def read() -> None:
            async for page in log.tail(0):
                seen.extend(event.position for event in page)
                if len(seen) >= 300:
                    return

        async with asyncio.timeout(20):
            reading = asyncio.create_task(read())
            await asyncio.gather(*(log.append(an_append(count=3)) for _ in range(100)))
            await reading

        assert seen == list(range(1, 301))

    async def test_is_woken_by_another_process(
        self, log: PostgresLog, database: Database, secrets: Secrets
    ) -> None:
        reader = Reader(database.reader_url, codec=codec(), secrets=secrets)
        await reader.start()
        pages = reader.tail(0)
        first = asyncio.ensure_future(anext(pages))
        await asyncio.sleep(0.3)  # it waits now, and listens

        started = asyncio.get_running_loop().time()
        await log.append(an_append())
        page = await asyncio.wait_for(first, 5)

        assert asyncio.get_running_loop().time() - started < 0.6
        assert [event.position for event in page] == [1]
        await reader.close()

    async def test_is_woken_by_one_that_appends_and_is_gone(
        self, log: PostgresLog, database: Database, secrets: Secrets
    ) -> None:
        listener = log.reader._listener
        await until(lambda: listener.heard > 0)
        heard = listener.heard

        async with open_log(
            writer_url=database.writer_url,
            reader_url=database.reader_url,
            secrets=secrets,
            codec=codec(),
        ) as other:
            await other.append(an_append())

        await until(lambda: listener.heard > heard, seconds=5)

    async def test_finds_by_itself_what_no_hint_announced(
        self, log: PostgresLog, database: Database, secrets: Secrets
    ) -> None:
        reader = Reader(database.reader_url, codec=codec(), secrets=secrets)
        await reader.start()
        await reader._listener.close()  # deaf from now on
        pages = reader.tail(0)
        first = asyncio.ensure_future(anext(pages))
        await asyncio.sleep(0.3)

        await log.append(an_append())

        assert len(await asyncio.wait_for(first, 3)) == 1
        await reader.close()

    async def test_listens_again_when_its_connection_was_cut(
        self,
        log: PostgresLog,
        administrator: asyncpg.Connection,
    ) -> None:
        listener = log.reader._listener
        await until(lambda: listener.heard > 0)
        await administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'concord-listener'"
            " AND datname = current_database()"
        )
        heard = listener.heard
        await until(lambda: listener.heard > heard, seconds=5)

        heard = listener.heard
        await log.append(an_append())

        await until(lambda: listener.heard > heard, seconds=5)


class TestBeingCutOff:
    async def test_answers_again_on_a_fresh_connection(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        append = an_append()
        await log.append(append)
        await log.head()

        await administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

        assert len(await log.reader.stream(append.stream_id)) == 1
        await log.append(an_append())
        assert await log.head() == 2

    async def test_says_so_while_there_is_no_database(
        self, secrets: Secrets, migrated: object
    ) -> None:
        assert migrated
        reader = Reader(
            "postgresql://nobody@127.0.0.1:1/none", codec=codec(), secrets=secrets
        )
        await reader.start()

        with pytest.raises(Unavailable):
            await reader.head()

        await reader.close()


class TestClosedNarrative:
    async def test_is_never_passed_off_as_erased(
        self, log: PostgresLog, database: Database, tmp_path: Path
    ) -> None:
        append = an_append(text="Said.")
        await log.append(append)
        others = Secrets.generate(tmp_path / "other.json")
        reader = Reader(database.reader_url, codec=codec(), secrets=others)
        await reader.start()

        with pytest.raises(Unavailable):
            await reader.stream(append.stream_id)

        assert len(await reader.after(0, narrative=False)) == 1
        await reader.close()
