"""What a stage asks for, and the time that it gives."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import (
    Anchor,
    Band,
    Force,
    Holder,
    LimitKind,
    Settling,
    Unit,
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A length of time as the document prints it, and the unit chosen to count it."""

    amount: int
    unit: Unit
    printed: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One duty of a stage and the time that it may take.

    `within` is None where the document gives no number: such a duty carries the
    document's word for its `urgency` and never breaches. `outer` says whether the
    number is a cap over a shorter human judgement ("no later than", "whichever is
    sooner") or the limit itself.
    """

    duty: str
    text: str
    holder: Holder
    band: Band
    clause: str
    force: Force
    anchor: Anchor
    settled_by: frozenset[Settling]
    accepts: frozenset[LimitKind] = frozenset()
    within: Span | None = None
    outer: bool = False
    urgency: str | None = None
