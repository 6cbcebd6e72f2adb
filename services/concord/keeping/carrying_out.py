"""Lists what a schedule lets go of, and destroys it once it is on record."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from concord.keeping.asking import Asked, Desk
from dispute_core.domain.retention import Retained
from dispute_core.log.erasing import destroy, unfinished

NOTHING = "Nothing was erased. Add --carry-out to erase what is due."
_WHY_NOT = {
    None: "due",
    "not_yet": "kept for longer",
    "held": "under a legal hold",
    "no_rule": "without a rule in the schedule",
    "erased": "erased",
    "not_closed": "not over",
}


class Candidate(Protocol):
    """A record, what the schedule makes of it today, and the key of its words."""

    @property
    def name(self) -> str: ...

    @property
    def kept(self) -> Retained: ...

    @property
    def key(self) -> UUID | None: ...


CandidateT = TypeVar("CandidateT", bound=Candidate)
PutOnRecord = Callable[[CandidateT, Desk, str, str], Awaitable[None]]
"""Says in the log that it is erased, on the word of who decides and who checks."""


async def carry_out(
    desk: Desk, found: Sequence[CandidateT], put_on_record: PutOnRecord[CandidateT]
) -> list[str]:
    """What there is, a line each, and what was done with it; first what was left."""
    lines = list(_listed(found, desk.asked))
    if desk.offices is None:
        return [*lines, NOTHING]
    left = await unfinished(desk.eraser)
    destroyed = await destroy(desk.eraser, left, desk.ledger)
    for one in found:
        if one.kept.why_not is None:
            await put_on_record(one, desk, *desk.offices)
            keys = [one.key] if one.key else []
            destroyed += await destroy(desk.eraser, keys, desk.ledger)
    return [*lines, f"Erased what people wrote in {destroyed}."]


def _listed(found: Sequence[Candidate], asked: Asked) -> Iterator[str]:
    counts = Counter(_WHY_NOT[one.kept.why_not] for one in found)
    for one in found:
        yield _line(one.name, one.kept)
    said = ", ".join(f"{count} {why}" for why, count in counts.items())
    yield f"{asked.partnership}, {asked.today}: {said or 'nothing is due'}."


def _line(name: str, kept: Retained) -> str:
    """Facts only: what it is called, the days, the rules, and the agencies."""
    rules = [f"{one.agency}: {one.keep} by {one.rule}" for one in kept.rules]
    missing = [f"{agency}: no rule" for agency in kept.without_rule]
    said = f"{name}  {_WHY_NOT[kept.why_not]}"
    if kept.settled_on:
        said += f"; ended {kept.settled_on}"
    if kept.due_on:
        said += f"; due from {kept.due_on}"
    by = ", ".join([*rules, *missing])
    return f"{said} ({by})" if by else said
