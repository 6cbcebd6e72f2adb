"""The dated duties of the disputes to which an agency is a party, for its calendar."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from dispute_core.asking import Asking
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import Force, Holder
from dispute_core.readmodel.folding import STREAMS, DecodeFacts, fold_all

MOST = 1000
"""Of how many disputes a calendar speaks, those with the newest events first."""

_CONCERNED = """
SELECT id, version FROM dispute_summaries
WHERE partnership = $1 AND agencies && $2::text[]
  AND (status IN ('open', 'resolved')
       OR recorded_at >= clock_timestamp() - interval '60 days')
ORDER BY recorded_at DESC, id LIMIT $3
"""


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """The disputes that a calendar is made of, and a mark that changes with them."""

    ids: tuple[UUID, ...]
    mark: str


@dataclass(frozen=True, kw_only=True)
class DueEntry:
    """A dated duty as it stands: still owed, or met, stopped or replaced (`over`).

    Its words are the policy's own.
    """

    dispute_id: UUID
    reference: str
    stage: str
    duty: str
    text: str
    clause: str
    force: Force
    holder: Holder
    owed: bool
    """Whether this agency owes it; else it waits for it."""
    due_at: datetime
    due_on: date | None
    generation: int
    over: bool
    changed_at: datetime


async def concerned(asking: Asking, partnership: str, agency: str) -> Concerned:
    """Which disputes an agency's calendar speaks of.

    A settled one stays for 60 days, so that clients hear that its dates are off.
    """
    rows = await asking.ask(
        lambda it: it.fetch(_CONCERNED, partnership, [agency], MOST)
    )
    told = "".join(f"{row['id']}:{row['version']};" for row in rows)
    return Concerned(
        ids=tuple(row["id"] for row in rows),
        mark=sha256(told.encode()).hexdigest()[:32],
    )


async def entries(
    asking: Asking, decode: DecodeFacts, ids: Sequence[UUID], agency: str
) -> list[DueEntry]:
    """Every dated duty of some disputes, in the order of their dates."""
    rows = await asking.ask(lambda it: it.fetch(STREAMS, list(ids)))
    return await asyncio.to_thread(_entries, rows, decode, agency)


def _entries(rows: Iterable[Any], decode: DecodeFacts, agency: str) -> list[DueEntry]:
    found = [
        entry
        for folded in fold_all(rows, decode)
        for entry in _of_dispute(folded.dispute, agency, folded.recorded_at)
    ]
    return sorted(found, key=lambda entry: (entry.due_at, entry.reference, entry.duty))


def _of_dispute(
    dispute: Dispute, agency: str, changed_at: datetime
) -> Iterator[DueEntry]:
    """Each duty once: its newest generation takes the place of those before."""
    newest: dict[str, Deadline] = {}
    for deadline in dispute.deadlines:
        known = newest.get(deadline.set.duty)
        if known is None or known.set.generation < deadline.set.generation:
            newest[deadline.set.duty] = deadline
    labels = {one.entered.id: one.entered.label for one in dispute.stages}
    for deadline in newest.values():
        due = deadline.set
        if due.due_at is None:
            continue
        yield DueEntry(
            dispute_id=dispute.id,
            reference=dispute.raised.reference,
            stage=labels.get(due.stage, due.stage),
            duty=due.duty,
            text=due.text,
            clause=due.clause,
            force=due.force,
            holder=due.holder,
            owed=_owes(dispute, deadline, agency),
            due_at=due.due_at,
            due_on=due.due_on,
            generation=due.generation,
            over=not deadline.open,
            changed_at=changed_at,
        )


def _owes(dispute: Dispute, deadline: Deadline, agency: str) -> bool:
    if deadline.set.agency is not None:
        return deadline.set.agency == agency
    sides = dispute.sides_of(agency)
    return bool(sides) and deadline.set.holder in ("both", *sides)
