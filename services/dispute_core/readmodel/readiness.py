"""Whether the database can serve this release: writable, with this release's tables."""

import asyncpg

from dispute_core.asking import Asking
from dispute_core.domain.errors import Unavailable

_STATE = """
SELECT pg_is_in_recovery(), version_num,
       row_security_active('dispute_summaries')
       AND pg_has_role(current_user, 'concord_api', 'MEMBER')
       AND NOT pg_has_role(current_user, 'concord_reader', 'MEMBER')
FROM alembic_version
"""
UNWALLED = (
    "The database would show this service everything: give it, in CONCORD_API_URL, the "
    "role concord_api."
)


async def expect_ready(asking: Asking, migration: str | None) -> None:
    """Raises `Unavailable` where nobody can be served, or not safely, and says why."""
    try:
        row = await asking.ask(lambda it: it.fetchrow(_STATE))
    except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError):
        row = None
    if row is None or row[1] != migration:
        raise Unavailable("The database does not have the tables of this release.")
    if row[0]:
        raise Unavailable("The database takes no changes just now.")
    if not row[2]:
        raise Unavailable(UNWALLED)
