"""What is said about the record itself: statements answered, and the Record sent."""

from typing import TYPE_CHECKING

from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.values import By
from dispute_core.domain.vocabulary import Sealed, StatementMark, SubmittedHow

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class StatementAnswered(Event):
    """A side said whether it agrees with a statement of fact of the other side."""

    TOPIC = "dispute.statement_answered"
    by: By
    event_version: int
    field: str
    answer: StatementMark
    note: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.answers.append(self)


class RecordSubmitted(Event):
    """The Record was sent to an office, as it was at a version (000-8).

    The digest is of what was sent; it is sealed, because with it somebody could test a
    guess at what has been erased.
    """

    TOPIC = "dispute.record_submitted"
    by: By
    to_office: str
    how: SubmittedHow
    record_version: int
    record_hash: str
    """The hash of that version's event, as the Record prints it."""
    missing: tuple[str, ...]
    sha256: Sealed[str | None]
    incomplete_because: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        dispute.submissions.append(self)
