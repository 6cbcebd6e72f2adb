"""Whether the database can serve this release: writable, with this release's tables."""

import asyncpg

from dispute_core.asking import Asking
from dispute_core.domain.errors import Unavailable

_STATE = """
SELECT pg_is_in_recovery(), version_num FROM alembic_version
"""


async def expect_ready(asking: Asking, migration: str | None) -> None:
    """Raises `Unavailable` where an append could not succeed, and says why."""
    try:
        row = await asking.ask(lambda it: it.fetchrow(_STATE))
    except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError):
        row = None
    if row is None or row[1] != migration:
        raise Unavailable("The database does not have the tables of this release.")
    if row[0]:
        raise Unavailable("The database takes no changes just now.")
