"""Uses of the procedure in a partnership, folded from facts alone, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from dispute_core.asking import Asking
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Closed
from dispute_core.readmodel.folding import STREAMS, DecodeFacts, Stored, fold

_FOUND = """
SELECT id, raised_at FROM dispute_summaries
WHERE partnership = $1 AND ($2::text IS NULL OR agencies @> ARRAY[$2::text])
    AND ($3::timestamptz IS NULL OR raised_at >= $3)
    AND ($4::timestamptz IS NULL OR raised_at < $4)
    AND ($5::timestamptz IS NULL OR (raised_at, id) > ($5, $6))
ORDER BY raised_at, id LIMIT $7
"""


class LastUse(NamedTuple):
    """The use with which a page ended."""

    raised_at: datetime
    id: UUID


@dataclass(frozen=True, kw_only=True)
class UsesWanted:
    """Whose uses are looked for, and raised in which time; of every agency if None."""

    partnership: str
    agency: str | None = None
    raised_after: datetime | None = None
    raised_before: datetime | None = None


class Use(NamedTuple):
    """A dispute without its words, and when it was closed, if it is."""

    dispute: Dispute
    closed_at: datetime | None


async def uses(
    asking: Asking,
    decode: DecodeFacts,
    wanted: UsesWanted,
    *,
    after: LastUse | None,
    limit: int,
) -> tuple[list[Use], LastUse | None]:
    """One page of uses, and where the next begins if there is one."""

    async def read(it: asyncpg.Connection) -> tuple[list[Any], list[Any]]:
        bounds = (wanted.raised_after, wanted.raised_before)
        since = after or (None, None)
        found = await it.fetch(
            _FOUND, wanted.partnership, wanted.agency, *bounds, *since, limit + 1
        )
        ids = [row[0] for row in found[:limit]]
        return found, await it.fetch(STREAMS, ids)

    found, rows = await asking.ask(read)
    streams = {id_: list(of) for id_, of in groupby(rows, key=itemgetter(0))}
    shown = [_use(streams[row[0]], decode) for row in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    return shown, LastUse(last[1], last[0]) if last else None


def _use(rows: Sequence[Any], decode: DecodeFacts) -> Use:
    dispute = fold(rows, decode).dispute
    closed = [row for row in map(_stored, rows) if row.topic == Closed.TOPIC]
    closed_at = closed[-1].occurred_at if closed else None
    return Use(dispute, closed_at if dispute.status == "closed" else None)


def _stored(row: Any) -> Stored:
    return Stored(*row)
