"""Tells a dispute from its events alone, with everything that an auditor may see."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from concord.accesses import put_on_record
from concord.addresses import Addresses
from concord.demo.cases import Case
from concord.demo.playing import Played
from concord.demo.story import story
from concord.errors import CannotGoOn
from concord.opening import reading
from dispute_api.views.deadlines import deadline_view
from dispute_api.views.dispute import dispute_json
from dispute_api.views.listed import dispute_event
from dispute_api.views.parts import written
from dispute_core.application.authorization.fields import WHOLE
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.core import Core
from dispute_core.application.ports import Loaded
from dispute_core.domain.errors import DisputeNotFound
from dispute_core.log import Secrets, open_access_log

NO_ID = "A dispute goes by an id such as 0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d."
AUDITOR = Standing(sides=(), agency=None, fields=WHOLE)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which dispute, and which of its states; the newest if neither is said."""

    dispute_id: UUID
    version: int | None
    as_at: datetime | None


def asked(dispute_id: str, version: int | None, as_at: datetime | None) -> Asked:
    """What an operator typed; raises `CannotGoOn` where it says no dispute."""
    if version is not None and as_at is not None:
        raise CannotGoOn("Say either --version or --as-at.")
    if as_at is not None and as_at.tzinfo is None:
        as_at = as_at.replace(tzinfo=UTC)
    try:
        return Asked(dispute_id=UUID(dispute_id), version=version, as_at=as_at)
    except ValueError:
        raise CannotGoOn(NO_ID) from None


def replay(addresses: Addresses, wanted: Asked) -> str:
    """The story up to a version or an instant; raises `CannotGoOn`."""
    return asyncio.run(_told(addresses, wanted))


async def _told(addresses: Addresses, wanted: Asked) -> str:
    secrets = Secrets.from_file(addresses.secrets())
    async with (
        reading(addresses) as services,
        open_access_log(addresses.of("writer"), secrets) as accesses,
    ):
        loaded = await _loaded(services.core, wanted)
        told = story(await _played(loaded, services.core))
        await put_on_record(
            accesses,
            partnership=loaded.dispute.raised.partnership,
            disputes=[loaded.dispute.id],
            operation="replay",
            purpose="audit",
        )
        return told


async def _loaded(core: Core, wanted: Asked) -> Loaded:
    try:
        newest = await core.log.load(wanted.dispute_id)
    except DisputeNotFound:
        raise CannotGoOn("The log has no dispute with this id.") from None
    try:
        return await core.log.load(
            wanted.dispute_id, version=wanted.version, as_at=wanted.as_at
        )
    except DisputeNotFound:
        dispute = newest.dispute
        message = (
            f"The dispute has versions 1 to {dispute.version}, the first recorded at "
            f"{dispute.recorded[1].astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}."
        )
        raise CannotGoOn(message) from None


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
        events=[plain(dispute_event(event)) for event in loaded.events],
        deadlines=[
            plain(deadline_view(deadline, dispute.recorded))
            for deadline in dispute.deadlines
        ],
    )


def plain(view: dict[str, Any]) -> dict[str, Any]:
    """A view as it would arrive over HTTP."""
    plain: dict[str, Any] = json.loads(written(view))
    return plain
