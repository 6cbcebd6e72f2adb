"""Disputes as messages need them: folded, with what somebody may keep of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
from pydantic_core import from_json

from dispute_core.application.kept import ABOUT_ANOTHER, KEPT, Said
from dispute_core.domain.dispute import Dispute
from dispute_core.readmodel.folding import STREAMS, DecodeFacts, unfolded

_MAY_BE_KEPT = frozenset((*KEPT, *ABOUT_ANOTHER))

Rows = Sequence[tuple[Any, ...]]


class Stood(NamedTuple):
    """A dispute as one of its events left it, with what was said in it until then."""

    version: int
    dispute: Dispute
    said: Sequence[Said]


async def streams(
    connection: asyncpg.Connection | asyncpg.Pool, ids: Iterable[UUID]
) -> dict[UUID, Rows]:
    """The events of some disputes, each in their order; facts only."""
    wanted = list(ids)
    rows = await connection.fetch(STREAMS, wanted) if wanted else []
    return {
        stream: [tuple(row) for row in some]
        for stream, some in groupby(rows, key=itemgetter(0))
    }


def stages_of(rows: Rows, decode: DecodeFacts) -> Iterator[Stood]:
    """A dispute after each of its events; it changes as one goes on."""
    said: list[Said] = []
    for (event, dispute), row in zip(unfolded(rows, decode), rows, strict=False):
        if row[2] in _MAY_BE_KEPT:
            said.append(Said(row[1], row[2], from_json(row[5])))
        yield Stood(event.originator_version, dispute, said)


def now_of(rows: Rows, decode: DecodeFacts) -> Stood:
    """A dispute as it is."""
    *_, last = stages_of(rows, decode)
    return last
