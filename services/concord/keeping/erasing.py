"""`concord erase`: what the retention schedules let go of, listed or erased."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from concord.accesses import CLIENT, operator, put_on_record
from concord.addresses import Addresses
from concord.errors import CannotGoOn
from dispute_core.application.appends import appending
from dispute_core.application.ports import Author, Loaded, VersionConflict
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.domain.acts.retaining import erase_narrative
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute_events import Closed, Resolved, Withdrawn
from dispute_core.domain.retention import Retained, retained
from dispute_core.log import Secrets
from dispute_core.log.destroyed_keys import DestroyedKeys
from dispute_core.log.erasing import destroy, key_of, unfinished

_ENDINGS = (Closed.TOPIC, Withdrawn.TOPIC, Resolved.TOPIC)
_SETTLED = """
SELECT id FROM dispute_summaries
WHERE partnership = $1 AND status IN ('closed', 'withdrawn') ORDER BY raised_at, id
"""
WHY_NOT = {
    None: "due",
    "not_yet": "kept for longer",
    "held": "under a legal hold",
    "no_rule": "without a rule in the schedule",
    "erased": "erased",
    "not_closed": "taken up again",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which partnership, on which day, and the two offices that answer for it.

    Without the offices nothing is erased.
    """

    partnership: str
    today: date
    due_only: bool = True
    decided_by: str | None = None
    checked_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    loaded: Loaded
    kept: Retained
    key: UUID | None

    @property
    def line(self) -> str:
        """Facts only: the reference, the days, the rules, and the agencies."""
        kept = self.kept
        rules = ", ".join(
            f"{one.agency}: {one.keep} by {one.rule}" for one in kept.rules
        )
        missing = [f"{agency}: no rule" for agency in kept.without_rule]
        since = f"; due from {kept.due_on}" if kept.due_on else ""
        return (
            f"{self.loaded.dispute.raised.reference}  {WHY_NOT[kept.why_not]}"
            f"; ended {kept.settled_on}{since} ({', '.join([rules, *missing])})"
        )


async def erase(addresses: Addresses, asked: Asked) -> list[str]:
    """What there is, a line each, and what was done with it."""
    settings = CoreSettings(
        writer_url=addresses.of("writer"),
        reader_url=addresses.of("reader"),
        secrets=Secrets.from_file(addresses.secrets()),
    )
    ledger = DestroyedKeys(addresses.destroyed_keys())
    async with (
        open_core(settings) as services,
        _erasing(addresses.of("eraser")) as eraser,
    ):
        partnership = await _partnership(services, asked)
        found = [one async for one in _candidates(services, eraser, partnership, asked)]
        await put_on_record(
            services.accesses,
            partnership=partnership.code,
            disputes=[one.loaded.dispute.id for one in found],
            operation="erase",
            purpose="operation",
        )
        lines = list(_listed(found, asked))
        if asked.decided_by is None:
            return [*lines, "Nothing was erased. Add --carry-out to erase what is due."]
        destroyed = await destroy(eraser, await unfinished(eraser), ledger)
        for one in found:
            if one.kept.why_not is None:
                await _carry_out(one, services, asked)
                destroyed += await destroy(eraser, [one.key] if one.key else [], ledger)
        return [*lines, f"Erased what people wrote in {destroyed}."]


async def _partnership(services: Services, asked: Asked) -> Partnership:
    found = await services.catalogue.partnership(asked.partnership)
    if found is None:
        raise CannotGoOn("There is no such partnership.")
    said = (asked.decided_by, asked.checked_by)
    if said == (None, None):
        return found
    if None in said or said[0] == said[1]:
        raise CannotGoOn("Two different offices must answer for an erasure.")
    if not set(said) <= set(found.offices):
        raise CannotGoOn("Name two offices of the partnership's directory.")
    return found


@asynccontextmanager
async def _erasing(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        yield connection
    finally:
        await connection.close(timeout=5)


async def _candidates(
    services: Services,
    eraser: asyncpg.Connection,
    partnership: Partnership,
    asked: Asked,
) -> AsyncIterator[_Candidate]:
    rows = await services.asking.ask(lambda one: one.fetch(_SETTLED, partnership.code))
    for row in rows:
        loaded = await services.log.load(row["id"])
        key = await key_of(eraser, row["id"])
        ends = [e.occurred_at for e in loaded.events if e.topic in _ENDINGS]
        kept = retained(
            loaded.dispute,
            partnership.retention,
            settled_at=ends[-1] if ends else None,
            readable=key is not None,
            today=asked.today,
        )
        if kept.why_not is None or not asked.due_only:
            yield _Candidate(loaded=loaded, kept=kept, key=key)


def _listed(found: Iterable[_Candidate], asked: Asked) -> Iterator[str]:
    counts: dict[str, int] = {}
    for one in found:
        why = WHY_NOT[one.kept.why_not]
        counts[why] = counts.get(why, 0) + 1
        yield one.line
    said = ", ".join(f"{count} {why}" for why, count in counts.items())
    yield f"{asked.partnership}, {asked.today}: {said or 'nothing is due'}."


async def _carry_out(one: _Candidate, services: Services, asked: Asked) -> None:
    """Put the erasure on record; a hold that came in between stops it."""
    dispute = one.loaded.dispute
    directory = await services.catalogue.directory(asked.partnership)
    now = max(services.core.clock(), *dispute.recorded.values())
    erase_narrative(
        dispute,
        one.kept,
        decided_by=asked.decided_by or "",
        checked_by=asked.checked_by or "",
        schedule_version=directory.version if directory else 0,
        key=str(one.key) if one.key else None,
        now=now,
    )
    author = Author(client=CLIENT, subject=operator())
    try:
        await services.core.log.append(appending(dispute, now=now, author=author))
    except VersionConflict:
        message = (
            f"{dispute.raised.reference} changed in the meantime. Look again, then "
            "run the same command."
        )
        raise CannotGoOn(message) from None
