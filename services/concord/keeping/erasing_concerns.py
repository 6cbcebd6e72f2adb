"""`concord erase --of concerns`: what people wrote in concerns, once decided on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from concord.accesses import CLIENT, operator, put_on_record
from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.keeping.asking import Asked, Desk, at_the_desk
from concord.keeping.carrying_out import carry_out
from dispute_core.application.appends import of_one
from dispute_core.application.ports import Author, VersionConflict
from dispute_core.domain.concerns import Concern
from dispute_core.domain.keeping.concerns import erasing, retained_concern
from dispute_core.domain.notices.of_concerns import reference_of
from dispute_core.domain.retention import Retained, holds
from dispute_core.log.erasing import key_of


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    concern: Concern
    kept: Retained
    key: UUID | None

    @property
    def name(self) -> str:
        return reference_of(self.concern.raised)


async def erase_concerns(addresses: Addresses, asked: Asked) -> list[str]:
    """What there is, a line each, and what was done with it."""
    async with at_the_desk(addresses, asked) as desk:
        found = [one async for one in _candidates(desk)]
        named = [one.dispute_id for each in found for one in each.concern.linked]
        await put_on_record(
            desk.services.accesses,
            partnership=asked.partnership,
            disputes=list(dict.fromkeys(named)),
            operation="erase",
            purpose="operation",
        )
        return await carry_out(desk, found, _put_on_record)


async def _candidates(desk: Desk) -> AsyncIterator[_Candidate]:
    for concern in await desk.services.concerns.concerns(desk.partnership.code):
        key = await key_of(desk.eraser, concern.id)
        kept = retained_concern(
            concern,
            desk.partnership.retention,
            readable=key is not None,
            held=await _held(concern, desk),
            today=desk.asked.today,
        )
        if kept.why_not is None or not desk.asked.due_only:
            yield _Candidate(concern=concern, kept=kept, key=key)


async def _held(concern: Concern, desk: Desk) -> bool:
    """Whether a dispute from which it has grown must be kept for somebody."""
    for linked in concern.linked:
        loaded = await desk.services.log.load(linked.dispute_id)
        if any(holds(loaded.dispute)):
            return True
    return False


async def _put_on_record(
    one: _Candidate, desk: Desk, decided_by: str, checked_by: str
) -> None:
    """Put the erasure on record, unless something has come in between."""
    core = desk.services.core
    event = erasing(
        one.concern,
        one.kept,
        decided_by=decided_by,
        checked_by=checked_by,
        schedule_version=desk.schedule_version,
        key=str(one.key) if one.key else None,
        now=core.clock(),
    )
    author = Author(client=CLIENT, subject=operator())
    append = of_one(event, desk.partnership.code, author, key=None, correlation=None)
    try:
        await core.log.append(append)
    except VersionConflict:
        message = (
            f"{one.name} changed in the meantime. Look again, then run the same "
            "command."
        )
        raise CannotGoOn(message) from None
