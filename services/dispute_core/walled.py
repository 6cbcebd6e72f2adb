"""Connections that tell the database, with each query, for whom it reads.

The settings hold for the query's own transaction alone, so nothing of them is left on
a connection of the pool. Who tells nothing, or whose settings came too late, is shown
no dispute.
"""

from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import asyncpg

from dispute_core.application.authorization.second_wall import ReadsAs

READS_AS: ContextVar[ReadsAs | None] = ContextVar("reads_as", default=None)
"""For whom the present request reads; None outside of requests."""

_SETTINGS = ("partnership", "kind", "agencies", "office", "extent")


class WalledConnection(asyncpg.Connection):  # type: ignore[misc]
    """Reads for whoever the present request is made by."""

    def get_reset_query(self) -> str:
        """Nothing is left on a connection that would have to be undone.

        The pool asks with each release, and would wait for the server. Whatever
        transaction is still open is rolled back all the same.
        """
        return ""

    async def fetch(self, query: str, *args: Any, **more: Any) -> Any:
        query, args = _told(query, args)
        return await super().fetch(query, *args, **more)

    async def fetchrow(self, query: str, *args: Any, **more: Any) -> Any:
        query, args = _told(query, args)
        return await super().fetchrow(query, *args, **more)

    async def fetchval(self, query: str, *args: Any, **more: Any) -> Any:
        query, args = _told(query, args)
        return await super().fetchval(query, *args, **more)


def _told(query: str, args: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    reads_as = READS_AS.get()
    if reads_as is None:
        return query, args
    partnership, kind, agencies, office, extent = reads_as
    said = (partnership, kind, ",".join(agencies), office, extent)
    return _telling(query, len(args)), (*args, *said)


@lru_cache(maxsize=1024)
def _telling(query: str, arguments: int) -> str:
    """The query behind its settings.

    It stands in a subquery that needs what the settings return and that no planner may
    pull up (OFFSET 0): so they are made before its first row is looked for.
    """
    told = " || ".join(
        f"set_config('concord.{name}', ${arguments + place}::text, true)"
        for place, name in enumerate(_SETTINGS, start=1)
    )
    return (
        f"WITH reader AS MATERIALIZED (SELECT {told}"  # noqa: S608 - ours
        " || set_config('concord.seen', '', true)"
        " || set_config('concord.unseen', '', true) AS told)"
        " SELECT answer.* FROM reader CROSS JOIN LATERAL"
        f" (SELECT asked.* FROM ({query}) AS asked"
        " WHERE reader.told IS NOT NULL OFFSET 0) AS answer"
    )
