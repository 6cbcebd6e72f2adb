"""`concord erase`: what people wrote in disputes, as the schedules let it go."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from concord.accesses import CLIENT, operator, put_on_record
from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.keeping.asking import Asked, Desk, at_the_desk
from concord.keeping.carrying_out import carry_out
from dispute_core.application.appends import appending
from dispute_core.application.ports import Author, Loaded, VersionConflict
from dispute_core.domain.acts.retaining import erase_narrative
from dispute_core.domain.dispute_events import Closed, Resolved, Withdrawn
from dispute_core.domain.retention import Retained, retained
from dispute_core.log.erasing import key_of

_ENDINGS = (Closed.TOPIC, Withdrawn.TOPIC, Resolved.TOPIC)
_SETTLED = """
SELECT id FROM dispute_summaries
WHERE partnership = $1 AND status IN ('closed', 'withdrawn') ORDER BY raised_at, id
"""


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    loaded: Loaded
    kept: Retained
    key: UUID | None

    @property
    def name(self) -> str:
        return self.loaded.dispute.raised.reference


async def erase_disputes(addresses: Addresses, asked: Asked) -> list[str]:
    """What there is, a line each, and what was done with it."""
    async with at_the_desk(addresses, asked) as desk:
        found = [one async for one in _candidates(desk)]
        await put_on_record(
            desk.services.accesses,
            partnership=asked.partnership,
            disputes=[one.loaded.dispute.id for one in found],
            operation="erase",
            purpose="operation",
        )
        return await carry_out(desk, found, _put_on_record)


async def _candidates(desk: Desk) -> AsyncIterator[_Candidate]:
    services, code = desk.services, desk.partnership.code
    rows = await services.asking.ask(lambda one: one.fetch(_SETTLED, code))
    for row in rows:
        loaded = await services.log.load(row["id"])
        key = await key_of(desk.eraser, row["id"])
        ends = [e.occurred_at for e in loaded.events if e.topic in _ENDINGS]
        kept = retained(
            loaded.dispute,
            desk.partnership.retention,
            settled_at=ends[-1] if ends else None,
            readable=key is not None,
            today=desk.asked.today,
        )
        if kept.why_not is None or not desk.asked.due_only:
            yield _Candidate(loaded=loaded, kept=kept, key=key)


async def _put_on_record(
    one: _Candidate, desk: Desk, decided_by: str, checked_by: str
) -> None:
    """Put the erasure on record; a hold that came in between stops it."""
    dispute, core = one.loaded.dispute, desk.services.core
    now = max(core.clock(), *dispute.recorded.values())
    erase_narrative(
        dispute,
        one.kept,
        decided_by=decided_by,
        checked_by=checked_by,
        schedule_version=desk.schedule_version,
        key=str(one.key) if one.key else None,
        now=now,
    )
    author = Author(client=CLIENT, subject=operator())
    try:
        await core.log.append(appending(dispute, now=now, author=author))
    except VersionConflict:
        message = (
            f"{dispute.raised.reference} changed in the meantime. Look again, then "
            "run the same command."
        )
        raise CannotGoOn(message) from None
