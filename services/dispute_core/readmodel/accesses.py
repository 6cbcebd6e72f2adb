"""Who read what: for the auditor all of it, for an agency what concerns it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from dispute_core.asking import Asking
from dispute_core.readmodel.sight import Arguments, Sight


class RecordedAccess(NamedTuple):
    """A reading as it was put on record, with what of it may be shown."""

    id: UUID
    read_at: datetime
    partnership: str
    agency: str | None
    office: str | None
    role: str
    client: str
    subject: str
    operation: str
    purpose: str
    correlation: str | None
    disputes: list[UUID]
    """Those of its disputes that whoever asks may see now."""


class LastAccess(NamedTuple):
    """The reading with which a page ended."""

    read_at: datetime
    id: UUID


@dataclass(frozen=True, kw_only=True)
class AccessesWanted:
    """Which readings are looked for; what is None is not asked."""

    dispute: UUID | None = None
    agency: str | None = None
    read_from: datetime | None = None
    read_before: datetime | None = None


_SHOWN = ", ".join(f"a.{name}" for name in RecordedAccess._fields[:-1])


async def list_accesses(
    asking: Asking,
    sight: Sight,
    wanted: AccessesWanted,
    *,
    after: LastAccess | None,
    limit: int,
) -> tuple[list[RecordedAccess], bool]:
    """One page, the newest first, and whether there is more.

    An agency is shown who read a dispute that it may see, whoever that was, and what
    its own people read.
    """
    arguments = Arguments()
    conditions = [
        f"a.partnership = {arguments.add(sight.partnership)}",
        *_asked(wanted, after, arguments),
    ]
    seen = (
        "SELECT s.id FROM dispute_summaries AS s"  # noqa: S608 - our own words
        f" WHERE s.id = ANY(a.disputes) AND {sight.condition(arguments)}"
    )
    if sight.agencies:
        own = f"a.agency = {arguments.add(sight.agencies[0])}"
        conditions.append(f"({own} OR EXISTS ({seen}))")
    if wanted.dispute is not None:
        asked = arguments.add(wanted.dispute)
        conditions.append(f"a.disputes @> ARRAY[{asked}::uuid]")
        conditions.append(f"{asked} IN ({seen})")
    query = (
        f"SELECT {_SHOWN}, ARRAY({seen} ORDER BY s.id) FROM accesses AS a"  # noqa: S608 - as above
        f" WHERE {' AND '.join(conditions)} ORDER BY a.read_at DESC, a.id DESC"
        f" LIMIT {arguments.add(limit + 1)}"
    )
    rows = await asking.ask(lambda it: it.fetch(query, *arguments.values))
    return [RecordedAccess(*row) for row in rows[:limit]], len(rows) > limit


def _asked(
    wanted: AccessesWanted, after: LastAccess | None, arguments: Arguments
) -> list[str]:
    bounds = (
        ("a.agency =", wanted.agency),
        ("a.read_at >=", wanted.read_from),
        ("a.read_at <", wanted.read_before),
    )
    conditions = [
        f"{bound} {arguments.add(value)}"
        for bound, value in bounds
        if value is not None
    ]
    if after is not None:
        place = f"({arguments.add(after.read_at)}, {arguments.add(after.id)})"
        conditions.append(f"(a.read_at, a.id) < {place}")
    return conditions
