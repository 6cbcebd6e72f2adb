"""What sends notices, without the loop around it: a test says when, and what time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from deadline_worker.notices.wiring import Notices, open_notices
from deadline_worker.process import loading
from deadline_worker.settings import Settings
from dispute_core.bootstrap import CoreSettings, open_core
from dispute_core.domain.notices.happened import notices_stream
from dispute_core.log import Secrets, roles
from tests.support.api import Json, Speaker
from tests.support.databases import Database

BASE_URL = "https://concord.example.org"
MINUTE = timedelta(minutes=1)


@dataclass
class Time:
    """The clock on the wall of the desk; a test lets days pass on it."""

    passed: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.passed


@dataclass
class Desk:
    """The part of a worker that tells people, driven by hand."""

    notices: Notices
    time: Time
    eyes: asyncpg.Connection

    async def works(self) -> None:
        """Take in the log and send until nothing is due."""
        sending = self.notices.sending
        for _ in range(200):
            more = await sending.step()
            await sending.settled()
            if not more:
                return
        message = "the desk never comes to rest"
        raise AssertionError(message)

    async def after(self, **passed: float) -> None:
        """Let time pass, then work."""
        self.time.passed += timedelta(**passed)
        await self.works()

    async def rows(self, dispute: Json | None = None) -> list[asyncpg.Record]:
        rows = await self.eyes.fetch("SELECT * FROM notices ORDER BY created_at, id")
        return [
            row
            for row in rows
            if dispute is None or str(row["dispute_id"]) == dispute["id"]
        ]

    async def kinds(self, status: str) -> list[tuple[str, str]]:
        """Kind and recipient of the notices in a state."""
        return sorted(
            (row["kind"], row["recipient"])
            for row in await self.rows()
            if row["status"] == status
        )

    async def recorded(self, dispute: Json, kind: str = "raised") -> list[str]:
        """What the log says of the notices of a kind of a dispute, in order."""
        rows = await self.eyes.fetch(
            "SELECT topic FROM events JOIN event_bodies USING (position)"
            " WHERE stream_id = $1 AND facts ->> 'kind' = $2 ORDER BY version",
            notices_stream(UUID(dispute["id"])),
            kind,
        )
        return [row["topic"] for row in rows]


def desk_settings(database: Database, secrets_file: Path, **more: Any) -> Settings:
    return Settings.model_validate(
        {
            "worker_url": database.url(roles.WORKER),
            "secrets_file": secrets_file,
            "public_url": BASE_URL,
            **more,
        }
    )


@asynccontextmanager
async def open_desk(database: Database, settings: Settings) -> AsyncIterator[Desk]:
    """A desk on the database of an API, which does not see it."""
    url = settings.worker_url.get_secret_value()
    core = CoreSettings(
        writer_url=url,
        reader_url=url,
        secrets=Secrets.from_file(settings.secrets_file),
    )
    time = Time()
    eyes = await asyncpg.connect(database.url())
    try:
        async with (
            open_core(core) as services,
            open_notices(settings, services, loading(services), time.now) as notices,
        ):
            yield Desk(notices, time, eyes)
    finally:
        await eyes.close()


async def duties(who: Speaker, dispute: Json) -> list[Json]:
    """What people must hand over because a notice did not arrive."""
    answer = await who.get(f"/v1/disputes/{dispute['id']}")
    return [one for one in answer.json()["duties"] if one["kind"] == "hand_over"]


async def spoil(desk: Desk, dispute: Json) -> str:
    """Make a stream unreadable; what its first event said before."""
    as_it_was: str = await desk.eyes.fetchval(
        "SELECT facts FROM event_bodies JOIN events USING (position)"
        " WHERE stream_id = $1 AND version = 1",
        dispute["id"],
    )
    await write(desk, dispute, '{"spoilt": true}')
    return as_it_was


async def write(desk: Desk, dispute: Json, facts: str) -> None:
    await desk.eyes.execute("ALTER TABLE event_bodies DISABLE TRIGGER USER")
    await desk.eyes.execute(
        "UPDATE event_bodies SET facts = $2 WHERE position ="
        " (SELECT position FROM events WHERE stream_id = $1 AND version = 1)",
        dispute["id"],
        facts,
    )
