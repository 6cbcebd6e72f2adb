"""Plays steps of stories on a real core, any number of disputes at once."""

from dataclasses import dataclass, field
from importlib.resources import files
from itertools import count
from uuid import UUID

from dispute_core.application.breaches import report_breaches
from dispute_core.application.changing import Changed
from dispute_core.application.policies.releasing import (
    publish_directory,
    release_policies,
)
from dispute_core.application.ports import IdempotencyKey
from dispute_core.application.target import Target
from dispute_core.bootstrap import Services, now
from dispute_core.domain.dispute import Dispute
from dispute_core.policies import shipped
from dispute_core.policies.directory_file import read_directory
from tests.support.builders import Raising, Step, signed
from tests.support.world import caller


async def publish(services: Services) -> tuple[int, int]:
    """Release the shipped policies and publish the demonstration directory."""
    text = (files("concord") / "demo" / "directory.yaml").read_text(encoding="utf-8")
    policies = await release_policies(
        services.core.log, services.catalogue, shipped(), clock=now
    )
    entries = await publish_directory(
        services.core.log, services.catalogue, read_directory(text), clock=now
    )
    return policies, entries


@dataclass
class Play:
    """Lets people act on a real core."""

    services: Services
    _keys: "count[int]" = field(default_factory=lambda: count(1))

    async def raised(self, step: Raising, *further: Step) -> Dispute:
        """A new dispute and what happened to it then."""
        who = caller(step.who, step.new.partnership)
        changed = await step.run(who, self._key(step.who), self.services.core)
        dispute = changed.dispute
        for next_step in further:
            dispute = (await self.act(dispute.id, next_step)).dispute
        return dispute

    async def act(self, dispute_id: UUID, step: Step) -> Changed:
        dispute = await self.dispute(dispute_id)
        target = Target(
            dispute_id=dispute_id,
            caller=caller(step.who, dispute.raised.partnership),
            key=self._key(step.who),
            seen_version=dispute.version,
            by=signed(step.side),
            at=step.at,
        )
        return await step.run(target, self.services.core)

    async def sweep(self, dispute_id: UUID) -> int:
        """Report what has passed, as the worker does."""
        log = self.services.core.log
        return await report_breaches(dispute_id, log, now=now(), cause="normal")

    async def dispute(self, dispute_id: UUID) -> Dispute:
        return (await self.services.core.log.load(dispute_id)).dispute

    def _key(self, who: str) -> IdempotencyKey:
        return IdempotencyKey(
            client=f"{who}-system",
            key=f"key-{next(self._keys)}",
            fingerprint=b"request",
        )
