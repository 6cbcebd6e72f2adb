"""The written record in three parts, kept by each agency for itself (003-17)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispute_core.domain.dispute_events import RecordAdded

WrittenPart = Literal["issue_raised", "action_taken", "outcome_for_person"]
PARTS: tuple[WrittenPart, ...] = get_args(WrittenPart)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody wrote; the outcome is often known later than the rest."""

    issue_raised: str | None = None
    action_taken: str | None = None
    outcome_for_person: str | None = None

    @property
    def parts(self) -> tuple[WrittenPart, ...]:
        return tuple(part for part in PARTS if getattr(self, part) is not None)


def lacking(
    records: "Iterable[RecordAdded]",
    agency: str,
    *,
    since: int = 1,
    more: tuple[WrittenPart, ...] = (),
) -> tuple[WrittenPart, ...]:
    """The parts that an agency has not written, in its records from a version on."""
    written = {
        part
        for record in records
        if record.by.agency == agency and record.originator_version >= since
        for part in record.written_parts
    }
    return tuple(part for part in PARTS if part not in written.union(more))
