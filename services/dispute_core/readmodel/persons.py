"""Finds the disputes of a person, by a keyed digest of the person's reference.

One row per dispute, written in the append transaction that raises it. The reference is
sealed in the log and stands nowhere in the clear; so the table is not built again from
facts, and who erases the words of a dispute erases its row with them.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from dispute_core.application.ports import Append
from dispute_core.asking import Asking
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.values import Subject
from dispute_core.readmodel.listing import ListedDispute, listed
from dispute_core.readmodel.sight import Arguments, Sight
from dispute_core.readmodel.summaries import COLUMNS

MOST_FOUND = 200
MOST_WARNED_OF = 10


class Persons:
    """The digests as the log writes them, with the append that raises a dispute."""

    table: ClassVar[str] = "persons"
    columns: ClassVar[dict[str, str]] = {
        "dispute_id": "uuid",
        "person": "bytea",
        "also": "bytea[]",
    }
    key: ClassVar[Sequence[str]] = ("dispute_id",)

    def __init__(self, digest: Callable[[str, Subject], bytes]) -> None:
        self._digest = digest

    def row(
        self, append: Append, recorded_at: datetime, version: int
    ) -> tuple[Any, ...] | None:
        del recorded_at, version
        if append.expected_version > 0 or not isinstance(append.after, Dispute):
            return None
        raised = append.after.raised
        here = append.partnership
        also = [self._digest(here, one) for one in raised.also_affects]
        return (append.stream_id, self._digest(here, raised.subject), also or None)


async def of_person(
    asking: Asking, sight: Sight, digests: Iterable[bytes]
) -> tuple[list[ListedDispute], bool]:
    """What the caller may see of a person, the newest first; whether there is more."""
    arguments = Arguments()
    wanted = arguments.add(list(digests))
    condition = (
        f"(p.person = ANY({wanted}::bytea[])"
        f" OR (p.also IS NOT NULL AND p.also && {wanted}::bytea[]))"
    )
    found = await _found(asking, sight, arguments, condition, MOST_FOUND + 1)
    return found[:MOST_FOUND], len(found) > MOST_FOUND


async def raised_before(
    asking: Asking, sight: Sight, dispute_id: UUID
) -> list[ListedDispute]:
    """Open disputes of the same person that were raised before, if in sight."""
    arguments = Arguments()
    this = arguments.add(dispute_id)
    condition = (
        f"p.person = (SELECT person FROM persons WHERE dispute_id = {this})"  # noqa: S608
        f" AND p.dispute_id < {this} AND s.status = 'open'"
    )
    return await _found(asking, sight, arguments, condition, MOST_WARNED_OF)


async def _found(
    asking: Asking, sight: Sight, arguments: Arguments, condition: str, most: int
) -> list[ListedDispute]:
    query = (
        f"SELECT {', '.join(f's.{name}' for name in COLUMNS)},"  # noqa: S608 - ours
        " coalesce(s.next_due_at <= clock_timestamp(), false)"
        " FROM persons AS p JOIN dispute_summaries AS s ON s.id = p.dispute_id"
        f" WHERE {condition} AND {sight.condition(arguments)}"
        f" ORDER BY p.dispute_id DESC LIMIT {arguments.add(most)}"
    )
    rows = await asking.ask(lambda it: it.fetch(query, *arguments.values))
    return [listed(tuple(row), sight) for row in rows]
