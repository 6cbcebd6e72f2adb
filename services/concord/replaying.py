"""Tells a dispute from its events alone."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from concord.addresses import Addresses
from concord.preparing import reading
from dispute_core.application.ports import Loaded


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
    loaded = asyncio.run(_load(addresses, dispute_id, version, as_at))
    return str(loaded.dispute.id)


async def _load(
    addresses: Addresses,
    dispute_id: UUID,
    version: int | None,
    as_at: datetime | None,
) -> Loaded:
    async with reading(addresses) as services:
        return await services.log.load(dispute_id, version=version, as_at=as_at)
