"""Lends each test a database of its own: a copy of one that was migrated once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

import asyncpg

from concord.embedded import Server
from dispute_core.log import roles
from dispute_core.log.migrate import migrate

TEMPLATE = "concord_template"
BEGUN = "concord_begun"
"""The same, with the shipped policies and the demonstration directory in its log."""
PASSWORDS = {role: f"password-of-{role}" for role in roles.ROLES}
_NUMBERS = count(1)


@dataclass(frozen=True)
class Database:
    """A migrated database and its addresses."""

    server: Server
    name: str

    def url(self, role: str | None = None) -> str:
        """The address for a role; without one, the superuser's."""
        password = PASSWORDS[role] if role else None
        return self.server.url(self.name, role, password)

    @property
    def writer_url(self) -> str:
        return self.url(roles.WRITER)

    @property
    def api_url(self) -> str:
        return self.url(roles.API)

    @property
    def reader_url(self) -> str:
        return self.url(roles.READER)


async def prepare(server: Server) -> None:
    """Make the roles and the template; once per server."""
    await roles.provision(server.url("postgres"), PASSWORDS)
    server.create_database(TEMPLATE)
    migrate(server.url(TEMPLATE))


@asynccontextmanager
async def fresh_database(
    server: Server, template: str = TEMPLATE
) -> AsyncIterator[Database]:
    """A log that nobody else sees: an empty one, or as the template has it."""
    name = f"test_{next(_NUMBERS)}"
    # Copying files is twice as quick as logging every page of a small database.
    copy = f"TEMPLATE {template} STRATEGY FILE_COPY"
    await _administer(server, f"CREATE DATABASE {name} {copy}")
    yield Database(server, name)
    await _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


async def _administer(server: Server, statement: str) -> None:
    administrator = await asyncpg.connect(server.url("postgres"))
    try:
        await administrator.execute(statement)
    finally:
        await administrator.close()


async def rows_with(database: Database, words: str) -> list[str]:
    """The tables in which something stands in the clear."""
    everything = await asyncpg.connect(database.url())
    try:
        tables = await everything.fetch(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        )
        return [
            table
            for (table,) in tables
            if await everything.fetchval(
                f"SELECT count(*) FROM {table} AS one WHERE one::text LIKE $1",  # noqa: S608 - the catalogue's own names
                f"%{words}%",
            )
        ]
    finally:
        await everything.close()
