"""The time limits that were breached, each with what has become of it since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import asyncpg

from dispute_core.asking import Asking
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.readmodel.folding import DecodeFacts, fold_streams
from dispute_core.readmodel.listing import takes_part
from dispute_core.readmodel.sight import Arguments, Sight


class ListedBreach(NamedTuple):
    """A breach in a list; `position` is for the cursor alone."""

    position: int
    recorded_at: datetime
    dispute: Dispute
    deadline: Deadline


@dataclass(frozen=True, kw_only=True)
class BreachesWanted:
    """Which breaches are looked for; what is None is not asked."""

    partnership: str | None = None
    agency: str | None = None
    stage: str | None = None
    detected_after: datetime | None = None
    detected_before: datetime | None = None


async def list_breaches(
    asking: Asking,
    sight: Sight,
    wanted: BreachesWanted,
    decode: DecodeFacts,
    *,
    after: int | None,
    limit: int,
) -> tuple[list[ListedBreach], bool]:
    """One page, the newest first, and whether there is more.

    Only disputes on the page are folded: whether a breached duty was settled in time
    after all may have been said, or corrected, long after the breach.
    """
    query, arguments = _query(sight, wanted, after, limit)

    async def look(
        connection: asyncpg.Connection,
    ) -> tuple[list[Any], dict[Any, Dispute]]:
        rows = await connection.fetch(query, *arguments.values)
        ids = {row["stream_id"] for row in rows[:limit]}
        return rows, await fold_streams(connection, ids, decode)

    rows, disputes = await asking.ask(look)
    found = [_listed(row, disputes[row["stream_id"]]) for row in rows[:limit]]
    return found, len(rows) > limit


def _query(
    sight: Sight, wanted: BreachesWanted, after: int | None, limit: int
) -> tuple[str, Arguments]:
    arguments = Arguments()
    conditions = [
        "e.topic = 'dispute.deadline_breached'",
        f"e.partnership = {arguments.add(sight.partnership)}",
        sight.condition(arguments),
        *takes_part(wanted.agency, None, sight, arguments),
    ]
    asked = (
        ("e.position <", after),
        ("s.partnership =", wanted.partnership),
        ("b.facts ->> 'stage' =", wanted.stage),
        ("e.occurred_at >=", wanted.detected_after),
        ("e.occurred_at <", wanted.detected_before),
    )
    conditions += [
        f"{bound} {arguments.add(value)}" for bound, value in asked if value is not None
    ]
    query = (
        "SELECT e.position, e.stream_id, e.recorded_at,"  # noqa: S608 - our own words
        " b.facts ->> 'duty' AS duty, (b.facts ->> 'generation')::integer AS generation"
        " FROM events AS e JOIN dispute_summaries AS s ON s.id = e.stream_id"
        " JOIN event_bodies AS b ON b.position = e.position"
        f" WHERE {' AND '.join(conditions)}"
        f" ORDER BY e.position DESC LIMIT {arguments.add(limit + 1)}"
    )
    return query, arguments


def _listed(row: asyncpg.Record, dispute: Dispute) -> ListedBreach:
    deadline = dispute.deadline(row["duty"], row["generation"])
    return ListedBreach(row["position"], row["recorded_at"], dispute, deadline)
