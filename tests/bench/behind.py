"""What happens behind HTTP: breaches from a backlog, and a read model built again."""

import asyncio
import gc
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
from uuid_utils.compat import uuid7

from concord.embedded import throwaway
from dispute_core.application.appends import appending
from dispute_core.application.ports import Author
from dispute_core.bootstrap import CoreSettings, Services, make_codec, open_core
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.raising import raise_dispute
from dispute_core.domain.values import By
from dispute_core.domain.working_time import calendar_for
from dispute_core.log import Secrets, roles
from dispute_core.log.statements import APPEND_LOCK
from dispute_core.policies import policy_from, shipped
from dispute_core.readmodel.rebuild import Report, rebuild
from tests.bench import case
from tests.support.databases import Database, fresh_database, prepare
from tests.support.tied import environment, tied

BACKLOG = 50_000
_AT_ONCE = 500
_BREACHED = "SELECT count(*) FROM events WHERE topic = 'dispute.deadline_breached'"
_SPAN = """
SELECT count(*), extract(epoch FROM max(recorded_at) - min(recorded_at))
FROM events WHERE topic = 'dispute.deadline_breached'
"""


@dataclass(frozen=True, kw_only=True)
class Breaches:
    """How a worker got through the backlog."""

    count: int
    per_s: float
    whole_seconds: float
    """From the start of the worker's process, catching up with the log included."""


def breaches_and_rebuild(backlog: int = BACKLOG) -> dict[str, float]:
    """Fill a log with overdue disputes, let one worker fire, then rebuild."""
    breaches, rebuilt, cpu = asyncio.run(_measure(backlog))
    return {
        "breaches_per_s": breaches.per_s,
        "breaches_whole_seconds": breaches.whole_seconds,
        "rebuild_events_per_s": rebuilt.events_per_second,
        "rebuild_cpu_us_per_event": cpu / rebuilt.events * 1e6,
    }


async def _measure(backlog: int) -> tuple[Breaches, Report, float]:
    with throwaway() as server, tempfile.TemporaryDirectory() as folder:
        await prepare(server)
        secrets_file = Path(folder) / "secrets.json"
        secrets = Secrets.generate(secrets_file)
        async with fresh_database(server) as database:
            async with core_of(database, secrets) as services:
                await fill(services, backlog)
            breached = await _breach(database, secrets_file, backlog)
            gc.collect()
            before = time.process_time()
            report = await rebuild(
                database.url(), make_codec().decode, append_lock=APPEND_LOCK
            )
            return breached, report, time.process_time() - before


@asynccontextmanager
async def core_of(database: Database, secrets: Secrets) -> AsyncIterator[Services]:
    settings = CoreSettings(
        writer_url=database.writer_url, reader_url=database.reader_url, secrets=secrets
    )
    async with open_core(settings) as services:
        yield services


async def fill(
    services: Services, backlog: int, age: timedelta = timedelta(days=30)
) -> None:
    """Disputes that were due long ago, as if entered from paper; or new ones."""
    released = next(it for it in shipped() if it.ref == case.POLICY)
    policy = policy_from(released.content, released.sha256)
    now = datetime.now(UTC)
    given = Given(
        by=By(agency="school", side="raising"),
        at=now - age,
        now=now,
        policy=policy,
        calendar=calendar_for(policy.nation),
    )
    author = Author(client="bench", subject="bench")

    async def one() -> None:
        dispute = raise_dispute(uuid7(), case.new_dispute(), given)
        await services.log.append(appending(dispute, now=now, author=author))

    for _ in range(0, backlog, _AT_ONCE):
        await asyncio.gather(*(one() for _ in range(_AT_ONCE)))


async def _breach(database: Database, secrets_file: Path, backlog: int) -> Breaches:
    connection = await asyncpg.connect(database.reader_url)
    begun = datetime.now(UTC)
    with tempfile.TemporaryFile() as log:
        worker = subprocess.Popen(  # noqa: ASYNC220 - it returns at once
            tied("deadline_worker"),
            env=environment(
                CONCORD_WORKER_URL=database.url(roles.WORKER),
                CONCORD_SECRETS_FILE=str(secrets_file),
            ),
            stdout=log,
            stderr=log,
        )
        try:
            while await connection.fetchval(_BREACHED) < backlog:
                if worker.poll() is not None:
                    message = "the worker ended by itself"
                    raise RuntimeError(message)
                await asyncio.sleep(0.25)
            whole = datetime.now(UTC) - begun
        finally:
            worker.terminate()
            worker.wait(timeout=30)
    count, seconds = await connection.fetchrow(_SPAN)
    await connection.close()
    return Breaches(
        count=count,
        per_s=(count - 1) / float(seconds),
        whole_seconds=whole.total_seconds(),
    )
