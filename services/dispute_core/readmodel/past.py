"""Past disputes of a partnership from their facts alone, for rehearsals."""

from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import asyncpg
from pydantic_core import from_json

from dispute_core.application.policies.rehearsing import Past, PastWanted
from dispute_core.asking import Asking
from dispute_core.domain.acts.rehearsing import Told
from dispute_core.readmodel.folding import STREAMS, DecodeFacts, fold

_NEWEST = """
SELECT id FROM dispute_summaries
WHERE partnership = $1 AND ($2::timestamptz IS NULL OR raised_at >= $2)
    AND ($3::timestamptz IS NULL OR raised_at < $3)
    AND ($4::text IS NULL OR $4 = ANY (agencies))
ORDER BY raised_at DESC, id DESC LIMIT $5
"""


async def past_disputes(
    asking: Asking, decode: DecodeFacts, wanted: PastWanted
) -> tuple[list[Past], bool]:
    """The newest disputes that are wanted, and whether there are more."""

    async def read(it: asyncpg.Connection) -> tuple[list[UUID], list[Any]]:
        bounds = (wanted.partnership, wanted.raised_after, wanted.raised_before)
        found = await it.fetch(_NEWEST, *bounds, wanted.agency, wanted.limit + 1)
        ids = [row[0] for row in found]
        return ids, await it.fetch(STREAMS, ids[: wanted.limit])

    ids, rows = await asking.ask(read)
    told = {stream: list(of) for stream, of in groupby(rows, key=itemgetter(0))}
    shown = ids[: wanted.limit]
    return [_past(told[id_], decode) for id_ in shown], len(ids) > wanted.limit


def _past(rows: list[Any], decode: DecodeFacts) -> Past:
    events = [
        Told(
            decode(
                topic,
                from_json(facts),
                None,
                originator_id=stream_id,
                originator_version=version,
                timestamp=occurred_at,
            ),
            recorded_at,
        )
        for stream_id, version, topic, occurred_at, recorded_at, facts in rows
    ]
    return Past(dispute=fold(rows, decode).dispute, told=events)
