"""A log with real disputes in it, for worker processes to watch."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from deadline_worker.settings import Settings
from dispute_core.application.changing import Changed
from dispute_core.application.core import Core
from dispute_core.application.ports import IdempotencyKey
from dispute_core.application.target import Target
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Policy
from dispute_core.log import Secrets, roles
from tests.support.builders import Raising, Step, a_dispute, signed
from tests.support.databases import Database
from tests.support.world import WALES, ShippedCatalogue, caller

_BREACHED = "SELECT count(*) FROM events WHERE topic = 'dispute.deadline_breached'"
_FACTS = """
SELECT e.stream_id, e.version, e.recorded_at, b.facts::text AS facts
FROM events AS e JOIN event_bodies AS b USING (position) WHERE e.topic = $1
"""
_CAUGHT_UP = """
SELECT coalesce((SELECT position FROM projection_positions
                 WHERE name = 'open_deadlines'), 0) = position FROM head
"""
AT_ONCE = 200


@dataclass
class Place:
    """A database of its own, and the core that fills it as the API would."""

    database: Database
    secrets_file: Path
    core: Core
    eyes: asyncpg.Connection
    _keys: Any = field(default_factory=count)

    async def overdue(
        self, number: int, *, policy: str, days: float = 60
    ) -> list[UUID]:
        """Disputes that ran on paper, and are entered long after their limits."""
        at = datetime.now(UTC) - timedelta(days=days)
        ids: list[UUID] = []
        for start in range(0, number, AT_ONCE):
            some = range(start, min(start + AT_ONCE, number))
            ids += await asyncio.gather(
                *(
                    self.raised(policy=policy, at=at + timedelta(seconds=n))
                    for n in some
                )
            )
        return ids

    async def due(self, at: datetime) -> UUID:
        """A dispute with one deadline at an instant of our choice."""
        return await self.raised(policy=WALES, risk_set=at)

    async def raised(self, **what: Any) -> UUID:
        return await self.begins(a_dispute(**what))

    async def begins(self, raising: Raising) -> UUID:
        """Let somebody raise a dispute."""
        who = caller(raising.who, raising.new.partnership)
        changed = await raising.run(who, self._key(raising.who), self.core)
        return changed.dispute.id

    async def act(self, step: Step, dispute: Dispute) -> Changed:
        """Let somebody act on what they have seen of a dispute."""
        who = caller(step.who, dispute.raised.partnership)
        target = Target(
            dispute_id=dispute.id,
            caller=who,
            key=self._key(step.who),
            seen_version=dispute.version,
            by=signed(step.side),
            at=step.at,
        )
        return await step.run(target, self.core)

    async def dispute(self, dispute_id: UUID) -> Dispute:
        return (await self.core.log.load(dispute_id)).dispute

    async def breaches(self) -> int:
        return int(await self.eyes.fetchval(_BREACHED))

    async def events(self, topic: str) -> list[asyncpg.Record]:
        return list(await self.eyes.fetch(_FACTS, topic))

    async def caught_up(self) -> bool:
        return bool(await self.eyes.fetchval(_CAUGHT_UP))

    def keeps_to_itself(self, policy: Policy) -> None:
        """Raise by a policy that no worker will find in the log."""
        catalogue = ShippedCatalogue(instead=policy)
        self.core = replace(self.core, catalogue=catalogue)

    def settings(self, **changed: Any) -> Settings:
        """How a worker finds this place."""
        return Settings.model_validate(
            {
                "worker_url": self.database.url(roles.WORKER),
                "secrets_file": self.secrets_file,
                **changed,
            }
        )

    def _key(self, client: str) -> IdempotencyKey:
        return IdempotencyKey(
            client=client, key=str(next(self._keys)), fingerprint=b"a test's request"
        )


@asynccontextmanager
async def open_place(database: Database, secrets_file: Path) -> AsyncIterator[Place]:
    settings = CoreSettings(
        writer_url=database.writer_url,
        reader_url=database.reader_url,
        secrets=Secrets.from_file(secrets_file),
    )
    async with open_core(settings) as services:
        eyes = await asyncpg.connect(database.url())
        try:
            yield Place(database, secrets_file, _shipped(services), eyes)
        finally:
            await eyes.close()


def _shipped(services: Services) -> Core:
    """The policies straight from their files: releasing them is another's test."""
    return replace(services.core, catalogue=ShippedCatalogue())
