"""How many messages a second a worker brings to another system."""

import asyncio
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
from uuid_utils.compat import uuid7

from concord.embedded import throwaway
from dispute_core.application.breaches import WORKER
from dispute_core.application.ports import Append
from dispute_core.bootstrap import Services
from dispute_core.domain.webhooks.events import subscribing
from dispute_core.log import Secrets, roles
from dispute_core.signing import new_keys
from tests.bench import case
from tests.bench.behind import core_of, fill
from tests.support.api import publish
from tests.support.databases import Database, fresh_database, prepare
from tests.support.receiver import Receiver, receiver
from tests.support.tied import environment, tied

MESSAGES = 3_000
_SPAN = """
SELECT count(*), extract(epoch FROM max(at) - min(at)) FROM webhook_attempts
WHERE status = 204
"""


def delivered_per_s(messages: int = MESSAGES) -> float:
    """One worker, one endpoint that takes everything at once."""
    return asyncio.run(_measure(messages))


async def _measure(messages: int) -> float:
    with throwaway() as server, tempfile.TemporaryDirectory() as folder:
        await prepare(server)
        secrets_file = Path(folder) / "secrets.json"
        secrets = Secrets.generate(secrets_file)
        with receiver(Path(folder) / "system") as system:
            async with fresh_database(server) as database:
                async with core_of(database, secrets) as services:
                    await publish(services)
                    await _subscribe(services, system)
                    await fill(services, messages, timedelta())
                return await _send(database, secrets_file, messages)


async def _subscribe(services: Services, system: Receiver) -> None:
    event = subscribing(
        uuid7(),
        datetime.now(UTC),
        partnership=case.PARTNERSHIP,
        agency="school",
        event_types=(),
        url=system.url("bench"),
        description=None,
        **new_keys().said(),
    )
    await services.log.append(
        Append(
            stream_id=event.originator_id,
            expected_version=0,
            partnership=case.PARTNERSHIP,
            events=[event],
            author=WORKER,
        )
    )


async def _send(database: Database, secrets_file: Path, messages: int) -> float:
    connection = await asyncpg.connect(database.reader_url)
    with tempfile.TemporaryFile() as log:
        worker = subprocess.Popen(  # noqa: ASYNC220 - it returns at once
            tied("deadline_worker"),
            env=environment(
                CONCORD_WORKER_URL=database.url(roles.WORKER),
                CONCORD_SECRETS_FILE=str(secrets_file),
                CONCORD_WEBHOOK_LOOPBACK="true",
            ),
            stdout=log,
            stderr=log,
        )
        try:
            while (await connection.fetchrow(_SPAN))[0] < messages:
                if worker.poll() is not None:
                    message = "the worker ended by itself"
                    raise RuntimeError(message)
                await asyncio.sleep(0.25)
        finally:
            worker.terminate()
            worker.wait(timeout=30)
    count, seconds = await connection.fetchrow(_SPAN)
    await connection.close()
    return (int(count) - 1) / float(seconds)
