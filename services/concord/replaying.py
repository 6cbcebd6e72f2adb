"""Tells a dispute from its events alone, with everything that an auditor may see."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from concord.addresses import Addresses
from concord.demo.cases import Case
from concord.demo.playing import Played
from concord.demo.story import story
from concord.preparing import reading
from dispute_api.views.deadlines import deadline_view
from dispute_api.views.dispute import dispute_json
from dispute_api.views.listed import dispute_event
from dispute_core.application.caller import Standing
from dispute_core.application.core import Core
from dispute_core.application.ports import Loaded

AUDITOR = Standing(sides=(), agency=None, sees=True, audits=True)


def replay(
    addresses: Addresses,
    dispute_id: UUID,
    *,
    version: int | None,
    as_at: datetime | None,
) -> str:
    """The story up to a version or an instant; raises `DisputeNotFound`."""
    if as_at is not None and as_at.tzinfo is None:
        as_at = as_at.replace(tzinfo=UTC)
    return asyncio.run(_told(addresses, dispute_id, version, as_at))


async def _told(
    addresses: Addresses,
    dispute_id: UUID,
    version: int | None,
    as_at: datetime | None,
) -> str:
    async with reading(addresses) as services:
        core = services.core
        loaded = await core.log.load(dispute_id, version=version, as_at=as_at)
        return story(await _played(loaded, core))


async def _played(loaded: Loaded, core: Core) -> Played:
    dispute = loaded.dispute
    pin = dispute.raised.policy
    policy = await core.policy(pin.ref, pin.sha256)
    case = Case(
        name=dispute.raised.reference,
        edition="",
        title="Dispute",
        partnership=dispute.raised.partnership,
        told_by="auditor",
        steps=(),
    )
    return Played(
        case=case,
        dispute=json.loads(dispute_json(dispute, policy, AUDITOR)),
        events=[_plain(dispute_event(event)) for event in loaded.events],
        deadlines=[
            _plain(deadline_view(deadline, dispute.recorded))
            for deadline in dispute.deadlines
        ],
    )


def _plain(view: dict[str, Any]) -> dict[str, Any]:
    """A view as it would arrive over HTTP."""
    plain: dict[str, Any] = json.loads(to_json(view))
    return plain
