"""Processes die under load: what was acknowledged is there, once, in order."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from uuid import UUID

import asyncpg
import pytest

from concord.embedded import Server
from dispute_core.application.ports import Appended
from dispute_core.domain.errors import Unavailable
from dispute_core.log import PostgresLog, Secrets, open_log
from dispute_core.log.statements import APPEND_LOCK
from dispute_core.log.verify import verify
from tests.faults.crash import kill, restart
from tests.log.events import an_append, codec
from tests.support.databases import Database
from tests.support.tied import environment, tied
from tests.support.waiting import until

CYCLES = 8
CLIENTS = 12


@pytest.fixture
async def log(database: Database, secrets: Secrets) -> AsyncIterator[PostgresLog]:
    async with open_log(
        writer_url=database.writer_url,
        reader_url=database.reader_url,
        secrets=secrets,
        codec=codec(),
    ) as log:
        yield log


class Load:
    """Clients that repeat a request with the same key until it is answered."""

    def __init__(self, log: PostgresLog) -> None:
        self._log = log
        self.acknowledged: dict[UUID, Appended] = {}
        self.repeats = 0
        self.stop = asyncio.Event()

    async def run(self, clients: int) -> None:
        async with asyncio.TaskGroup() as group:
            for name in range(clients):
                group.create_task(self._client(name))

    async def _client(self, name: int) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            request = an_append(key=f"{name}-{number}", text="Said.")
            while True:
                try:
                    appended = await self._log.append(request)
                except Unavailable:
                    self.repeats += 1
                    await asyncio.sleep(0.05)
                else:
                    break
            self.acknowledged[request.stream_id] = appended


class Tail:
    """A reader that follows the log all the while."""

    def __init__(self, log: PostgresLog) -> None:
        self._log = log
        self.streams: list[UUID] = []
        self.position = 0

    async def run(self) -> None:
        async for page in self._log.tail(0):
            for event in page:
                assert event.position == self.position + 1
                self.position = event.position
                self.streams.append(event.stream_id)


async def everything_is_there(
    database: Database, log: PostgresLog, load: Load, tail: Tail
) -> None:
    report = await verify(database.reader_url)
    assert report.sound, report.damage[:3]
    head = await log.head()
    assert report.events == report.streams == head
    await until(lambda: tail.position >= head)
    # One event per stream, so a stream twice would be an event recorded twice.
    assert len(set(tail.streams)) == len(tail.streams) == head
    assert set(load.acknowledged) <= set(tail.streams)


class TestKillingTheDatabase:
    async def test_loses_nothing_in_crashes_under_load(
        self, log: PostgresLog, database: Database, victim: Server
    ) -> None:
        load, tail = Load(log), Tail(log)
        reading = asyncio.create_task(tail.run())
        writing = asyncio.create_task(load.run(CLIENTS))

        for _ in range(CYCLES):
            goal = len(load.acknowledged) + 10 * CLIENTS
            await until(lambda: len(load.acknowledged) >= goal)  # noqa: B023
            await kill(victim)
            await restart(victim)
        load.stop.set()
        async with asyncio.timeout(20):
            await writing

        assert load.repeats > 0
        assert len(load.acknowledged) >= CYCLES * 10 * CLIENTS
        await everything_is_there(database, log, load, tail)
        reading.cancel()

    async def test_is_waited_out_at_the_start(
        self, victim: Server, database: Database, secrets: Secrets
    ) -> None:
        await kill(victim)
        async with open_log(
            writer_url=database.writer_url,
            reader_url=database.reader_url,
            secrets=secrets,
            codec=codec(),
        ) as log:
            append = an_append(key="k")
            with pytest.raises(Unavailable):
                await log.append(append)
            with pytest.raises(Unavailable):
                await log.head()

            await restart(victim)

            assert not (await log.append(append)).replayed
            assert await log.head() == 1


@pytest.fixture
def secrets_file(tmp_path: Path) -> Path:
    path = tmp_path / "secrets.json"
    Secrets.generate(path)
    return path


async def appender(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *tied("tests.faults.appender", *arguments),
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
    )


class TestKillingTheWriter:
    async def test_leaves_what_it_acknowledged_and_nothing_half_done(
        self, log: PostgresLog, database: Database, secrets_file: Path
    ) -> None:
        acknowledged: set[str] = set()
        for _ in range(3):
            processes = [
                await appender("append", database.writer_url, str(secrets_file))
                for _ in range(2)
            ]
            for process in processes:
                assert process.stdout
                for _ in range(100):
                    line = await asyncio.wait_for(process.stdout.readline(), 20)
                    acknowledged.add(line.split()[0].decode())
                process.kill()
                rest = await process.stdout.read()
                complete = rest.splitlines()[: rest.count(b"\n")]
                acknowledged |= {line.split()[0].decode() for line in complete}
                await process.wait()

        await log.append(an_append())
        recorded: set[str] = set()
        position = 0
        while page := await log.after(position, narrative=False):
            recorded |= {str(event.stream_id) for event in page}
            position = page[-1].position
        assert acknowledged <= recorded
        assert len(acknowledged) >= 600
        assert (await verify(database.reader_url)).sound


class TestStoppingTheWriter:
    async def test_blocks_the_others_no_longer_than_the_time_limit(
        self, log: PostgresLog, database: Database
    ) -> None:
        await log.append(an_append())
        process = await appender("stop", database.writer_url)
        try:
            assert process.stdout
            assert await asyncio.wait_for(process.stdout.readline(), 20) == b"locked\n"
            started = monotonic()

            await log.append(an_append())

            assert 2 < monotonic() - started < 6.5
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()
        assert await log.head() == 2

    async def test_answers_that_it_is_unavailable_if_the_lock_never_comes(
        self, log: PostgresLog, database: Database
    ) -> None:
        holder = await asyncpg.connect(database.url())  # a superuser has no limit
        await holder.execute("BEGIN")
        await holder.execute(f"SELECT pg_advisory_xact_lock({APPEND_LOCK})")
        append = an_append(key="k")
        started = monotonic()

        with pytest.raises(Unavailable):
            await log.append(append)

        assert monotonic() - started < 10
        await holder.close()
        assert not (await log.append(append)).replayed
