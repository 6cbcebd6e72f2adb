"""Disputes to count, and the counting that the worker does, for tests of statistics."""

from typing import Any

import asyncpg
import httpx

from tests.support.api import Api, Json, Speaker, a_dispute, inside
from tests.support.filling import filling_of

HERE = "/v1/partnerships/worcestershire"
STATISTICS = f"{HERE}/statistics"
EDITIONS = f"{STATISTICS}/editions"
YEAR = {"from": "2025-04-01", "to": "2026-03-31"}
LONG_AGO = "2025-05-06T09:00:00Z"


async def count_all(api: Api, worker: asyncpg.Pool) -> None:
    """What the worker does after its sweep."""
    async with inside(api) as services:
        filling = filling_of(services, worker)
        while await filling():
            pass


async def raise_some(api: Api, number: int, **changes: Any) -> list[Json]:
    school = api.agency("school")
    return [
        await school.raises(a_dispute(raised_at=LONG_AGO, **changes))
        for _ in range(number)
    ]


async def figures_of(board: Speaker, **period: str) -> Json:
    answer = await board.get(STATISTICS, params=period or YEAR)
    assert answer.status_code == httpx.codes.OK, answer.text
    found: Json = answer.json()
    return found
