"""How far the readers of the log have come, and what is overdue: counts alone.

Deadlines of partnerships in which people only practise are not among them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispute_core.asking import Asking

_STANDING = """
SELECT clock_timestamp() AS at,
       (SELECT position FROM head) AS head,
       (SELECT array_agg(name ORDER BY name) FROM projection_positions) AS names,
       (SELECT array_agg(position ORDER BY name) FROM projection_positions) AS read,
       (SELECT count(*) FROM open_deadlines WHERE partnership <> ALL($1)) AS open,
       overdue.*
FROM (
    SELECT count(*) AS overdue,
           coalesce(extract(epoch FROM clock_timestamp() - min(due_at)), 0)::float8
               AS oldest
    FROM open_deadlines
    WHERE due_at <= clock_timestamp() AND partnership <> ALL($1)
) AS overdue
"""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What monitoring samples of the whole service at an instant."""

    at: datetime
    head: int
    readers: Mapping[str, int]
    """Up to which position each reader of the log has come."""
    deadlines_open: int
    deadlines_overdue: int
    oldest_overdue_seconds: float


async def read_standing(asking: Asking, left_out: Sequence[str]) -> Standing:
    """How things stand, but for the deadlines of the partnerships left out."""
    row = await asking.ask(lambda it: it.fetchrow(_STANDING, left_out))
    return Standing(
        at=row["at"],
        head=row["head"],
        readers=dict(zip(row["names"] or (), row["read"] or (), strict=True)),
        deadlines_open=row["open"],
        deadlines_overdue=row["overdue"],
        oldest_overdue_seconds=row["oldest"],
    )
