"""What boards and administrators have published, as it comes into the log."""

from typing import NamedTuple

import asyncpg

from dispute_core.asking import Asking

_HEAD = "SELECT position FROM head"
_NEW = """
SELECT e.position, e.stream_id, e.version, e.topic, e.occurred_at, b.facts
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.topic IN ('policy.released', 'policy.put_in_force', 'policy.retired',
    'directory.published', 'directory.agency_changed', 'directory.office_changed',
    'directory.panel_registered', 'directory.holder_appointed',
    'directory.holder_ended', 'directory.names_erased', 'calendar.published')
    AND e.position > $1 AND e.position <= $2
ORDER BY e.position
"""


class News(NamedTuple):
    """What was published after a position, and the end of the log at that time."""

    rows: list[asyncpg.Record]
    end: int


async def published_after(asking: Asking, position: int) -> News:
    """Everything that was published, up to an end behind which nobody has looked."""

    async def look(connection: asyncpg.Connection) -> News:
        end = await connection.fetchval(_HEAD)
        return News(await connection.fetch(_NEW, position, end), end)

    return await asking.ask(look)


async def end_of_log(asking: Asking) -> int:
    """The last position that is there."""
    position: int = await asking.ask(lambda it: it.fetchval(_HEAD))
    return position
