"""Offices, who holds them and when, and the meetings that must say what happens when
people disagree.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dispute_core.domain.vocabulary import Sealed

OfficeKind = Literal[
    "board-office",
    "board-manager",
    "executive",
    "facilitator",
    "safeguarding-partner",
    "independent-chair",
    "board-member",
    "designated-lead",
    "professional-lead",
    "senior-child-protection-manager",
    "local-safeguarding-lead",
    "log-chair",
    "emergency-access",
    "other",
]
"""What an office is for, by whichever name its partnership or agency calls it."""

Language = Literal["en", "cy"]
Digest = Literal["daily"]
"""How those with many notices get them: one mail a working day for what can wait."""

Kept = Literal["yes", "no", "not_seen"]
"""Whether something is there; `not_seen` where nobody has looked, which is no yes."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """A post that notices are addressed to; it survives its holder.

    It belongs to the partnership, or to one of its agencies. `also_called` are the
    document's own words for it, where they are not its name.
    """

    code: str
    name: str
    mailbox: str | None = None
    kind: OfficeKind = "other"
    agency: str | None = None
    secure_mail: bool = False
    welsh_name: str | None = None
    also_called: tuple[str, ...] = ()
    digest: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who holds an office from a day, until a day if one is known.

    Several may hold one office at a time (000-1), and `to_date` is the last day.
    """

    id: str
    office: str
    from_date: date
    to_date: date | None = None
    name: Sealed[str | None] = None
    mailbox: Sealed[str | None] = None

    def holds(self, on: date) -> bool:
        return self.from_date <= on and (self.to_date is None or on <= self.to_date)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A panel or a multi-agency meeting, and what its terms of reference say (001-11).

    `rule` is what happens on disagreement, in the words of the terms of reference.
    """

    code: str
    name: str
    agency: str | None = None
    says: Kept = "not_seen"
    seen_on: date | None = None
    rule: str | None = None
