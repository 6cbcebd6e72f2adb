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
    asked: UUID | None
    """What was asked for and refused, hidden or absent alike."""
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
    refused: bool | None = None
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
    its own people read or asked for in vain. The auditor of the partnership is shown,
    too, who from elsewhere asked for a dispute of it.
    """
    arguments = Arguments()
    in_sight = (
        "SELECT s.id FROM dispute_summaries AS s"  # noqa: S608 - our own words
        f" WHERE {sight.condition(arguments)}"
    )
    told = f"{in_sight} AND s.id = ANY(a.disputes)"
    conditions = _asked(wanted, in_sight, after, arguments)
    here = f"a.partnership = {arguments.add(sight.partnership)}"
    ways = [here]
    if sight.agencies:
        own = f"a.agency = {arguments.add(sight.agencies[0])}"
        ways = [f"{here} AND ({own} OR EXISTS ({told}))"]
    if sight.whole:
        # As an array, so that it is looked up by key however much was asked for.
        ways.append(f"NOT {here} AND a.asked = ANY(ARRAY({in_sight}))")
    last = f"ORDER BY read_at DESC, id DESC LIMIT {arguments.add(limit + 1)}"
    pages = (
        f"(SELECT {_SHOWN}, ARRAY({told} ORDER BY s.id) AS disputes"  # noqa: S608 - as above
        f" FROM accesses AS a WHERE {' AND '.join([way, *conditions])} {last})"
        for way in ways
    )
    query = f"SELECT * FROM ({' UNION ALL '.join(pages)}) AS found {last}"  # noqa: S608 - as above
    rows = await asking.ask(lambda it: it.fetch(query, *arguments.values))
    return [RecordedAccess(*row) for row in rows[:limit]], len(rows) > limit


def _asked(
    wanted: AccessesWanted,
    in_sight: str,
    after: LastAccess | None,
    arguments: Arguments,
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
    if wanted.refused is not None:
        conditions.append(f"a.asked IS {'NOT ' if wanted.refused else ''}NULL")
    if wanted.dispute is not None:
        one = arguments.add(wanted.dispute)
        conditions.append(f"(a.disputes @> ARRAY[{one}::uuid] OR a.asked = {one})")
        conditions.append(f"{one} IN ({in_sight})")
    if after is not None:
        place = f"({arguments.add(after.read_at)}, {arguments.add(after.id)})"
        conditions.append(f"(a.read_at, a.id) < {place}")
    return conditions
