"""The second table of a rebuild: like the live one, until it takes its place."""

from collections.abc import Sequence

import asyncpg

from dispute_core.readmodel.summaries import COLUMNS, SummaryRow

LIVE = "dispute_summaries"
NEXT = "dispute_summaries_next"

_INDEXES = """
SELECT i.indexname, i.indexdef FROM pg_indexes AS i
WHERE i.schemaname = 'public' AND i.tablename = $1 AND i.indexname <> $1 || '_pkey'
"""
_GRANTS = """
SELECT grantee, string_agg(privilege_type, ', ') AS privileges
FROM information_schema.role_table_grants
WHERE table_schema = 'public' AND table_name = $1 AND grantee <> current_user
GROUP BY grantee
"""
# What stands on the live table besides: for whom the database shows which of its rows.
_WALL = """
SELECT format('CREATE POLICY %I ON %I FOR %s TO %s %s %s', policyname, tablename, cmd,
    (SELECT string_agg(quote_ident(role), ', ') FROM unnest(roles) AS r (role)),
    coalesce('USING (' || qual || ')', ''),
    coalesce('WITH CHECK (' || with_check || ')', ''))
FROM pg_policies WHERE schemaname = 'public' AND tablename = $1
"""
_FORCED = f"""
ALTER TABLE {LIVE} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {LIVE} FORCE ROW LEVEL SECURITY
"""


class SecondTable:
    """A copy of the live table's shape, its indexes and its grants."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._indexes: list[str] = []

    async def create(self) -> None:
        """Make it empty; what an earlier rebuild left behind goes."""
        await self._connection.execute(
            f"DROP TABLE IF EXISTS {NEXT};"
            f" CREATE TABLE {NEXT} (LIKE {LIVE} INCLUDING ALL EXCLUDING INDEXES)"
            " WITH (fillfactor = 80);"
            f" ALTER TABLE {NEXT} ADD CONSTRAINT {NEXT}_pkey PRIMARY KEY (id)"
        )
        for grantee, privileges in await self._connection.fetch(_GRANTS, LIVE):
            await self._connection.execute(f"GRANT {privileges} ON {NEXT} TO {grantee}")

    async def add(self, rows: Sequence[SummaryRow]) -> None:
        if rows:
            await self._connection.copy_records_to_table(
                NEXT, records=rows, columns=list(COLUMNS)
            )

    async def replace(self, rows: Sequence[SummaryRow]) -> None:
        await self._connection.execute(
            f"DELETE FROM {NEXT} WHERE id = ANY($1::uuid[])",  # noqa: S608 - our name
            [row.id for row in rows],
        )
        await self.add(rows)

    async def add_indexes(self) -> None:
        """The live table's own indexes; quicker than while it was being filled."""
        for name, definition in await self._connection.fetch(_INDEXES, LIVE):
            await self._connection.execute(
                definition.replace(f"INDEX {name} ON ", f"INDEX {name}_next ON ")
                .replace(f" ON public.{LIVE} ", f" ON public.{NEXT} ")
                .replace(f" ON {LIVE} ", f" ON {NEXT} ")
            )
            self._indexes.append(name)
        await self._connection.execute(f"ANALYZE {NEXT}")

    async def take_over(self) -> None:
        """Become the live table; in the caller's transaction, under the append lock.

        The wall comes last: nothing can be copied into a table that has one.
        """
        wall = await self._connection.fetch(_WALL, LIVE)
        await self._connection.execute(
            f"DROP TABLE {LIVE}; ALTER TABLE {NEXT} RENAME TO {LIVE};"
            f" ALTER TABLE {LIVE} RENAME CONSTRAINT {NEXT}_pkey TO {LIVE}_pkey"
        )
        for name in self._indexes:
            await self._connection.execute(f"ALTER INDEX {name}_next RENAME TO {name}")
        await self._connection.execute(_FORCED)
        for (policy,) in wall:
            await self._connection.execute(policy)
