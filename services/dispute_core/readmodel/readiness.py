"""Whether the service can be relied on: a database to write to, a worker that lives."""

from datetime import timedelta

import asyncpg

from dispute_core.asking import Asking
from dispute_core.domain.errors import Unavailable

_STATE = """
SELECT pg_is_in_recovery(), version_num,
       row_security_active('dispute_summaries')
       AND pg_has_role(current_user, 'concord_api', 'MEMBER')
       AND NOT pg_has_role(current_user, 'concord_reader', 'MEMBER'),
       (SELECT clock_timestamp() - max(seen_at) FROM worker_heartbeats)
FROM alembic_version
"""
# A database that is read-only by a setting takes appends all the same: the writer
# begins with READ WRITE, which nothing but recovery refuses.
UNWALLED = (
    "The database would show this service everything: give it, in CONCORD_API_URL, the "
    "role concord_api."
)
UNWATCHED = (
    "No worker has been heard of for too long: deadlines are not watched and nobody is "
    "told. See that a worker runs."
)


async def expect_ready(
    asking: Asking, migration: str, without_worker: timedelta
) -> None:
    """Raises `Unavailable` where nobody can be served, or not safely, and says why.

    Where no worker has ever run, the first is about to be started.
    """
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
    if without_worker and row[3] is not None and row[3] > without_worker:
        raise Unavailable(UNWATCHED)
