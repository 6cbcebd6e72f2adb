"""Looks for disputes in the summaries, the newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from dispute_core.asking import Asking
from dispute_core.readmodel.sight import Arguments, Sight
from dispute_core.readmodel.summaries import COLUMNS, SummaryRow


class ListedDispute(NamedTuple):
    """A dispute in a list, and whether a limit of it has passed by now."""

    row: SummaryRow
    overdue: bool
    training: bool


def listed(row: tuple[Any, ...], sight: Sight) -> ListedDispute:
    """A row of the columns of a summary, and then whether a limit has passed."""
    return ListedDispute(SummaryRow(*row[:-1]), row[-1], sight.training)


class Last(NamedTuple):
    """The dispute with which a page ended."""

    raised_at: datetime
    id: UUID


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which disputes are looked for; what is None is not asked."""

    partnership: str | None = None
    agency: str | None = None
    side: str | None = None
    waiting_on: str | None = None
    status: str | None = None
    stage: str | None = None
    category: str | None = None
    overdue: bool | None = None
    due_before: datetime | None = None
    raised_after: datetime | None = None
    raised_before: datetime | None = None


async def list_disputes(
    asking: Asking, sight: Sight, wanted: Wanted, *, after: Last | None, limit: int
) -> tuple[list[ListedDispute], bool]:
    """One page of what the caller may see, and whether there is more."""
    arguments = Arguments()
    conditions = [sight.condition(arguments), *_filters(wanted, sight, arguments)]
    if after is not None:
        place = f"({arguments.add(after.raised_at)}, {arguments.add(after.id)})"
        conditions.append(f"(s.raised_at, s.id) < {place}")
    query = (
        f"SELECT {', '.join(f's.{name}' for name in COLUMNS)},"  # noqa: S608 - ours
        " coalesce(s.next_due_at <= clock_timestamp(), false)"
        " FROM dispute_summaries AS s"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY s.raised_at DESC, s.id DESC"
        f" LIMIT {arguments.add(limit + 1)}"
    )
    rows = await asking.ask(lambda it: it.fetch(query, *arguments.values))
    found = [listed(tuple(row), sight) for row in rows]
    return found[:limit], len(found) > limit


def _filters(wanted: Wanted, sight: Sight, arguments: Arguments) -> list[str]:
    same = {
        "s.partnership": wanted.partnership,
        "s.status": wanted.status,
        "s.stage_id": wanted.stage,
        "s.category": wanted.category,
    }
    conditions = [
        f"{column} = {arguments.add(value)}"
        for column, value in same.items()
        if value is not None
    ]
    bounds = (
        ("s.next_due_at <", wanted.due_before),
        ("s.raised_at >=", wanted.raised_after),
        ("s.raised_at <", wanted.raised_before),
    )
    conditions += [
        f"{bound} {arguments.add(instant)}"
        for bound, instant in bounds
        if instant is not None
    ]
    if wanted.waiting_on is not None:
        conditions.append(_waiting_on(wanted.waiting_on, arguments))
    if wanted.overdue is not None:
        passed = "coalesce(s.next_due_at <= clock_timestamp(), false)"
        conditions.append(passed if wanted.overdue else f"NOT {passed}")
    conditions += takes_part(wanted.agency, wanted.side, sight, arguments)
    return conditions


def _waiting_on(side: str, arguments: Arguments) -> str:
    """A dispute that waits for both sides waits for each of them."""
    sides = [side, "both"] if side in ("raising", "responding") else [side]
    return f"s.waiting_on = ANY({arguments.add(sides)}::text[])"


def takes_part(
    agency: str | None, side: str | None, sight: Sight, arguments: Arguments
) -> list[str]:
    """Where an agency, or else the caller's own, takes part, or is on a side."""
    if agency is None and side is None:
        return []
    agencies = [agency] if agency is not None else list(sight.agencies[:1])
    given = f"{arguments.add(agencies)}::text[]"
    if side == "raising":
        return [f"s.raised_by_agency = ANY({given})"]
    if side == "responding":
        return [f"s.responding_agencies && {given}"]
    return [f"s.agencies && {given}"]
