"""Who read which disputes, why and when: put on record before they see an answer.

So is who asked for one that they may not see, or that there is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from dispute_core.application.caller import Caller

Purpose = Literal[
    "safeguarding",
    "supervision",
    "audit",
    "statistics",
    "learning",
    "subject_access",
    "complaint",
    "operation",
]
"""Why somebody reads; a closed list, so that no word about a person can stand in it."""


def usual_purpose(caller: Caller) -> Purpose:
    """What a caller reads for who does not say: they act for the person."""
    return "audit" if caller.role == "auditor" else "safeguarding"


@dataclass(frozen=True, kw_only=True)
class Access:
    """One reading; the record keeps a pseudonym of `subject` and never a name."""

    client: str
    subject: str
    partnership: str
    role: str
    agency: str | None = None
    office: str | None = None
    operation: str
    purpose: Purpose
    correlation: str
    disputes: Sequence[UUID]
    """Every dispute that the answer tells of, or names."""
    asked: UUID | None = None
    """What was asked for and refused, whether it is hidden or nowhere."""


class AccessRecords(Protocol):
    """Where readings are put on record."""

    async def record(self, access: Access) -> None:
        """Keep it durably; raises `Busy` or `Unavailable`, and then nobody may read."""
